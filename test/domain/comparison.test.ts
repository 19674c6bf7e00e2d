import { describe, expect, it } from 'vitest';
import { pairingProblem } from '../../src/domain/comparison.js';
import { aPairing } from '../builders/an-evidence.js';

describe('pairingProblem', () => {
  it('allows the cap itself and nothing above: 5 of 100 pass at 0.05, 6 of 100 do not', () => {
    expect(pairingProblem(aPairing({ paired: 95, candidateOnly: 5 }), 0.05)).toBeNull();
    expect(pairingProblem(aPairing({ paired: 94, candidateOnly: 4, baselineOnly: 2 }), 0.05)).toBe(
      '6 of 100 units could not be paired (candidateOnly 4, baselineOnly 2), above the cap of 0.05',
    );
  });

  it('counts every way of not being the same unit', () => {
    for (const why of ['candidateOnly', 'baselineOnly', 'caseDiffers', 'protocolDiffers', 'gradingDiffers']) {
      expect(pairingProblem(aPairing({ [why]: 50 }), 0.05)).toContain(`${why} 50`);
    }
  });

  it('does not take a missing value for another unit', () => {
    expect(pairingProblem(aPairing({ paired: 10, missing: 90 }), 0)).toBeNull();
  });
});
