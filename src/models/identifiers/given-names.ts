/**
 * Given names that are seldom a word, a drug, a place or an eponym in clinical text, from many countries. A name that
 * is one (May, Grace, Mark, Rose, Will, Marie, Thomas, Allen, Addison, Down) is left to the words around it.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  (
    'Aaron Abigail Adam Adrian Aidan Aisha Alan Alejandro Alex Alexander Alexandra Alfie Alice Alicia Alison Amanda Amara ' +
    'Amelia Amina Amir Amy Ana Anastasia Andrea Andreas Andrew Andrzej Angela Anika Anita Anjali Ann Anna Anne Annie Anthony ' +
    'Antonio Aoife Archie Arjun Arthur Asha Ashley Astrid Audrey Ayesha Ayumi Barbara Beatrice Beatriz Ben Benjamin Bernadette ' +
    'Beth Bethany Betty Beverley Bogdan Brandon Brenda Brian Brianna Bridget Bronwen Bruno Caitlin Callum Camila Caoimhe ' +
    'Carlos Carmen Carol Caroline Catherine Cathy Cecilia Charles Charlie Charlotte Chiara Chidi Chinedu Chloe Chloé Chris ' +
    'Christina Christine Christopher Claire Clara Colin Connor Craig Cynthia Daisuke Daniel Daniela Danielle Danny Darren ' +
    'Dave David Dawn Deborah Debbie Declan Deepak Denise Dennis Derek Diana Diane Diego Dimitri Dmitri Donald Donna Doreen ' +
    'Doris Dorothy Dylan Edith Eduardo Edward Eileen Eilidh Elaine Eleanor Elena Elif Elizabeth Ella Ellen Ellie Elsie Emeka ' +
    'Emil Emilia Emily Emma Enrique Eric Erin Esther Ethan Eva Evelyn Ewa Farah Fatima Fatma Fatou Femi Fernando Fiona ' +
    'Francesca Francesco Francisco Frank Freya Gabriel Gabriela Gareth Gary Gemma Geoffrey George Georgia Gerald Gerard ' +
    'Gertrude Gillian Giovanni Gloria Gordon Graham Greg Gregory Gustavo Guillermo Gwen Habib Hana Hannah Hans Harold Harriet ' +
    'Harry Hassan Heather Hector Helen Helena Henrik Henry Hilary Hiroshi Howard Hugo Hussein Iain Ian Ibrahim Ifeoma Ignacio ' +
    'Imran Ines Ingrid Irene Irina Isaac Isabel Isabella Isla Ivan Jack Jackie Jacob Jacqueline Jakub James Jamie Jan Jane ' +
    'Janet Janice Jasmine Jason Javier Jayden Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerome Jerzy Jess Jessica Jill Jim Jimmy ' +
    'Joan Joanna Joanne Joe Joel Johan Johanna John Johnny Jonathan Jorge José Jose Joseph Josephine Joshua Joyce Juan Judith ' +
    'Julia Julian Julie Jürgen Justin Kaitlyn Karen Karim Karl Kate Katherine Kathleen Kathryn Katie Kavita Kayden Kayla ' +
    'Keith Kelly Kelvin Kenji Kenneth Kevin Khadija Kieran Kim Kirsty Kofi Krishna Kwame Kyle Lakshmi Lara Larry Laura Lauren ' +
    'Laurence Leah Leila Lena Leo Leon Leonard Lesley Leticia Lewis Liam Lillian Linda Lindsay Lindiwe Lisa Logan Lorenzo ' +
    'Lorraine Louise Luca Lucas Lucia Lucía Lucy Luis Lukas Luke Lydia Lynn Maeve Magdalena Malcolm Mandy Manuel Marco Marcus ' +
    'Margaret Maria María Mariam Mariana Marilyn Mario Marion Marjorie Marta Martha Martin Martina Mary Maryam Mateo Matthew ' +
    'Maureen Maurice Max Maya Megan Mehmet Mei Melanie Melissa Mia Michael Michal Michelle Miguel Mike Mikhail Mohamed ' +
    'Mohammad Mohammed Moira Molly Monica Muhammad Mustafa Nadia Nancy Naomi Natalia Natalie Natasha Nathan Nathaniel Neil ' +
    'Ngozi Niamh Nicholas Nicola Nicole Nigel Nikolai Nina Noah Noor Norma Norman Nuala Olga Oliver Olivia Olu Oluwaseun Omar ' +
    'Oscar Osei Owen Pablo Padraig Pamela Patricia Patrick Paul Paula Pauline Pedro Peggy Penelope Peter Petra Philip Phillip ' +
    'Phoebe Phyllis Pierre Pooja Poppy Priya Rachel Rahul Raj Rajesh Ralph Ramesh Raúl Rebecca Reginald Ricardo Richard Rita ' +
    'Robert Roberto Rodrigo Roger Rohan Ronald Rosa Rosemary Rosie Ruth Ryan Sabrina Sakura Salma Samantha Samir Samuel ' +
    'Sandra Sanjay Santiago Sara Sarah Scott Sean Sebastian Sergei Shane Shanice Shannon Sharon Sheila Shirley Simon Simone ' +
    'Sinead Sinéad Siobhan Siobhán Sofia Sophia Sophie Stacey Stanisław Stefan Stella Stephanie Stephen Steve Steven Stuart ' +
    'Sunita Susan Suzanne Svetlana Sylvia Tamara Tamika Tanisha Tanya Tariq Tatiana Teresa Terence Terry Thabo Thandiwe ' +
    'Theresa Tiffany Timothy Tina Toby Tomasz Tony Tracey Tracy Trevor Tyler Tyrone Ursula Valentina Valerie Vanessa Vera ' +
    'Veronica Victoria Vijay Vikram Vincent Viktor Violet Vivian Vladimir Walter Wayne Wendy Winifred Xavier Ximena Yasmin ' +
    'Yolanda Yuki Yusuf Yvonne Zachary Zainab Zara Zoe Zoë Zofia'
  ).split(' '),
);
