import { showValue } from '../schema/fault.js';
import type { MapMistakes } from './map-mistakes.js';
import type { Scope } from './scope.js';

/** A name, with the values of `each` in its slots. */
export type Segment = (scope: Scope) => string;

/** A compiled path: where it leads in a value, and how a message names it. */
export interface FieldPath {
  /** undefined where a part of it is not there. */
  follow(root: unknown, scope: Scope): unknown;
  text(scope: Scope): string;
  /** What is there instead, at the deepest part that exists. */
  nearest(root: unknown, scope: Scope): string;
}

const SLOT = /\{([^{}]*)\}/g;

/**
 * Compiles `a.b.0.c` (with `{name}` for the value of an `each`) or a list of names that are taken as they are.
 * A slot is filled after the path is cut at its dots: no foreign text can add a part to it.
 */
export function compilePath(path: string | readonly string[], mistakes: MapMistakes): FieldPath {
  const segments =
    typeof path === 'string'
      ? path.split('.').map((part) => compileName(part, mistakes, 'path'))
      : path.map(plain);
  if (typeof path === 'string' && path.split('.').includes('')) {
    mistakes.add(
      'path',
      'names with one dot between them',
      showValue(path),
      'A name that holds a dot: write the path as a list.',
    );
  }
  return {
    follow(root, scope) {
      let value = root;
      for (const segment of segments) {
        value = step(value, segment(scope));
        if (value === undefined) break;
      }
      return value;
    },
    text: (scope) => shown(segments.map((segment) => segment(scope)).join('.')),
    nearest(root, scope) {
      let value = root;
      const passed: string[] = [];
      for (const segment of segments) {
        const name = segment(scope);
        const next = step(value, name);
        if (next === undefined) break;
        passed.push(name);
        value = next;
      }
      const where = passed.length === 0 ? 'the record' : shown(passed.join('.'));
      const isThere = passed.length === segments.length;
      return isThere ? `${where}: ${showValue(value)}` : `${where} without it: ${showValue(value)}`;
    },
  };
}

/** An `each` value in a path may be any text of the record. */
function shown(path: string): string {
  return /^[\x20-\x7e]{1,120}$/.test(path) ? path : showValue(path);
}

function plain(name: string): Segment {
  return () => name;
}

/** Compiles one name in which `{name}` stands for the value of an `each`. */
export function compileName(part: string, mistakes: MapMistakes, field: string): Segment {
  // The odd pieces stand between braces.
  const pieces = part.split(SLOT);
  if (pieces.length === 1) return plain(part);
  for (const [place, name] of pieces.entries()) if (place % 2 === 1) mistakes.needEach(field, name);
  return (scope) => {
    let name = '';
    for (const [place, piece] of pieces.entries()) {
      name += place % 2 === 0 ? piece : String(scope.items.get(piece)?.value);
    }
    return name;
  };
}

const INDEX = /^(0|[1-9]\d{0,8})$/;

/** Own fields only: what a record inherits is not its content. */
function step(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && !INDEX.test(name)) return undefined;
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
