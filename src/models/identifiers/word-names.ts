/** Given names that are also a word, a drug, a place or an eponym: the words beside one must tell that a person is meant. */
export const WORD_NAMES: ReadonlySet<string> = new Set(
  (
    'Abbey Ada Addison Adelaide Alexandria Alexis Ali Allen Ally Alma Amber Ana Angel Angelica April ' +
    'Ariel Arnold Art Asia Aspen Aurora Austin Autumn Axel Barry Basil Bernard Bill Blair Blessing Bob ' +
    'Brook Brooke Bruce Buddy Bunny Carolina Carter Chad Chance Chandler Charity Chase Chastity ' +
    'Chelsea Cherry China Christian Chuck Clark Claude Clay Clement Cliff Comfort Conrad Cooper Coral ' +
    'Crystal Cyrus Daisy Dakota Dale Dallas Dawn Dean Dee Destiny Dev Devon Dexter Dick Dolly Don Dot ' +
    'Douglas Drew Duke Earl Ebony Eden Edwin Elisa Elvis Ernest Ester Eve Faith Favour Fern Fletcher ' +
    'Flora Florence Foster Frank Gale Gay Gene Georgia Gilbert Ginger Glen Glenn Grace Grant Griffin ' +
    'Gus Guy Hale Hank Harmony Harper Harrison Haven Hazel Heather Herman Holly Honey Hope Horace ' +
    'Houston Hudson Hugh Hunter Hyacinth India Iona Ira Iris Isis Israel Ivory Ivy Jackson Jada Jade ' +
    'Jasmine Jay Jewel Jo Jody Jordan Josh Joy June Kay Kelvin Kent Kenya Kerry Kirk Kit Lance Lane ' +
    'Laurel Lea Lee Leigh Leopold Lester Lily Lincoln Lloyd Lola Lourdes Lucky Ludwig Luther Mac ' +
    'Madison Mara Marie Marina Mark Marshall Mason Max Maxwell May Melody Mercedes Mercy Merry Milan ' +
    'Miles Milton Miracle Misty Mona Montana Morgan Murray Nelson Nick Norma Nova Olive Opal Orlando ' +
    'Otis Paige Paris Parker Pat Patience Peace Pearl Peg Penny Pepper Percy Perry Pierce Pip Piper ' +
    'Poppy Porter Precious Prince Princess Prudence Raja Ram Randall Ray Raymond Reed Regina Reid Rene ' +
    'Rex Rich River Rob Robbie Robin Rocky Rod Roman Rose Rosemary Ross Rowan Ruby Russell Rusty Sage ' +
    'Sally Sana Sandy Savannah Scarlet Scarlett Sheldon Sienna Sierra Silvia Sky Skye Sonny Spencer ' +
    'Stan Stanley Star Sterling Stewart Storm Sue Summer Sunny Sydney Tanner Taylor Thomas Tia Tiger ' +
    'Todd Trent Trinity Troy Turner Uma Vera Vernon Victor Victory Viola Violet Virginia Wade Warren ' +
    'Whitney Will Willow Wilson Winter Woody Wren Wyatt Yasmin'
  ).split(' '),
);
