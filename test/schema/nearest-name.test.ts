import { describe, expect, it } from 'vitest';
import { didYouMean, nearestName } from '../../src/schema/nearest-name.js';

describe('nearestName', () => {
  it('finds the name at the fewest edits', () => {
    expect(nearestName('grder', ['id', 'grader', 'points'])).toBe('grader');
    expect(nearestName('langauges', ['languages', 'licence'])).toBe('languages');
    expect(nearestName('ID', ['id'])).toBe('id');
  });

  it('counts two swapped neighbours as one edit: ab → ba, of two letters one may change', () => {
    expect(nearestName('ba', ['ab'])).toBe('ab');
    expect(nearestName('cd', ['ab'])).toBeNull();
  });

  it('offers nothing where nothing is near', () => {
    expect(nearestName('weather', ['id', 'grader'])).toBeNull();
    expect(nearestName('', [])).toBeNull();
  });
});

describe('didYouMean', () => {
  it('falls back to the other remedy', () => {
    expect(didYouMean('grder', ['grader'], 'Remove it.')).toBe('Did you mean grader?');
    expect(didYouMean('weather', ['grader'], 'Remove it.')).toBe('Remove it.');
  });
});
