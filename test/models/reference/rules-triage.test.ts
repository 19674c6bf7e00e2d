import { describe, expect, it } from 'vitest';
import { extractFindings } from '../../../src/models/reference/rules/findings.js';
import { triage } from '../../../src/models/reference/rules/triage.js';

const ageYears = (text: string): number | null => {
  const { ageDays } = extractFindings(text, 2);
  return ageDays === null ? null : ageDays / 365.25;
};
const ageDays = (text: string): number | null => extractFindings(text, 2).ageDays;
const has = (text: string, finding: string, version: 1 | 2 = 2): boolean =>
  extractFindings(text, version).present.has(finding);

describe('age', () => {
  it.each([
    ["I'm fifty-eight.", 58],
    ["My husband's 61 and he's on tablets.", 61],
    ['He is nearly four.', 4],
    ["I'm nine weeks pregnant and I'm twenty-seven.", 27],
    ['She is a 72-year-old woman.', 72],
  ])('reads %s', (text, years) => {
    expect(ageYears(text)).toBeCloseTo(years, 6);
  });

  it.each([
    ["My baby's seven weeks old.", 49],
    ["She's twelve days old.", 12],
    ["He's sixteen hours old.", 16 / 24],
  ])('reads %s in days', (text, days) => {
    expect(ageDays(text)).toBeCloseTo(days, 6);
  });

  it('takes a baby without an age for a newborn, and knows nothing of others', () => {
    expect(ageDays('My baby is hot.')).toBe(28);
    expect(ageDays('My neck hurts.')).toBeNull();
    expect(ageDays('')).toBeNull();
  });
});

describe('temperature', () => {
  it('is the highest that is said, and no other number', () => {
    expect(extractFindings("She was 37.9 and now she's 38.6.", 1).temperature).toBe(38.6);
    expect(extractFindings('I am 38 and at 38 weeks.', 1).temperature).toBeNull();
    expect(extractFindings('His temperature is 39.', 1).temperature).toBe(39);
  });
});

describe('denial', () => {
  it('is seen by version 1 only right before the finding', () => {
    expect(has('I have no fever.', 'fever', 1)).toBe(false);
    expect(has('There is no cough or any fever.', 'fever', 1)).toBe(true);
    expect(has('There is no cough or any fever.', 'fever', 2)).toBe(false);
  });

  it('goes on through a list and ends with a new statement in version 2', () => {
    expect(has('No rash, cough or chest pain.', 'chestPain')).toBe(false);
    expect(has('No rash, but chest pain.', 'chestPain')).toBe(true);
    expect(has('No rash, and I have pain in my chest.', 'chestPain')).toBe(true);
  });

  it('is not what "cannot" says', () => {
    expect(has("He can't finish a sentence.", 'cannotTalk')).toBe(true);
  });
});

describe('triage', () => {
  it('sends ongoing chest pain with sweating to the ambulance', () => {
    const text = "I'm sixty. There's a crushing pain in my chest and I'm sweating.";
    expect(triage(text, 1)).toEqual({ disposition: 'emergency_now', confidence: 88, rule: 'heart-attack' });
    expect(triage(text, 2).disposition).toBe('emergency_now');
  });

  it('reads a blood thinner in a head injury only in version 2', () => {
    const text = "My dad's eighty. He banged his head. He takes apixaban. He feels fine.";
    expect(triage(text, 1).disposition).toBe('self_care');
    expect(triage(text, 2)).toMatchObject({
      disposition: 'emergency_department',
      rule: 'head-injury-on-a-blood-thinner',
    });
  });

  it('knows the signs of sepsis only in version 2', () => {
    const text =
      "My mum's eighty. She has a fever and she's shivering. She's confused, her legs are mottled.";
    expect(triage(text, 1).disposition).not.toBe('emergency_now');
    expect(triage(text, 2)).toMatchObject({ disposition: 'emergency_now', rule: 'sepsis-signs' });
  });

  it('loses in version 2 the fever of an infant under three months', () => {
    const text = "My daughter's five weeks old and her temperature is 38.5. She is feeding.";
    expect(triage(text, 1)).toMatchObject({
      disposition: 'emergency_department',
      rule: 'fever-under-3-months',
    });
    expect(triage(text, 2)).toMatchObject({ disposition: 'within_24_hours', rule: 'fever-screen' });
  });

  it('has a last resort for what it does not know, and takes any text', () => {
    for (const text of ['', '   ', '{{case}}', 'ça va? 你好', "'".repeat(1000)]) {
      expect(triage(text, 1).rule).toBe('nothing-recognised');
    }
  });

  it('reads a very long call in time that grows with its length', () => {
    const long = 'no pain in the chest and not hot '.repeat(3_000);
    const startedMs = performance.now();
    triage(long, 2);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});
