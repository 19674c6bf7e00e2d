/**
 * Given names that are seldom a word, a drug, a place or an eponym in clinical text, from many countries. A name that
 * is one (May, Grace, Mark, Rose, Will) stands in `word-names.ts`, or is left to the words around it.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  (
    'Aaliyah Aamir Aanya Aarav Aaron Abbas Abbie Abby Abdallah Abdi Abdirahman Abdul Abdulaziz ' +
    'Abdullah Abdulrahman Abebe Abena Abigail Abimbola Abiola Abraham Adaeze Adam Adama Adanna Adaora ' +
    'Adebayo Adebola Adekunle Adele Adeline Aden Adewale Aditi Aditya Adnan Adolfo Adrian Adriana ' +
    'Adrienne Afua Agata Agnes Agnieszka Agustin Ahmad Ahmed Ahmet Aidan Aiden Aileen Aimee Ainsley ' +
    'Aisha Aisling Aislinn Ajay Akash Akira Akosua Akua Alan Alana Alastair Albert Alberto Alec ' +
    'Alejandro Aleksander Aleksandra Alena Alessandra Alessandro Alex Alexander Alexandra Alexandre ' +
    'Alexei Alfie Alfonso Alfred Alfredo Alice Alicia Alicja Alina Alisha Alison Alistair Aliyah ' +
    'Alonso Althea Alvaro Alvin Alyssa Amadou Amaka Amal Amanda Amanpreet Amara Amarachi Ambrose ' +
    'Amelia Amelie Amina Amir Amit Amita Amrit Amrita Amy Anand Ananya Anastasia Anders Andre Andrea ' +
    'Andreas Andreea Andrei Andres Andrew Andrzej Andy Aneta Angela Angelina Angelo Angie Angus Anika ' +
    'Anil Anisa Anita Anjali Anjana Ankit Ankita Ann Anna Annabel Annabelle Annalise Anne Annette ' +
    'Annie Annika Annmarie Ansh Anthea Anthony Antoine Antoinette Anton Antonia Antonio Anuradha Anwar ' +
    'Aoibheann Aoife Aparna Aram Archana Archie Ariana Arianna Arif Arjan Arjun Arlene Arlo Armando ' +
    'Arnav Arthur Arturo Arun Aryan Asha Ashleigh Ashley Ashok Ashraf Asif Asma Asmaa Astrid Atul ' +
    'Aubrey Audrey Augustine Ava Avery Avni Ayaan Ayaz Ayesha Ayo Ayodele Ayomide Ayumi Aziz Aziza ' +
    'Babajide Babatunde Bahar Balint Baraka Barbara Barnaby Bartosz Bashir Bastian Beata Beatrice ' +
    'Beatriz Becky Belinda Belle Ben Benedict Benita Benjamin Benny Berenice Bernadette Bernadine ' +
    'Bernice Bert Bertha Bertram Beryl Bessie Beth Bethany Betsy Bettina Betty Bev Beverley Bhavna ' +
    'Bianca Bilal Billie Billy Birgit Bjorn Björn Blaise Blake Blanca Blanche Blanka Blaž Bobby Bogdan ' +
    'Bolanle Bonnie Boris Boyd Brad Braden Bradley Brady Brandon Brayden Breanna Breda Brenda Brendan ' +
    'Brenna Brennan Brent Bret Brett Brian Brianna Bridget Bridie Brigid Brigitte Brittany Brock Brody ' +
    'Bronagh Bronwen Bronwyn Bruno Bryan Bryce Bryn Bryony Bukola Burak Byron Caden Cahal Caitlin ' +
    'Caitlyn Caleb Callum Calum Calvin Camila Camilla Camille Candace Candice Caoimhe Cara Carina Carl ' +
    'Carla Carlo Carlos Carlotta Carly Carmel Carmen Carol Caroline Carolyn Carrie Carys Casey ' +
    'Cassandra Cassidy Catalina Catarina Caterina Cathal Catherine Cathleen Cathy Catrin Catriona ' +
    'Cecil Cecile Cecilia Cecily Cedric Celeste Celia Celine Ceri Cesar Chanel Chantal Chantelle ' +
    'Charlene Charles Charlie Charlotte Charmaine Cheryl Chetan Chiamaka Chiara Chidi Chidinma Chika ' +
    'Chinedu Chinwe Chinyere Chioma Chloe Chloé Chris Chrissie Christa Christelle Christie Christina ' +
    'Christine Christoph Christopher Christos Christy Chukwuemeka Cian Ciara Ciaran Cillian Cindy ' +
    'Claire Clara Clarence Clarice Clarissa Claudette Claudia Claudio Clayton Clementine Cleo Cliona ' +
    'Clive Clodagh Clyde Cody Colette Colin Colleen Collette Colm Connie Connor Conor Consuelo Cora ' +
    'Cordelia Corey Corinne Cornelia Cornelius Cory Courtney Craig Cristian Cristina Cristobal Curtis ' +
    'Cynthia Cyril Dafydd Dagmar Daisuke Daithi Damian Damien Damon Dana Dane Daniel Daniela Danielle ' +
    'Daniyal Danny Danuta Daphne Daragh Darcy Daria Dario Darius Dariusz Darlene Darnell Darragh ' +
    'Darrell Darren Darryl Daryl Dave Davey David Davina Davinder Deandre Deb Debbie Debbra Deborah ' +
    'Debra Declan Deepa Deepak Deepika Deirdre Delia Delilah Delroy Demetrius Denise Dennis Denzel ' +
    'Derek Derrick Dervla Deshawn Desiree Desmond Destinee Devendra Devin Dhruv Diana Diane Diarmuid ' +
    'Didier Diego Dieter Dilip Dilys Dimitri Dina Dinah Dinesh Dion Dionne Divya Diya Dmitri Dolores ' +
    'Domenico Dominic Dominik Dominique Donal Donald Donatella Donna Donnie Donovan Dora Doreen Doris ' +
    'Dorota Dorothy Doug Duane Dulcie Duncan Dustin Dwayne Dwight Dylan Eamon Eamonn Ebele Ebere Edgar ' +
    'Edgardo Edison Edith Edmund Edna Edoardo Eduardo Edward Edwina Edyta Efosa Efua Egor Eileen ' +
    'Eilidh Ekaterina Elaina Elaine Elbert Eldon Eleanor Elena Eleni Eli Eliana Elias Elif Elijah ' +
    'Elinor Elisabeth Elise Elisha Eliza Elizabeth Ella Ellen Ellie Elliot Elliott Ellis Elmer Elodie ' +
    'Eloise Elsa Elsie Elspeth Elton Elvira Elwin Emeka Emer Emil Emilia Emiliano Emilie Emilio Emily ' +
    'Emine Emma Emmanuel Emmet Emre Enda Enid Enoch Enrique Enzo Eoghan Eoin Ephraim Eric Erica Erick ' +
    'Erik Erika Erin Ernesto Errol Erwin Esme Esmeralda Esperanza Esteban Estela Estelle Esther Ethan ' +
    'Ethel Etienne Euan Eugene Eugenia Eunice Eva Evan Evangeline Evelina Evelyn Everett Evie Ewa Ewan ' +
    'Ezekiel Ezra Fabian Fabio Fabiola Faisal Faiza Farah Fareed Farhad Farhan Farida Farooq Faruk ' +
    'Fatih Fatima Fatma Fatou Fatoumata Faye Feargal Federico Felicia Felicity Felipe Felix Femi ' +
    'Fergal Fergus Fernando Fidel Filip Filippo Finbar Finlay Finley Finn Finnian Fintan Fiona Fionn ' +
    'Fionnuala Fionnula Folake Folasade Frances Francesca Francesco Francine Francis Francisco Franco ' +
    'Francois François Franklin Franz Fred Freda Freddie Freddy Frederick Frederik Freya Frieda ' +
    'Friedrich Fumiko Funmi Funmilayo Gabby Gabriel Gabriela Gabriella Gabrielle Gaia Gareth Garrett ' +
    'Gary Gaurav Gauri Gavin Gaynor Geeta Geetha Gemma Genevieve Geoff Geoffrey George Georgie ' +
    'Georgina Georgios Geraint Gerald Geraldine Gerard Gerardo Germaine Gerry Gertrude Giacomo ' +
    'Gianluca Gianna Gideon Gilberto Giles Gillian Gina Gino Giorgio Giovanni Giselle Gita Gitanjali ' +
    'Giulia Giulio Giuseppe Gladys Glenda Glenys Gloria Glynis Godfrey Godwin Gonzalo Gopal Gordon ' +
    'Gosia Govind Gracie Graham Grainne Gráinne Greg Gregor Gregory Greta Gretchen Grzegorz Guadalupe ' +
    'Guido Guilherme Guillermo Gunnar Gunther Gurdeep Gurinder Gurpreet Gustav Gustavo Gwen Gwendolen ' +
    'Gwendolyn Gwyn Gwyneth Gyorgy Habib Haider Hakan Hakeem Hala Halima Hamid Hamish Hamza Hana Hania ' +
    'Hanif Hanna Hannah Hannelore Hans Haoran Hardeep Hari Harinder Harish Harjit Harley Harold Haroon ' +
    'Harpreet Harriet Harry Haruki Haruto Harvey Hasan Hassan Hattie Hayden Haydn Hayley Hector Heidi ' +
    'Heinrich Helen Helena Hema Hemant Henrietta Henriette Henrik Henry Herbert Hermione Hernan Hilary ' +
    'Hilda Hildegard Himanshu Hina Hiroko Hiroshi Hitesh Hollie Homer Horst Howard Howell Huda Hugo ' +
    'Hussein Huw Iain Ian Ibrahim Idris Ifeanyi Ifeoma Ifrah Ignacio Ignatius Igor Ijeoma Ikechukwu ' +
    'Ilaria Ilona Ilse Imani Imelda Imogen Imran Inaya Inderjit Indira Indu Ines Inés Inga Inge ' +
    'Ingeborg Ingrid Inigo Ioana Iqbal Iqra Irene Irina Iryna Isaac Isabel Isabella Isaiah Isha Ishaan ' +
    'Ishita Isla Ismael Ismail Isobel Isolde Istvan Itzel Ivan Ivana Ivo Iwan Iwona Iyabo Izabela ' +
    'Jaakko Jabari Jacek Jacinta Jack Jackie Jaclyn Jacob Jacobo Jacqueline Jacques Jacqui Jaden ' +
    'Jagdish Jagoda Jaime Jakob Jakub Jamal James Jamie Jamil Jamila Jan Janaki Jane Janelle Janet ' +
    'Janette Janice Janina Janine Janis Jared Jaroslaw Jarosław Jarrod Jason Jaspal Jaspreet Jaswinder ' +
    'Javed Javier Jaya Jayant Jayden Jayesh Jayne Jean Jeanette Jeanne Jeannie Jedrzej Jeff Jeffery ' +
    'Jeffrey Jelena Jemima Jemma Jenna Jennie Jennifer Jenny Jens Jeremiah Jeremy Jerome Jerry Jerzy ' +
    'Jess Jesse Jessica Jessie Jesus Jesús Jethro Jewell Jian Jihan Jill Jim Jimena Jimmy Jiri Joachim ' +
    'Joan Joanna Joanne Joao Joaquin Joaquín João Jocelyn Jochen Jodie Joe Joel Joey Johan Johann ' +
    'Johanna Johannes John Johnny Jolanta Jolene Jon Jonah Jonas Jonathan Jonathon Jools Jordi Jorge ' +
    'Jorgen Jose Josef Josefa Josefina Joseph Josephine Josette José Joshua Josiah Josie Josip Joss ' +
    'Jovan Joyce Juan Juanita Jude Judith Judy Julia Julian Juliana Julianna Julianne Julie Juliet ' +
    'Julieta Juliette Julio Julius Juliusz Junaid Juraj Justin Jürgen Jyoti Kacper Kadeem Kai Kaitlin ' +
    'Kaitlyn Kaleb Kalpana Kamal Kamala Kamil Kamila Kamran Kapil Kara Kareem Karen Karim Karin Karina ' +
    'Karishma Karl Karla Karolina Karthik Karthika Kartik Kasia Kasper Katarina Katarzyna Kate Katelyn ' +
    'Katerina Katharina Katharine Katherine Kathleen Kathryn Kathy Katie Katja Katrin Katrina Katrine ' +
    'Katy Kavita Kavya Kayden Kaye Kayla Kayleigh Kazimierz Kazuko Kehinde Keira Keiran Keisha Keith ' +
    'Kelechi Kelly Kelsey Kemi Kenan Kendall Kendra Kendrick Kenji Kenneth Kenny Kerri Kerrie Kerstin ' +
    'Kevan Kevin Khadija Khaled Khalid Khalil Kian Kiara Kiera Kieran Kieron Kim Kimberley Kimberly ' +
    'Kimmie Kinga Kiran Kirill Kirsten Kirstie Kirsty Kishore Klara Klaus Kofi Konrad Konstantin ' +
    'Kornel Kostas Kris Krish Krishna Kristen Kristian Kristin Kristina Kristine Kristof Kristopher ' +
    'Krystal Krystyna Krzysztof Kunal Kurt Kwabena Kwaku Kwame Kwasi Kyle Kyra Kyran Lacey Lachlan ' +
    'Laila Lakshmi Lalita Lamar Lamont Lana Lara Larry Lars Lasse Latasha Latisha Latoya Laura Lauren ' +
    'Laurence Laurie Laverne Lavinia Layla Leah Leandro Leanne Leela Leena Leif Leila Lena Lenka ' +
    'Lennox Lenny Leo Leon Leonard Leonardo Leonid Leonie Leonor Leora Leroy Lesley Leslie Leszek ' +
    'Leticia Letitia Levi Lewis Lexi Liam Liana Libby Lidia Liesel Lila Lilian Liliana Lillian Lillie ' +
    'Lina Linda Lindiwe Lindsay Lionel Lisa Lisbeth Lizbeth Lizzie Llewellyn Logan Lois Lorcan Lorena ' +
    'Lorenz Lorenzo Loretta Lori Lorna Lorraine Lottie Louella Louis Louisa Louise Lourenco Lowri Luan ' +
    'Lubna Luca Lucas Lucia Lucian Luciana Luciano Lucille Lucinda Lucía Lucjan Lucy Ludmila Luigi ' +
    'Luis Luisa Lukas Lukasz Luke Lydia Lyn Lynda Lynette Lynn Lynne Lynsey Lyra Lyudmila Mabel Maciej ' +
    'Mackenzie Maddie Madeleine Madeline Madhavi Madhu Madhuri Mads Mae Maeve Magdalena Maggie Magnus ' +
    'Mahalia Mahesh Mahmood Mahmoud Mahnoor Maira Mairead Maisie Maite Maja Majid Makayla Maksim ' +
    'Malachi Malachy Malak Malcolm Malgorzata Malik Mallory Mamadou Mandy Manfred Manish Manisha ' +
    'Manjit Manjula Manoj Manpreet Mansi Manuel Manuela Marc Marcel Marcela Marcella Marcelo Marcia ' +
    'Marcin Marco Marcus Marek Margaret Margarita Margot Marguerite Maria Mariah Mariam Marian Mariana ' +
    'Marianne Maribel Maricel Mariela Marietta Marijke Marika Marilena Marilyn Mario Marion Marisa ' +
    'Marisol Marissa Mariusz María Marjorie Marko Marlene Marlon Marquis Marsha Marta Marten Martha ' +
    'Martin Martina Mary Maryam Mateo Mathew Mathias Mathieu Mathilda Matilda Matteo Matthew Matthias ' +
    'Mattie Maura Maureen Maurice Mauricio Mauro Mavis Maxine Maya Mayra Małgorzata Máiréad Mbali ' +
    'Meena Meera Meg Megan Megha Mehdi Mehmet Mehreen Mehul Mei Melanie Melinda Melissa Melvin ' +
    'Meredith Mervyn Meryl Mia Micaela Micah Micha Michael Michaela Michal Michał Micheál Michele ' +
    'Michelle Mick Mickey Miguel Mihai Mikael Mikaela Mike Mikhail Mikkel Mila Mildred Milena ' +
    'Millicent Millie Milo Milos Mina Minal Mindy Minh Minnie Mira Miranda Mirela Miriam Miroslav ' +
    'Mitchell Mitesh Miya Modou Mohamad Mohamed Mohammad Mohammadi Mohammed Mohan Mohinder Mohit ' +
    'Mohsin Moira Moises Molly Monica Monika Monique Morag Moses Moshe Moustafa Muhammad Mukesh Mumtaz ' +
    'Muna Munir Muriel Murtaza Musa Mustafa Muthoni Myfanwy Myra Myrtle Nabil Nadeem Nadège Nadia ' +
    'Nadine Naeem Nagesh Naima Najma Nancy Nandini Nanette Naoko Naomi Narendra Nargis Naseem Nasir ' +
    'Nasra Nasreen Natacha Natalia Natalie Natasha Nathalie Nathan Nathaniel Naveed Naveen Nayeli ' +
    'Nazia Nazir Neal Ned Neelam Neeta Neha Neil Nellie Nelly Nenad Nerys Nestor Neville Ngozi Niall ' +
    'Niamh Nicholas Nicki Nicky Nico Nicola Nicolas Nicole Nicolette Nidhi Niels Nigel Nikhil Nikita ' +
    'Nikki Nikola Nikolai Nikolaos Nikos Nilufar Nimra Nina Nirmala Nisha Nishant Nita Nitin Nkechi ' +
    'Nnamdi Noah Noel Noelle Noemi Nomvula Noor Nora Noreen Norman Noura Nuala Nura Nuria Nusrat Nyah ' +
    'Obinna Octavia Odette Oisin Oisín Ola Olaf Olanrewaju Oleg Oleksandr Olena Olga Oliver Olivia ' +
    'Olivier Ollie Olu Olumide Oluwaseun Oluwatobi Olwen Omar Omari Ondrej Onyeka Oonagh Ophelia ' +
    'Oriana Orla Orlaith Osama Oscar Osei Osman Oswald Ottilie Otto Owain Owen Oyinkansola Órla Pablo ' +
    'Paddy Padma Padraig Palesa Pallavi Paloma Pamela Pankaj Paola Paolo Paresh Parisa Parminder ' +
    'Parvati Parveen Pascal Pasquale Patrice Patricia Patrick Patrycja Patryk Patsy Patti Patty Paul ' +
    'Paula Pauline Pavel Pavlo Pawel Paweł Payal Pádraig Pedro Peggy Penelope Perla Petar Pete Peter ' +
    'Petr Petra Petronella Petros Phil Philip Philippa Phillip Philomena Phineas Phoebe Phyllis Pia ' +
    'Pierre Pieter Pilar Piotr Polly Pooja Prabhakar Prachi Pradeep Prakash Pranav Prasad Prashant ' +
    'Pratik Praveen Preeti Preston Priti Priya Priyanka Przemysław Punam Purnima Quentin Quinn Rabia ' +
    'Rachael Rachel Rachelle Radek Radha Radosław Rafael Rafaela Rafal Rafał Rafferty Raheem Rahim ' +
    'Rahima Rahul Raisa Raj Rajan Rajani Rajat Rajendra Rajesh Rajinder Rajiv Rajni Rakesh Ralph ' +
    'Ramesh Ramiro Ramon Ramona Ramón Randeep Randi Randolph Randy Rani Ranjit Raphael Raquel Rashad ' +
    'Rasheeda Rashid Rashida Rashmi Raúl Ravi Ravinder Rayan Raymundo Rayyan Razia Reagan Reba Rebecca ' +
    'Reece Reema Reena Refilwe Reggie Reginald Rehana Reina Reinhard Rekha Renata Renate Renee René ' +
    'Renée Reuben Revathi Rhea Rhian Rhiannon Rhoda Rhona Rhonda Rhys Ricardo Riccardo Richard Richie ' +
    'Rick Ricky Rihanna Riley Rina Rishi Rita Ritu Riya Rizwan Robert Roberta Roberto Rochelle Rocio ' +
    'Rocío Rodney Rodolfo Rodrigo Rogelio Roger Rohan Rohit Roisin Roland Rolando Rolf Romain Romeo ' +
    'Romy Ronald Ronan Ronda Ronnie Roopa Rory Rosa Rosalia Rosalie Rosalind Rosalyn Rosamund Rosanna ' +
    'Rosario Roseanne Roselyn Rosemarie Rosetta Roshan Roshni Rosie Rosina Roxana Roxanne Roy Royston ' +
    'Rozina Róisín Rónán Ruairi Ruaridh Ruben Rubén Rudolf Rudy Rufus Rukhsana Rupa Rupert Rupinder ' +
    'Ruslan Rustam Ruta Ruth Ryan Ryann Ryszard Saad Saanvi Sabina Sabine Sabrina Sachin Sadia Sadie ' +
    'Saeed Safiya Sahar Sahil Saima Saira Sajid Sakshi Sakura Salim Salma Salman Salome Salvador ' +
    'Salvatore Samantha Sameer Samina Samir Samira Samson Samuel Sandeep Sander Sandip Sandra Sandro ' +
    'Sangeeta Sanjana Sanjay Sanjeev Sanna Santiago Santosh Sanya Saoirse Sapna Sara Sarah Sarika ' +
    'Sarita Saroj Sasha Satish Saul Saurabh Savita Scott Scottie Seamus Sean Seán Sebastian Sebastien ' +
    'Seema Selena Selina Selma Serena Serge Sergei Sergio Seth Séamus Shabana Shabnam Shaheen Shahid ' +
    'Shahida Shaista Shakira Shalini Shamim Shamima Shane Shanelle Shania Shanice Shannon Shanti ' +
    'Shaquille Sharmila Sharon Sharron Shashi Shaun Shauna Shawn Shawna Shayla Shazia Sheela Sheena ' +
    'Sheila Shelby Shelley Shelly Sherman Sherri Sherry Sheryl Shilpa Shinji Shiori Shira Shirley Shiv ' +
    'Shivani Shona Shreya Shruti Shubham Shweta Sian Siân Sibusiso Siddharth Sidney Sidra Siegfried ' +
    'Sigrid Silas Silke Silvana Silvio Simon Simone Simran Sindhu Sinead Sinéad Siobhan Siobhán Sione ' +
    'Sipho Sita Slawomir Sneha Snezana Sofia Sohail Soledad Solomon Sonal Sonali Sondra Sonia Sonja ' +
    'Sonya Sophia Sophie Sorcha Soren Soumya Sreenivas Srinivas Stacey Stacy Stanislav Stanislaw ' +
    'Stanisław Stefan Stefania Stefano Steffen Stella Steph Stephan Stephane Stephanie Stephen Steve ' +
    'Steven Stevie Stéphane Stuart Subhash Sudha Sudhir Sulaiman Suleiman Suleman Suman Sumathi Sumit ' +
    'Sundar Sundeep Sunil Sunita Supriya Surendra Suresh Surinder Surjit Susan Susana Susanna Susanne ' +
    'Sushil Sushma Suzan Suzanna Suzanne Suzette Suzie Svein Sven Svetlana Swati Sybil Syed Sylvester ' +
    'Sylvia Sylvie Søren Sławomir Tabitha Tadeusz Tadgh Tadhg Taha Tahir Tahira Taiwo Takashi Takeshi ' +
    'Talia Tamar Tamara Tamika Tammy Tamsin Tanisha Tanvi Tanya Tara Taras Tareq Tariq Taryn Tasha ' +
    'Tatiana Tatum Tatyana Tegan Temitope Tendai Terence Teresa Terrance Terrence Terri Terry Tess ' +
    'Tessa Thabo Thaddeus Thandiwe Thanh Thea Thelma Theo Theodora Theodore Theresa Theresia Thierry ' +
    'Thokozani Thorsten Tiana Tiernan Tiffani Tiffany Tilda Tilly Tim Timmy Timo Timothy Tina Tobi ' +
    'Tobias Toby Todor Tolu Tom Tomas Tomasina Tomasz Tomás Tommaso Tommy Toni Tony Tonya Torsten ' +
    'Tracey Tracie Tracy Travis Tremaine Trevon Trevor Tricia Trina Trish Trisha Trond Trudy Trystan ' +
    'Tunde Tyler Tyrell Tyrese Tyrone Tyson Uche Uchenna Udo Ugo Ulrich Ulrike Umair Umar Umesh Una ' +
    'Uriel Ursula Usha Usman Uzma Úna Vaibhav Vaishali Valentin Valentina Valentino Valeria Valerie ' +
    'Valerio Vandana Vanessa Vanita Vanya Varun Vasant Vasile Vasilios Vaughan Veena Venkat Venkatesh ' +
    'Verity Veronica Veronika Vicente Vicki Vickie Vicky Victoria Vidya Vijay Vikas Vikki Vikram ' +
    'Viktor Viktoria Vimala Vinay Vince Vincent Vincenzo Vinod Violeta Vipin Virgil Virginie Vishal ' +
    'Vishnu Vittoria Vivek Vivian Vivienne Vlad Vladimir Vladislav Volodymyr Vusi Vyacheslav Wahida ' +
    'Waleed Walid Walter Wanda Wanjiru Waqas Warsame Wayne Wendy Weronika Wesley Wilfred Wilhelm ' +
    'Wilhelmina Willem William Willie Wilma Winifred Winston Wioletta Wojciech Wolfgang Wynne Xander ' +
    'Xanthe Xavier Xiang Xiaoming Ximena Xin Xiomara Xiulan Xiuying Yadira Yahya Yana Yanick Yannick ' +
    'Yara Yaroslav Yash Yashoda Yasin Yasir Yasmeen Yasmine Yatin Yaw Yesenia Yetunde Yevgenia Yiannis ' +
    'Yogesh Yolanda Yosef Yousef Youssef Yuki Yulia Yuliya Yunus Yuri Yusuf Yves Yvette Yvonne Zac ' +
    'Zach Zachary Zack Zaheer Zahid Zahir Zahra Zaid Zainab Zaira Zak Zakaria Zander Zane Zara Zareen ' +
    'Zayd Zayn Zbigniew Zdenek Zeinab Zelda Zena Zeynep Zhen Zia Ziad Zineb Zinedine Zita Ziva Zoe Zoë ' +
    'Zofia Zora Zoran Zubair Zubeda Zuleikha Zuri Zuzanna Łukasz'
  ).split(' '),
);
