import { floatAt, requireCount, wordAt } from './argument.js';
import type { Rng } from './rng.js';

const WORDS = 624;
const SHIFT = 397;

/**
 * The generator MT19937 that can be seeded again in place, and draws in bulk: what a bootstrap with a substream for every
 * replicate needs. Its doubles are those of `mersenneTwister`.
 *
 * @source Matsumoto & Nishimura 1998, ACM Trans Model Comput Simul 8:3-30
 */
export class MersenneTwister implements Rng {
  readonly #state = new Uint32Array(WORDS);
  readonly #doubles = new Float64Array(WORDS / 2);
  #used = WORDS / 2;

  /** @throws PreceptorError `STATS_BAD_COUNT` for a seed that is no integer in [0, 2^32) */
  constructor(seed: number) {
    this.reseed(seed);
  }

  /** Starts anew, as `init_genrand(seed)` does. */
  reseed(seed: number): void {
    requireCount(seed, 'seed', 0, 0xffffffff);
    const state = this.#state;
    let word = seed;
    state[0] = word;
    for (let i = 1; i < WORDS; i++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) >>> 0;
      state[i] = word;
    }
    this.#used = WORDS / 2;
  }

  next(): number {
    if (this.#used === WORDS / 2) this.#refill();
    return floatAt(this.#doubles, this.#used++);
  }

  /** Fills with floor(u * bound), one double a draw. */
  fillIndices(indices: Int32Array, bound: number): void {
    const doubles = this.#doubles;
    let used = this.#used;
    for (let i = 0; i < indices.length; i++) {
      if (used === WORDS / 2) {
        this.#refill();
        used = 0;
      }
      indices[i] = floatAt(doubles, used++) * bound;
    }
    this.#used = used;
  }

  /** The next 624 words as 312 doubles: ((w1 >>> 5) * 2^26 + (w2 >>> 6)) / 2^53. */
  #refill(): void {
    const state = this.#state;
    const doubles = this.#doubles;
    twist(state);
    for (let i = 0; i < WORDS / 2; i++) {
      const high = temper(wordAt(state, 2 * i)) >>> 5;
      const low = temper(wordAt(state, 2 * i + 1)) >>> 6;
      doubles[i] = (high * 67108864 + low) / 9007199254740992;
    }
    this.#used = 0;
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

function twist(state: Uint32Array): void {
  let i = 0;
  let here = wordAt(state, 0);
  for (; i < WORDS - SHIFT; i++) {
    const next = wordAt(state, i + 1);
    state[i] = wordAt(state, i + SHIFT) ^ mixed(here, next);
    here = next;
  }
  for (; i < WORDS - 1; i++) {
    const next = wordAt(state, i + 1);
    state[i] = wordAt(state, i + SHIFT - WORDS) ^ mixed(here, next);
    here = next;
  }
  state[WORDS - 1] = wordAt(state, SHIFT - 1) ^ mixed(here, wordAt(state, 0));
}

function mixed(here: number, next: number): number {
  const y = (here & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
}
