import { requireCount, wordAt } from './argument.js';

/** A seeded source of randomness; every function that draws takes one. */
export interface Rng {
  /** The next double in [0, 1) with 53 random bits. */
  next(): number;
}

const WORDS = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister MT19937, seeded by `init_genrand`.
 *
 * @param seed - integer, 0 <= seed < 2^32
 * @returns doubles `((w1 >>> 5) * 2^26 + (w2 >>> 6)) / 2^53`, equal bit for bit to
 *   NumPy's legacy `RandomState(seed).random_sample()`
 * @throws PreceptorError `STATS_BAD_COUNT` for any other seed
 * @source Matsumoto & Nishimura 1998, ACM Trans Model Comput Simul 8:3-30
 */
export function mersenneTwister(seed: number): Rng {
  requireCount(seed, 'seed', 0, 0xffffffff);
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    const previous = wordAt(state, i - 1);
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let used = WORDS;
  const word = (): number => {
    if (used === WORDS) {
      twist(state);
      used = 0;
    }
    let y = wordAt(state, used++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  return {
    next: () => {
      const high = word() >>> 5;
      const low = word() >>> 6;
      return (high * 67108864 + low) / 9007199254740992;
    },
  };
}

function twist(state: Uint32Array): void {
  const mix = (i: number, next: number, far: number): void => {
    const y = (wordAt(state, i) & 0x80000000) | (wordAt(state, next) & 0x7fffffff);
    state[i] = wordAt(state, far) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  };
  for (let i = 0; i < WORDS - SHIFT; i++) mix(i, i + 1, i + SHIFT);
  for (let i = WORDS - SHIFT; i < WORDS - 1; i++) mix(i, i + 1, i + SHIFT - WORDS);
  mix(WORDS - 1, 0, SHIFT - 1);
}
