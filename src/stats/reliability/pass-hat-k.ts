import { requireCount } from '../numeric/argument.js';

/**
 * Chance that k samples, drawn without replacement from n, are all right: C(c, k) / C(n, k).
 *
 * @param c - right samples of a case, integer, 0 <= c <= n
 * @param n - samples of the case, integer, >= 1
 * @param k - samples drawn, integer, 1 <= k <= n
 * @returns the unbiased estimate of (chance of a right answer)^k, in [0, 1]; 0 where c < k, c / n at k = 1
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Yao, Shinn, Razavi & Narasimhan 2024, arXiv:2406.12045
 */
export function passHatK(c: number, n: number, k: number): number {
  requireCount(n, 'n', 1);
  requireCount(c, 'c', 0, n);
  requireCount(k, 'k', 1, n);
  let product = 1;
  for (let i = 0; i < k && product > 0; i++) product *= (c - i) / (n - i);
  return product;
}
