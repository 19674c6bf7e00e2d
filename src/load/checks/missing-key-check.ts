import { counted } from '../../domain/counted.js';
import type { Grader } from '../../domain/grader.js';
import type { Problem } from '../../domain/problem.js';
import { BASE_VARIANT } from '../../domain/variant.js';
import type { CaseFacts } from '../case-facts.js';
import { problemOfFile, type Report } from '../place.js';
import { addressOfKey } from './key-check.js';

export interface KeyedCases {
  readonly cases: ReadonlyMap<string, CaseFacts>;
  /** Addresses that have a key. */
  readonly answered: ReadonlySet<string>;
  /** Whether the set has any file of keys. */
  readonly hasFile: boolean;
  /** Folder of the set, relative to the workspace. */
  readonly folder: string;
  readonly graders: ReadonlyMap<string, { readonly value: Grader }>;
}

/** Relations under which a variant keeps the key of its base. */
const INHERITING: readonly (string | undefined)[] = ['invariant', 'ablated'];

/** A case without a key for its primary criterion: an error for the suites that take it, else a warning. */
export function checkMissingKeys(keyed: KeyedCases, report: Report): void {
  const missing = [...keyed.cases.values()].flatMap((facts) => missingOf(facts, keyed));
  const [first] = missing;
  if (keyed.hasFile || first === undefined) {
    for (const problem of missing) report(problem);
    return;
  }
  const severity = missing.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  report(
    problemOfFile(`${keyed.folder}/keys.jsonl`, {
      severity,
      expected: `keys for the ${counted(keyed.cases.size, 'case')} of the set`,
      found: 'no such file',
      remedy: 'Write one line for each case and criterion.',
    }),
  );
}

function missingOf(facts: CaseFacts, { answered, graders }: KeyedCases): readonly Problem[] {
  const grader = facts.criteria.get(facts.primary);
  if (grader === undefined || graders.get(grader)?.value.kind === 'recorded') return [];
  const variants = new Set([BASE_VARIANT, ...[...facts.takenBy.values()].flat()]);
  const open = [...variants].flatMap((variant) =>
    facts.steps
      .filter((step) => !isAnswered(facts, variant, step, answered))
      .map((step) => ({ variant, step })),
  );
  return open.map(({ variant, step }) => {
    const suites = [...facts.takenBy].filter(([, taken]) => taken.includes(variant)).map(([name]) => name);
    const of = `${variant === BASE_VARIANT ? '' : ` of variant ${variant}`}${step === 0 ? '' : ` at step ${step}`}`;
    return {
      severity: suites.length > 0 ? 'error' : 'warning',
      file: facts.file,
      ...facts.primaryAt,
      expected: `a key for the primary criterion ${facts.primary}${of}`,
      found: suites.length > 0 ? `none; taken by ${suites.join(', ')}` : 'none',
      remedy: 'Add a line to the set’s keys.jsonl.',
    };
  });
}

function isAnswered(facts: CaseFacts, variant: string, step: number, answered: ReadonlySet<string>): boolean {
  const address = { case: facts.id, criterion: facts.primary, step };
  if (answered.has(addressOfKey({ ...address, variant }))) return true;
  return (
    INHERITING.includes(facts.relations.get(variant)) &&
    answered.has(addressOfKey({ ...address, variant: BASE_VARIANT }))
  );
}
