import { syncBuiltinESMExports } from 'node:module';
import { PreceptorError } from '../../errors.js';

/** A function with its `this` as an argument. */
export type Call = (self: unknown, args: readonly unknown[]) => unknown;

/** `new` of a class with these arguments. */
export type Construct = (args: readonly unknown[]) => object;

export interface Patches {
  /**
   * Puts `wrap(original)` in the place of a function, with the original's own properties (what promisify reads).
   *
   * @throws PreceptorError `ENVIRONMENT` where there is no such function: a guard with a hole is none
   */
  replace(target: object, key: string, wrap: (original: Call) => Call): void;
  /**
   * Puts a class in the place of a class, which calls `wrap` for every `new`, also of its subclasses.
   *
   * @param wrap - gets the original construction, and the arguments
   * @throws PreceptorError `ENVIRONMENT` where there is no such class
   */
  replaceClass(
    target: object,
    key: string,
    wrap: (construct: Construct, args: readonly unknown[]) => object,
  ): void;
  /** Also for names that were imported from a built-in module before. */
  publish(): void;
  /** Puts every original back; a replacement that someone kept does from then on what its original does. */
  restore(): void;
}

interface Patch {
  readonly owner: object;
  readonly key: string;
  readonly descriptor: PropertyDescriptor;
}

export function createPatches(): Patches {
  const patches: Patch[] = [];
  let isActive = true;
  return {
    replace(target, key, wrap) {
      const owner = ownerOf(target, key);
      const descriptor = owner === null ? undefined : Object.getOwnPropertyDescriptor(owner, key);
      const original: unknown = descriptor?.value;
      if (owner === null || descriptor === undefined || typeof original !== 'function') throw missing(key);
      const call: Call = (self, args) => Reflect.apply(original, self, args);
      const wrapped = wrap(call);
      const guarded = function (this: unknown, ...args: readonly unknown[]): unknown {
        return isActive ? wrapped(this, args) : call(this, args);
      };
      Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(original));
      Object.defineProperty(owner, key, { ...descriptor, value: guarded });
      patches.push({ owner, key, descriptor });
    },
    replaceClass(target, key, wrap) {
      const descriptor = Object.getOwnPropertyDescriptor(target, key);
      const original: unknown = descriptor?.value;
      if (descriptor === undefined || typeof original !== 'function') throw missing(key);
      const guarded = new Proxy(original, {
        construct(_, args: readonly unknown[], newTarget) {
          const construct: Construct = (given) => Reflect.construct(original, given, newTarget);
          return isActive ? wrap(construct, args) : construct(args);
        },
      });
      Object.defineProperty(target, key, { ...descriptor, value: guarded });
      patches.push({ owner: target, key, descriptor });
    },
    publish: syncBuiltinESMExports,
    restore() {
      isActive = false;
      for (const { owner, key, descriptor } of patches.splice(0).reverse()) {
        Object.defineProperty(owner, key, descriptor);
      }
      syncBuiltinESMExports();
    },
  };
}

function ownerOf(target: object, key: string): object | null {
  let owner: object | null = target;
  while (owner !== null && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner);
  return owner;
}

function missing(key: string): PreceptorError {
  return new PreceptorError(
    'ENVIRONMENT',
    `egress guard: expected Node’s function ${key}, found none in Node ${process.version}. Run with Node 20, 22 or 24.`,
  );
}
