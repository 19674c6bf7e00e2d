import { caseKey, type PlanLimit } from '../domain/plan.js';
import { PreceptorError } from '../errors.js';
import { type SelectedCase, type SuiteContent, selectCases } from '../plan/select-cases.js';
import { didYouMean } from '../schema/nearest-name.js';

/** A part of the suites as a user asks for it: empty and null where it is not narrowed. */
export interface SelectionRequest {
  /** At most so many cases of each suite. */
  readonly limit: number | null;
  /** Cases by their id, or by `set/case`. */
  readonly cases: readonly string[];
  /** Strata as `key=value`: values of one key are alternatives, and every key must fit. */
  readonly strata: readonly string[];
}

/**
 * Turns what a user asks for into the part of the plan that it stands for, with every case by its full name, so that
 * the same part has the same plan hash however it was written.
 *
 * @returns null: the whole suites
 * @throws PreceptorError `REFERENCE_UNKNOWN` for a case, stratum or value that the suites do not have, `USAGE` for what
 *   is no `key=value` and where no case is left
 */
export function resolveSelection(
  suites: readonly SuiteContent[],
  { limit, cases, strata }: SelectionRequest,
): PlanLimit | null {
  if (limit === null && cases.length === 0 && strata.length === 0) return null;
  const known = suites.flatMap((content) => selectCases(content, null));
  const resolved: PlanLimit = {
    ...(limit === null ? {} : { cases: limit }),
    ...(cases.length === 0
      ? {}
      : { only: [...new Set(cases.flatMap((name) => namedCases(name, known)))].sort() }),
    ...(strata.length === 0 ? {} : { strata: namedStrata(strata, known) }),
  };
  for (const content of suites) {
    if (selectCases(content, null).length === 0 || selectCases(content, resolved).length > 0) continue;
    throw new PreceptorError(
      'USAGE',
      `suite ${content.suite.suite}: expected at least one case under ${optionsOf({ cases, strata })}; found none. Leave the suite out, or choose otherwise.`,
    );
  }
  return resolved;
}

function namedCases(name: string, known: readonly SelectedCase[]): readonly string[] {
  const found = known.filter(({ set, case: { id } }) => name === id || name === caseKey(set, id));
  if (found.length > 0) return found.map(({ set, case: { id } }) => caseKey(set, id));
  const names = known.map(({ set, case: { id } }) => (name.includes('/') ? caseKey(set, id) : id));
  throw new PreceptorError(
    'REFERENCE_UNKNOWN',
    `--cases: expected cases of these suites; found ${JSON.stringify(name)}. ${didYouMean(name, names, 'Their ids stand in the set’s files.')}`,
  );
}

function namedStrata(
  strata: readonly string[],
  known: readonly SelectedCase[],
): Readonly<Record<string, readonly string[]>> {
  const values = valuesOf(known);
  const chosen = new Map<string, Set<string>>();
  for (const text of strata) {
    const [key = '', ...rest] = text.split('=');
    const value = rest.join('=');
    if (key === '' || value === '') {
      throw new PreceptorError(
        'USAGE',
        `--strata: expected key=value; found ${JSON.stringify(text)}. Strata of these suites: ${listOf(values.keys())}.`,
      );
    }
    const ofKey = values.get(key);
    if (ofKey === undefined) {
      throw new PreceptorError(
        'REFERENCE_UNKNOWN',
        `--strata: expected a stratum of these suites’ cases; found ${JSON.stringify(key)}. ${didYouMean(key, values.keys(), `They have ${listOf(values.keys())}.`)}`,
      );
    }
    if (!ofKey.has(value)) {
      throw new PreceptorError(
        'REFERENCE_UNKNOWN',
        `--strata: expected a value of ${key}; found ${JSON.stringify(value)}. ${didYouMean(value, ofKey, `It has ${listOf(ofKey)}.`)}`,
      );
    }
    chosen.set(key, (chosen.get(key) ?? new Set()).add(value));
  }
  return Object.fromEntries([...chosen].map(([key, ofKey]) => [key, [...ofKey].sort()]));
}

/** Every stratum that a case has, with its values. */
function valuesOf(known: readonly SelectedCase[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { case: aCase } of known) {
    for (const [key, value] of Object.entries(aCase.strata ?? {})) {
      values.set(key, (values.get(key) ?? new Set()).add(value));
    }
  }
  return values;
}

const MOST_LISTED = 12;

function listOf(names: Iterable<string>): string {
  const all = [...names].sort();
  const rest = all.length - MOST_LISTED;
  if (all.length === 0) return 'none';
  return `${all.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function optionsOf({ cases, strata }: Omit<SelectionRequest, 'limit'>): string {
  return [
    ...(cases.length === 0 ? [] : [`--cases ${cases.join(',')}`]),
    ...strata.map((text) => `--strata ${text}`),
  ].join(' ');
}
