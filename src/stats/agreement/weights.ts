/**
 * How much a pair of categories counts as agreement: `identity` only the same one, `linear` 1 - |i - j| / (k - 1),
 * `quadratic` 1 - (i - j)^2 / (k - 1)^2, for k equally spaced categories.
 */
export type AgreementWeights = 'identity' | 'linear' | 'quadratic';

/** The weight of categories i and j out of k: 1 on the diagonal, 0 in the corners of an ordered scale. */
export function agreementWeight(weights: AgreementWeights, i: number, j: number, k: number): number {
  if (i === j) return 1;
  if (weights === 'identity') return 0;
  const distance = Math.abs(i - j) / (k - 1);
  return weights === 'linear' ? 1 - distance : 1 - distance * distance;
}
