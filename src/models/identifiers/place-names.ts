/** US states by name: a state is no smaller area, so that it passes alone. */
export const STATE_NAMES = [
  'Alabama',
  'Alaska',
  'Arizona',
  'Arkansas',
  'California',
  'Colorado',
  'Connecticut',
  'Delaware',
  'Florida',
  'Georgia',
  'Hawaii',
  'Idaho',
  'Illinois',
  'Indiana',
  'Iowa',
  'Kansas',
  'Kentucky',
  'Louisiana',
  'Maine',
  'Maryland',
  'Massachusetts',
  'Michigan',
  'Minnesota',
  'Mississippi',
  'Missouri',
  'Montana',
  'Nebraska',
  'Nevada',
  'New Hampshire',
  'New Jersey',
  'New Mexico',
  'New York',
  'North Carolina',
  'North Dakota',
  'Ohio',
  'Oklahoma',
  'Oregon',
  'Pennsylvania',
  'Rhode Island',
  'South Carolina',
  'South Dakota',
  'Tennessee',
  'Texas',
  'Utah',
  'Vermont',
  'Virginia',
  'Washington',
  'West Virginia',
  'Wisconsin',
  'Wyoming',
] as const;

export const STATE_CODES =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR';

/** First words of countries, continents and nations, which pass: "lives in New Zealand". */
export const WIDE_PLACES: ReadonlySet<string> = new Set(
  (
    'Afghanistan Africa Albania Algeria America Andorra Angola Argentina Armenia Asia Australia Austria Azerbaijan ' +
    'Bahrain Bangladesh Belarus Belgium Benin Bhutan Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Burundi ' +
    'Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechia Czech Denmark Ecuador ' +
    'Egypt England Eritrea Estonia Eswatini Ethiopia Europe Fiji Finland France Gabon Gambia Georgia Germany Ghana ' +
    'Greece Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy ' +
    'Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg ' +
    'Madagascar Malawi Malaysia Mali Malta Mauritania Mauritius Mexico Moldova Mongolia Morocco Mozambique Myanmar ' +
    'Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru ' +
    'Philippines Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore Slovakia Slovenia ' +
    'Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Trinidad Tunisia Turkey ' +
    'Uganda UK Ukraine Uruguay US USA Uzbekistan Venezuela Vietnam Wales Yemen Zambia Zimbabwe'
  ).split(' '),
);
/** Countries of two words. */
export const WIDE_PAIRS: ReadonlySet<string> = new Set([
  'New Zealand',
  'South Africa',
  'South Korea',
  'North Korea',
  'Sri Lanka',
  'Saudi Arabia',
  'United Kingdom',
  'United States',
  'Great Britain',
  'Northern Ireland',
  'Costa Rica',
  'El Salvador',
  'Sierra Leone',
  'Hong Kong',
  'Ivory Coast',
  'Burkina Faso',
  'South America',
  'North America',
  'West Africa',
  'East Africa',
  'South Asia',
  'United Arab',
  'Dominican Republic',
  'Papua New',
  'South Sudan',
  'Middle East',
]);

/** Postcode areas of the United Kingdom (Royal Mail). */
export const POSTCODE_AREAS =
  'AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE';

/**
 * Beginnings of ZIP codes whose area holds 20,000 people or fewer: all others may stay, as three digits.
 *
 * @source HHS, Guidance Regarding Methods for De-identification of PHI, 2012 (census of 2000)
 */
export const SMALL_ZIP = '036|059|063|102|203|556|692|790|821|823|830|831|878|879|884|890|893';
