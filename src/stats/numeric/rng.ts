import { idAt, requireCount } from './argument.js';

/** A seeded source of randomness; every function that draws takes one. */
export interface Rng {
  /** The next double in [0, 1) with 53 random bits. */
  next(): number;
}

/** A generator whose state can be seeded anew in place, and which fills whole arrays. */
export interface SeededRng extends Rng {
  /** Starts the stream of another seed, as a new generator would; integer, 0 <= seed < 2^32. */
  reseed(seed: number): void;
  /** Puts `next()` into every element. */
  fill(into: Float64Array): void;
  /** Puts `floor(next() * count)` into every element; integer, 1 <= count <= 2^26. */
  fillIndices(into: Int32Array, count: number): void;
}

const WORDS = 624;
const SHIFT = 397;
const MOST_INDICES = 2 ** 26;

/**
 * The Mersenne Twister MT19937, seeded by `init_genrand`.
 *
 * @param seed - integer, 0 <= seed < 2^32
 * @returns doubles `((w1 >>> 5) * 2^26 + (w2 >>> 6)) / 2^53`, equal bit for bit to
 *   NumPy's legacy `RandomState(seed).random_sample()`
 * @throws PreceptorError `STATS_BAD_COUNT` for any other seed or count
 * @source Matsumoto & Nishimura 1998, ACM Trans Model Comput Simul 8:3-30
 */
export function mersenneTwister(seed: number): SeededRng {
  const state = new Int32Array(WORDS);
  // Words used; even, for every double takes two.
  let used = WORDS;
  const reseed = (next: number): void => {
    requireCount(next, 'seed', 0, 0xffffffff);
    initialise(state, next);
    used = WORDS;
  };
  /** Where the next words stand, and for how many doubles they last. */
  const wanted = (doubles: number): number => {
    if (used === WORDS) {
      twist(state);
      used = 0;
    }
    return Math.min(doubles, (WORDS - used) / 2);
  };
  reseed(seed);
  return {
    reseed,
    next: () => {
      wanted(1);
      used += 2;
      return doubleAt(state, used - 2);
    },
    fill: (into) => {
      for (let done = 0; done < into.length; ) {
        const length = wanted(into.length - done);
        for (let k = 0; k < length; k++) into[done + k] = doubleAt(state, used + 2 * k);
        done += length;
        used += 2 * length;
      }
    },
    fillIndices: (into, count) => {
      requireCount(count, 'count', 1, MOST_INDICES);
      for (let done = 0; done < into.length; ) {
        const length = wanted(into.length - done);
        putIndices(state, used, into, done, length, count);
        done += length;
        used += 2 * length;
      }
    },
  };
}

/**
 * The seed of a replicate's own stream, so that results do not depend on how replicates are spread over threads.
 *
 * @param seed - integer, 0 <= seed < 2^32
 * @param replicate - integer >= 0
 * @returns (seed + replicate) mod 2^32
 */
export function substreamSeed(seed: number, replicate: number): number {
  return (seed + replicate) % 4294967296;
}

/**
 * `floor(u * count)` from the 27 upper bits of u alone wherever the 26 lower ones cannot change it.
 *
 * With high < 2^27 and count <= 2^26 the product high * count / 2^27 is exact, and u * count exceeds it by less than
 * count / 2^27.
 */
function putIndices(
  state: Int32Array,
  from: number,
  into: Int32Array,
  start: number,
  length: number,
  count: number,
): void {
  const step = count / 134217728;
  const edge = 1 - step;
  for (let k = 0; k < length; k++) {
    const scaled = (temper(idAt(state, from + 2 * k)) >>> 5) * step;
    const index = scaled | 0;
    into[start + k] =
      scaled - index > edge ? Math.floor(doubleAt(state, from + 2 * k) * count) : index;
  }
}

function doubleAt(state: Int32Array, index: number): number {
  const high = temper(idAt(state, index)) >>> 5;
  const low = temper(idAt(state, index + 1)) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

function temper(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

function initialise(state: Int32Array, seed: number): void {
  let word = seed | 0;
  state[0] = word;
  for (let i = 1; i < WORDS; i++) {
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) | 0;
    state[i] = word;
  }
}

function twist(state: Int32Array): void {
  let word = idAt(state, 0);
  for (let i = 0; i < WORDS - SHIFT; i++) {
    const next = idAt(state, i + 1);
    state[i] = idAt(state, i + SHIFT) ^ mixed(word, next);
    word = next;
  }
  for (let i = WORDS - SHIFT; i < WORDS - 1; i++) {
    const next = idAt(state, i + 1);
    state[i] = idAt(state, i + SHIFT - WORDS) ^ mixed(word, next);
    word = next;
  }
  state[WORDS - 1] = idAt(state, SHIFT - 1) ^ mixed(word, idAt(state, 0));
}

function mixed(word: number, next: number): number {
  return (((word & 0x80000000) | (next & 0x7fffffff)) >>> 1) ^ (-(next & 1) & 0x9908b0df);
}
