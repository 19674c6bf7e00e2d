/** Family names of many countries that are no word, drug, place or eponym of note. */
const SURNAMES: ReadonlySet<string> = new Set(
  (
    'Acheampong Acosta Adams Adebayo Adeyemi Agarwal Aguilar Ahmad Ahmed Akhtar Ali Alvarez Alves Andersen Appiah ' +
    'Arshad Asante Atkinson Ayala Bailey Banerjee Begum Bhatt Boateng Bose Boyle Brennan Byrne Cabrera ' +
    'Campbell Cardoso Carroll Castillo Castro Chakraborty Chan Chatterjee Chaudhary Chavez Chen Cheung Chopra Choudhury ' +
    'Chowdhury Clarke Coleman Collins Connolly Contreras Cruz Cunningham Daly Das Davies Davis Delgado Desai Deshmukh ' +
    'Diallo Diaz Doherty Dominguez Donnelly Doyle Duarte Dubois Edwards Eze Farah Farrell Fernandes Fernandez Ferreira ' +
    'Figueroa Fischer Fitzgerald Fitzpatrick Flores Flynn Fofana Gallagher Ganguly Garcia Garza Gill Gomes Gomez Gonzales ' +
    'Gonzalez Griffiths Guerrero Gupta Gutierrez Guzman Haddad Haque Hassan Hayes Henderson Hernandez Herrera Hoang Hoffmann ' +
    'Hossain Howard Huang Hughes Hussain Hussein Huynh Ibrahim Iqbal Iyer Jain Jenkins Jensen Jimenez Jiménez Johnson ' +
    'Jones Joshi Kamara Kapoor Kaur Kavanagh Keane Kenny Khan Khatun Kowalczyk Kowalski Krishnamurthy Krishnan Kulkarni Kumar ' +
    'Larsen Liu Lopes Lopez Mahmood Malik Mancini Martinez Matthews Mbeki Mehta Mendez Mendoza Menon Mensah Miah ' +
    'Mishra Mohamed Moreno Morales Müller Mukherjee Muñoz Nair Nakamura Narayanan Ndiaye Nguyen Nkosi ' +
    'Nnamdi Nowak Nwosu Ochoa Oduya Ogunleye Okafor Okeke Okonkwo Okoro Oliveira Ortega Ortiz Osei Owusu Pandey Papadopoulos ' +
    'Patel Patil Pereira Perez Peterson Pham Phillips Pillai Popescu Quinn Rahman Ramirez Ramos Rao Rasmussen Reddy Reyes Reilly ' +
    'Ribeiro Richardson Rivera Roberts Robertson Robinson Rodrigues Rodriguez Rojas Romero Rossi Ruiz Ryan Salazar Sanchez ' +
    'Sandhu Santos Sato Schmidt Schulz Shah Shaikh Sharma Sheikh Silva Singh Smith Soares Sousa Souza ' +
    'Srinivasan Subramanian Sullivan Suzuki Takahashi Tanaka Tran Traore Usman Vargas Vasquez Vega Velasquez ' +
    'Venkataraman Verma Walsh Wang Watanabe Whelan Williams Wojcik Xu Yadav Yamamoto Yang Yılmaz Zhang Zhao Zhou Zhu'
  ).split(' '),
);

/** Endings and beginnings that family names of a language have and few other words. */
const SHAPE =
  /^(?:O'\p{Lu}\p{Ll}{2,}|Mc\p{Lu}\p{Ll}{2,}|Fitz\p{Ll}{4,}|\p{Lu}\p{Ll}{2,}(?:owski|owska|ewski|ewska|czyk|enko|opoulos|opoulou|idis|escu|ovic|ović|evic|ević|ikov|ikova|dottir|dóttir|sson|swamy|murthy|asekaran|ashvili|yan|manian|wicz|wick|borough|bottom|thwaite))$/u;
/** Of these makes, but eponyms: McBurney's point. */
const EPONYM =
  /^(?:Mc(?:Burney|Murray|Donald|Roberts|Gill|Cune|Ardle|Intosh|Leod|Coy|Conkey)|Ludovic|Ryan|Karyan)$/;

/** A word that is hardly anything but a family name. */
export function isSurname(word: string): boolean {
  return word.split('-').some((part) => SURNAMES.has(part) || (SHAPE.test(part) && !EPONYM.test(part)));
}
/** So common among eponyms and authors that they need a given name before them. */
const COMMON =
  /^(?:Adams|Ali|Atkinson|Bailey|Boyle|Campbell|Carroll|Castro|Chan|Chavez|Clarke|Coleman|Collins|Cruz|Cunningham|Das|Davies|Davis|Diaz|Edwards|Fischer|Fitzgerald|Gill|Hayes|Henderson|Hoffmann|Howard|Hughes|Jenkins|Jensen|Johnson|Jones|Keane|Kenny|Larsen|Malik|Matthews|Mancini|Müller|Peterson|Phillips|Quinn|Richardson|Roberts|Robertson|Robinson|Ryan|Schmidt|Schulz|Silva|Smith|Stephens|Tanaka|Takahashi|Vega|Watanabe|Williams|Yang)$/;
/** A family name that tells a person by itself. */
export function isDistinctSurname(word: string): boolean {
  return word.split('-').every((part) => isSurname(part) && !COMMON.test(part));
}
