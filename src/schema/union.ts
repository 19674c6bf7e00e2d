import { expectationOf, oneOf } from './expectation.js';
import { type Fault, type FieldPath, showValue } from './fault.js';
import { didYouMean } from './nearest-name.js';
import type { SchemaNode } from './schema-node.js';

type Explain = (schema: SchemaNode, value: unknown, path: FieldPath) => readonly Fault[];

/**
 * The faults of a value that fits no member of a union: those of the member that its discriminant (`kind`, `test`,
 * `status`) selects, or else of the member that comes nearest.
 */
export function narrowUnion(
  members: readonly SchemaNode[],
  value: unknown,
  path: FieldPath,
  explain: Explain,
): readonly Fault[] {
  const discriminant = discriminantOf(members);
  if (discriminant !== null && isObject(value)) {
    return explainSelected(members, discriminant, value, path, explain);
  }
  if (discriminant !== null) return [noMember([{ type: 'object' }], value, path)];
  const fitting = members.filter((member) => member.type === typeOf(value) && !('const' in member));
  if (fitting.length === 0) return [noMember(members, value, path)];
  const faults = fitting.map((member) => explain(member, value, path));
  return faults.reduce((best, other) => (other.length < best.length ? other : best));
}

/** The field that is a different constant in every member. */
function discriminantOf(members: readonly SchemaNode[]): string | null {
  const [first, ...others] = members;
  const candidates = Object.entries(first?.properties ?? {}).filter(([, schema]) => 'const' in schema);
  const isShared = ([name]: readonly [string, SchemaNode]) =>
    others.every((member) => member.properties?.[name] !== undefined && 'const' in member.properties[name]);
  return candidates.find(isShared)?.[0] ?? null;
}

function explainSelected(
  members: readonly SchemaNode[],
  discriminant: string,
  value: Readonly<Record<string, unknown>>,
  path: FieldPath,
  explain: Explain,
): readonly Fault[] {
  const chosen = Object.hasOwn(value, discriminant) ? value[discriminant] : undefined;
  const known = members.map((member) => String(member.properties?.[discriminant]?.const));
  const member = members[known.indexOf(String(chosen))];
  if (member !== undefined && typeof chosen === 'string') return explain(member, value, path);
  return [
    {
      path: [...path, discriminant],
      at: 'value',
      expected: oneOf(known),
      found: chosen === undefined ? `no such field in ${showValue(value)}` : showValue(chosen),
      remedy:
        chosen === undefined
          ? `Add ${discriminant}.`
          : didYouMean(String(chosen), known, 'Take one of these.'),
    },
  ];
}

function noMember(members: readonly SchemaNode[], value: unknown, path: FieldPath): Fault {
  return {
    path,
    at: 'value',
    expected: members.map(expectationOf).join(', or '),
    found: showValue(value),
    remedy: 'Change the value.',
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
