import { requireCount } from './argument.js';
import { mersenneKernel } from './mersenne-kernel.js';

/** A seeded source of randomness; every function that draws takes one. */
export interface Rng {
  /** The next double in [0, 1) with 53 random bits. */
  next(): number;
  /** Puts `next()` into every element, where the generator can do that at once. */
  fill?(into: Float64Array): void;
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
/** Words made at a time, at least; from half a round on, all of it by the kernel. */
const LEAST_MADE = 48;
const MOST_INDICES = 2 ** 26;
const KERNEL = mersenneKernel();

/**
 * Where a call works on a generator's state, and nothing between calls: the engine knows the length of a constant array and
 * leaves out every check of an index.
 */
const ROUND = KERNEL === null ? new Int32Array(WORDS) : KERNEL.words;

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
  // Words used, and words of this round made; even, for every double takes two.
  let used = WORDS;
  let made = WORDS;
  const reseed = (next: number): void => {
    requireCount(next, 'seed', 0, 0xffffffff);
    initialise(state, next);
    used = WORDS;
    made = WORDS;
  };
  /** Makes words of ROUND for some of the doubles wanted, and says for how many: no more words than a short stream needs. */
  const make = (doubles: number): number => {
    if (used === WORDS) {
      used = 0;
      made = 0;
    }
    const length = Math.min(doubles, (WORDS - used) / 2);
    if (used + 2 * length > made) {
      const next = Math.min(WORDS, Math.max(used + 2 * length, made + LEAST_MADE));
      made = twist(made, next);
    }
    return length;
  };
  const inBulk = (count: number, put: (start: number, from: number, length: number) => void): void => {
    ROUND.set(state);
    for (let done = 0; done < count; ) {
      const length = make(count - done);
      put(done, used, length);
      done += length;
      used += 2 * length;
    }
    state.set(ROUND);
  };
  reseed(seed);
  return {
    reseed,
    next: () => {
      if (used === made) {
        ROUND.set(state);
        make(WORDS);
        state.set(ROUND);
      }
      used += 2;
      return doubleOf(wordOf(state, used - 2), wordOf(state, used - 1));
    },
    fill: (into) => inBulk(into.length, (start, from, length) => putDoubles(from, into, start, length)),
    fillIndices: (into, count) => {
      requireCount(count, 'count', 1, MOST_INDICES);
      inBulk(into.length, (start, from, length) => putIndices(from, into, start, length, count));
    },
  };
}

/** Puts `next()` into every element. */
export function fillFrom(rng: Rng, into: Float64Array): void {
  if (rng.fill !== undefined) rng.fill(into);
  else for (let i = 0; i < into.length; i++) into[i] = rng.next();
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

function putDoubles(from: number, into: Float64Array, start: number, length: number): void {
  if (KERNEL !== null) {
    KERNEL.doubles(from, from + 2 * length);
    into.set(KERNEL.drawnDoubles.subarray(0, length), start);
    return;
  }
  for (let k = 0; k < length; k++) {
    into[start + k] = doubleOf(wordOf(ROUND, from + 2 * k), wordOf(ROUND, from + 2 * k + 1));
  }
}

/**
 * `floor(u * count)` from the 27 upper bits of u alone wherever the 26 lower ones cannot change it.
 *
 * With high < 2^27 and count <= 2^26 the product high * count / 2^27 is exact, and u * count exceeds it by less than
 * count / 2^27.
 */
function putIndices(from: number, into: Int32Array, start: number, length: number, count: number): void {
  if (KERNEL !== null && KERNEL.indices(from, from + 2 * length, count) === 0) {
    into.set(KERNEL.drawnIndices.subarray(0, length), start);
    return;
  }
  const step = count / 134217728;
  const edge = 1 - step;
  for (let k = 0; k < length; k++) {
    const word = wordOf(ROUND, from + 2 * k);
    const scaled = (temper(word) >>> 5) * step;
    const index = scaled | 0;
    into[start + k] =
      scaled - index > edge ? Math.floor(doubleOf(word, wordOf(ROUND, from + 2 * k + 1)) * count) : index;
  }
}

function doubleOf(first: number, second: number): number {
  return ((temper(first) >>> 5) * 67108864 + (temper(second) >>> 6)) / 9007199254740992;
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

/**
 * Makes at least the words `from` to `to` (exclusive) of a round; those before are of this round, those after of the last.
 *
 * @returns how many are made then
 */
function twist(from: number, to: number): number {
  if (KERNEL !== null && from === 0 && to > WORDS / 2) {
    KERNEL.twist();
    return WORDS;
  }
  let i = from;
  let word = wordOf(ROUND, i);
  for (const end = Math.min(to, WORDS - SHIFT); i < end; i++) {
    const next = wordOf(ROUND, i + 1);
    ROUND[i] = wordOf(ROUND, i + SHIFT) ^ mixed(word, next);
    word = next;
  }
  for (const end = Math.min(to, WORDS - 1); i < end; i++) {
    const next = wordOf(ROUND, i + 1);
    ROUND[i] = wordOf(ROUND, i + SHIFT - WORDS) ^ mixed(word, next);
    word = next;
  }
  if (to === WORDS) ROUND[WORDS - 1] = wordOf(ROUND, SHIFT - 1) ^ mixed(word, wordOf(ROUND, 0));
  return to;
}

function mixed(word: number, next: number): number {
  return (((word & 0x80000000) | (next & 0x7fffffff)) >>> 1) ^ (-(next & 1) & 0x9908b0df);
}

/** A word that the caller's loop keeps in range; to check that again would cost a quarter of the time. */
function wordOf(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
