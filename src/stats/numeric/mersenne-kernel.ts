/** The Mersenne Twister's two loops on four words at a time; rng.ts does the same without it, at a third of the speed. */
export interface MersenneKernel {
  /** The state, in place: 624 words. */
  readonly words: Int32Array;
  /** Where `indices` and `doubles` put their answers. */
  readonly drawnIndices: Int32Array;
  readonly drawnDoubles: Float64Array;
  /** Makes the next 624 words. */
  readonly twist: () => void;
  /**
   * Puts floor(high * count / 2^27) for the words at `from`, `from` + 2, ... below `to` into `drawn`, where high is the upper
   * 27 bits of the tempered word; a multiple of four of them.
   *
   * @returns 0 where no index depends on the word after it, 1 where one may
   */
  readonly indices: (from: number, to: number, count: number) => number;
  /** Puts the doubles of the pairs of words from `from` to `to` into `drawnDoubles`; a multiple of two of them. */
  readonly doubles: (from: number, to: number) => void;
}

/** What this file uses of the engine's WebAssembly; it has no type without a browser's library. */
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: KernelExports };
      readonly validate: (bytes: Uint8Array) => boolean;
    }
  | undefined;

interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly twist: () => void;
  readonly indices: (from: number, to: number, count: number) => number;
  readonly doubles: (from: number, to: number) => void;
}

const WORDS = 624;
/** Bytes: words from 0 on and one more as a copy of the first; then what is drawn. */
const END = 4 * WORDS;
const INDICES = 4096;
const DOUBLES = 8192;

/** Assembles the kernel; null where the engine has no WebAssembly with vectors. */
export function mersenneKernel(): MersenneKernel | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(MODULE);
  if (!WebAssembly.validate(bytes)) return null;
  const { memory, twist, indices, doubles } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  return {
    words: new Int32Array(memory.buffer, 0, WORDS),
    drawnIndices: new Int32Array(memory.buffer, INDICES, WORDS / 2),
    drawnDoubles: new Float64Array(memory.buffer, DOUBLES, WORDS / 2),
    twist,
    indices: (from, to, count) => indices(4 * from, 4 * to, count),
    doubles: (from, to) => doubles(4 * from, 4 * to),
  };
}

type Code = readonly number[];

/** An unsigned or signed number of up to 32 bits in base 128, the least digit first. */
function leb(value: number, signed: boolean): Code {
  const digits: number[] = [];
  for (let rest = value; ; ) {
    const digit = rest & 127;
    rest = signed ? rest >> 7 : rest >>> 7;
    const isLast = signed ? rest === ((digit & 64) === 0 ? 0 : -1) : rest === 0;
    digits.push(isLast ? digit : digit | 128);
    if (isLast) return digits;
  }
}

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const tee = (local: number): Code => [0x22, local];
const i32 = (value: number): Code => [0x41, ...leb(value, true)];
const vector = (code: number): Code => [0xfd, ...leb(code, false)];
const load = (offset: number): Code => [...vector(0), 2, ...leb(offset, false)];
const lanes = (value: number): Code => [...i32(value), ...vector(17)];
const shiftLeft = (bits: number): Code => [...i32(bits), ...vector(171)];
const shiftRight = (bits: number): Code => [...i32(bits), ...vector(173)];
const spreadLowestBit: Code = [...shiftLeft(31), ...i32(31), ...vector(172)];
/** Lanes 0 and 2 of both operands, or 1 and 3. */
const evenLanes: Code = [...vector(13), 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
const oddLanes: Code = [...vector(13), 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31];
/** The lower two lanes, unsigned, as doubles. */
const TO_DOUBLES = vector(255);
const PLUS = vector(240);
const TIMES = vector(242);
/** Both lanes 2^exponent. */
const powers = (exponent: number): Code => {
  const bits = (exponent + 1023) * 2 ** 4;
  return [0x44, 0, 0, 0, 0, 0, 0, bits & 255, bits >> 8, ...vector(20)];
};
const upperProduct: Code = [...i32(27), ...vector(205)];
const STORE: Code = [...vector(11), 2, 0];
const AND = vector(78);
const OR = vector(80);
const XOR = vector(81);
const SELECT = vector(82);
const ANY = vector(83);
const ABOVE = vector(60);
const PRODUCTS_LOW = vector(222);
const PRODUCTS_HIGH = vector(223);
const ADD: Code = [0x6a];
const SUBTRACT: Code = [0x6b];
const LESS: Code = [0x49];
/** A block that runs again while the number on the stack is not 0. */
const loop = (...body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b];
const advance = (local: number, by: number): Code => [...get(local), ...i32(by), ...ADD, ...set(local)];

/** word[i] = far ^ (upper bit of word[i], the others of word[i + 1]) >> 1 ^ (A where word[i + 1] is odd). */
function twistFour(far: Code): Code {
  const [at, next] = [0, 1];
  return [
    ...get(at),
    ...[...get(at), ...load(0), ...get(at), ...load(4), ...tee(next), ...lanes(0x80000000 | 0), ...SELECT],
    ...shiftRight(1),
    ...[...far, ...XOR],
    ...[...get(next), ...spreadLowestBit, ...lanes(0x9908b0df | 0), ...AND, ...XOR],
    ...STORE,
  ];
}

/** Word 624 stands for word 0 of this round, which the last words need. */
function twistCode(): Code {
  const at = 0;
  const copyFirst: Code = [...i32(0), ...i32(0), 0x28, 2, 0, 0x36, 2, ...leb(END, false)];
  const next = (limit: number): Code => [...advance(at, 16), ...get(at), ...i32(limit), ...LESS];
  return [
    ...loop(copyFirst, twistFour([...get(at), ...load(4 * 397)]), next(4 * 228)),
    ...loop(twistFour([...get(at), ...i32(4 * 227), ...SUBTRACT, ...load(0)]), next(END)),
  ];
}

/** Tempers the four words of a local. */
function temper(y: number): Code {
  const right = (bits: number): Code => [...get(y), ...get(y), ...shiftRight(bits), ...XOR, ...set(y)];
  const left = (bits: number, mask: number): Code => {
    return [...get(y), ...get(y), ...shiftLeft(bits), ...lanes(mask | 0), ...AND, ...XOR, ...set(y)];
  };
  return [...right(11), ...left(7, 0x9d2c5680), ...left(15, 0xefc60000), ...right(18)];
}

function indicesCode(): Code {
  const [from, to, count, out, y, low, high, edges] = [0, 1, 2, 3, 4, 5, 6, 7];
  const times = (product: Code): Code => [...get(y), ...get(count), ...vector(17), ...product];
  return [
    ...[...i32(INDICES), ...set(out)],
    ...loop(
      [...get(from), ...load(0), ...get(from), ...load(16), ...evenLanes, ...set(y)],
      temper(y),
      [...get(y), ...shiftRight(5), ...set(y)],
      [...times(PRODUCTS_LOW), ...set(low), ...times(PRODUCTS_HIGH), ...set(high)],
      // The lower word adds less than count / 2^27: it matters only where the fraction is that near to 1.
      [...get(low), ...get(high), ...evenLanes, ...lanes(2 ** 27 - 1), ...AND],
      [
        ...i32(2 ** 27),
        ...get(count),
        ...SUBTRACT,
        ...vector(17),
        ...ABOVE,
        ...get(edges),
        ...OR,
        ...set(edges),
      ],
      [...get(out), ...get(low), ...upperProduct, ...get(high), ...upperProduct, ...evenLanes, ...STORE],
      [...advance(out, 16), ...advance(from, 32), ...get(from), ...get(to), ...LESS],
    ),
    ...[...get(edges), ...ANY],
  ];
}

/** ((w1 >>> 5) * 2^26 + (w2 >>> 6)) / 2^53; every step is exact. */
function doublesCode(): Code {
  const [from, to, out, y] = [0, 1, 2, 3];
  const high: Code = [...get(y), ...shiftRight(5), ...get(y), ...evenLanes, ...TO_DOUBLES];
  const low: Code = [...get(y), ...shiftRight(6), ...get(y), ...oddLanes, ...TO_DOUBLES];
  return [
    ...[...i32(DOUBLES), ...set(out)],
    ...loop(
      [...get(from), ...load(0), ...set(y)],
      temper(y),
      [...get(out), ...high, ...powers(26), ...TIMES, ...low, ...PLUS, ...powers(-53), ...TIMES, ...STORE],
      [...advance(out, 16), ...advance(from, 16), ...get(from), ...get(to), ...LESS],
    ),
  ];
}

const INT = 0x7f;
const VECTOR = 0x7b;

/** The module: three functions and a page of memory, all exported. */
const MODULE: Code = (() => {
  const sized = (code: Code): Code => [...leb(code.length, false), ...code];
  const section = (id: number, entries: readonly Code[]): Code => {
    return [id, ...sized([entries.length, ...entries.flat()])];
  };
  const named = (name: string, kind: number, index: number): Code => {
    return [...sized(Array.from(name, (letter) => letter.charCodeAt(0))), kind, index];
  };
  const body = (locals: readonly Code[], code: Code): Code => {
    return sized([locals.length, ...locals.flat(), ...code, 0x0b]);
  };
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [
      [0x60, 0, 0],
      [0x60, 3, INT, INT, INT, 1, INT],
      [0x60, 2, INT, INT, 0],
    ]),
    ...section(3, [[0], [1], [2]]),
    ...section(5, [[0, 1]]),
    ...section(7, [
      named('memory', 2, 0),
      named('twist', 0, 0),
      named('indices', 0, 1),
      named('doubles', 0, 2),
    ]),
    ...section(10, [
      body(
        [
          [1, INT],
          [1, VECTOR],
        ],
        twistCode(),
      ),
      body(
        [
          [1, INT],
          [4, VECTOR],
        ],
        indicesCode(),
      ),
      body(
        [
          [1, INT],
          [1, VECTOR],
        ],
        doublesCode(),
      ),
    ]),
  ];
})();
