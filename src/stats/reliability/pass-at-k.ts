import { requireCount } from '../numeric/argument.js';

/**
 * Chance that at least one of k samples, drawn without replacement from n, is right: 1 - C(n - c, k) / C(n, k).
 *
 * @param c - right samples of a case, integer, 0 <= c <= n
 * @param n - samples of the case, integer, >= 1
 * @param k - samples drawn, integer, 1 <= k <= n
 * @returns in [0, 1]; 0 where c = 0, 1 where n - c < k, c / n at k = 1. The clinical figure is `passHatK`: all right.
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Chen et al. 2021, arXiv:2107.03374
 */
export function passAtK(c: number, n: number, k: number): number {
  requireCount(n, 'n', 1);
  requireCount(c, 'c', 0, n);
  requireCount(k, 'k', 1, n);
  if (c === 0) return 0;
  if (n - c < k) return 1;
  // C(n-c, k) / C(n, k) is symmetric in c and k: the shorter product, in logarithms so that a small chance keeps its digits.
  const [few, many] = c < k ? [c, k] : [k, c];
  let logarithm = 0;
  for (let i = 0; i < few; i++) logarithm += Math.log1p(-many / (n - i));
  return -Math.expm1(logarithm);
}
