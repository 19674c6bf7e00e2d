import { describe, expect, it } from 'vitest';
import { screenIdentifiers } from '../../../src/models/identifiers/screen-identifiers.js';

const found = (text: string): readonly string[] =>
  screenIdentifiers(text).map(
    ({ kind, at, length, line }) => `${line} ${kind} ${text.slice(at, at + length)}`,
  );

describe('the place of a hit', () => {
  it('gives offset, length and line', () => {
    expect(screenIdentifiers('Cough.\nMRN: 4471209\n')).toEqual([
      { kind: 'record-number', at: 12, length: 7, line: 2 },
    ]);
  });
  it('counts in UTF-16 units of the original', () => {
    expect(found('😀\u200b\n\nmail jo@exam\u00adple.org now')).toEqual(['3 email jo@exam\u00adple.org']);
  });
  it('comes in order, a hit inside a longer one of its kind left out', () => {
    expect(found('https://example.org/www.example.org\nand 12 March 2021')).toEqual([
      '1 url https://example.org/www.example.org',
      '2 date 12 March 2021',
    ]);
  });
  it('shows what lies inside a longer hit of another kind, so that no waiver of one covers the other', () => {
    const url = 'https://portal.example.org/v?name=JaneMiller&ssn=536-22-8713&dob=1948-03-03&mrn=4711823';
    expect(found(url)).toEqual([
      `1 url ${url}`,
      '1 name JaneMiller',
      '1 ssn 536-22-8713',
      '1 date 1948-03-03',
      '1 record-number 4711823',
    ]);
  });
  it('names a place once, by the first rule that finds it', () => {
    expect(found('nhs 943 476 5919')).toEqual(['1 record-number 943 476 5919']);
    expect(found('phone 943-476-5919')).toEqual(['1 record-number 943-476-5919']);
  });
  it('folds no-break space, dashes, wide and Arabic digits', () => {
    expect(found('Mr\u00a0Quux')).toHaveLength(1);
    expect(found('on 2021\u201303\u201312')).toHaveLength(1);
    expect(found('on １２/０３/２０２１')).toHaveLength(1);
    expect(found('on ١٢/٠٣/٢٠٢١')).toHaveLength(1);
  });
  it('is the same on every call', () => {
    const text = 'Mr Quux, 12 March 2021, 0161 496 0000';
    expect(screenIdentifiers(text)).toEqual(screenIdentifiers(text));
    expect(screenIdentifiers(text)).toHaveLength(3);
  });
});

describe('where a rule ends', () => {
  it.each([
    'diagnosed in 2019',
    'three days ago',
    'day 3',
    'at 10:30',
    'BP 120/80',
    'aged 89',
    '89-year-old',
    '90+ category',
    'aged 90 or older',
    'over 90 mmHg',
    '94-month-old',
    '555',
    'call 911',
    'version 1.2.3.44',
    "Parkinson's disease",
    'the doctor',
    'Nurse Practitioner',
    '39+2 weeks',
    'SNOMED CT 22298006',
    'ICD-10 E11.9',
    'serial troponins',
    'lives in Texas',
    'back from New Zealand',
    '5-10-20 mg',
    'pain 5/10',
    'may march on',
    'CA40.0',
    'NCT04280705',
    'ZIP 021',
    'ZIP3 100',
  ])('passes %s', (text) => {
    expect(found(text)).toEqual([]);
  });
  it.each([
    ['date', 'March 2021'],
    ['date', '3/2021'],
    ['date', 'in March'],
    ['age-over-89', '90 years old'],
    ['age-over-89', 'aged 95'],
    ['age-over-89', '92-year-old'],
    ['name', "Dr. King's sign"],
    ['name', 'Mrs. Quux'],
    ['record-number', '943 476 5919'],
    ['ip-address', '198.51.100.7'],
    ['ip-address', '2001:db8::1:2'],
    ['geography', 'SW1A 1AA'],
    ['geography', '12 High Street'],
    ['geography', 'Boston, MA 02108'],
    ['account-number', '4111 1111 1111 1111'],
    ['vehicle-number', '1M8GDM9AXKP042788'],
    ...'036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893'
      .split(' ')
      .map((zip) => ['geography', `ZIP ${zip}`] as const),
    ['ssn', '536 22 8713'],
    ['biometric', 'voice print'],
    ['date', 'Mar-24'],
  ] as const)('%s: %s', (kind, text) => {
    expect(screenIdentifiers(text).map((hit) => hit.kind)).toEqual([kind]);
  });
});
