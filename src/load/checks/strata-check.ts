import type { Suite } from '../../domain/suite.js';
import { didYouMean } from '../../schema/nearest-name.js';
import type { CaseFacts } from '../case-facts.js';
import { type Located, problemAt, type Report } from '../place.js';

/** A stratum that a suite reports by and that its cases do not all have: their figures would be of fewer cases. */
export function checkStrata(
  suite: Located<Suite>,
  casesOf: ReadonlyMap<string, ReadonlyMap<string, CaseFacts>>,
  report: Report,
): void {
  const { suite: name, strata } = suite.value;
  const taken = [...casesOf.values()].flatMap((cases) =>
    [...cases.values()].filter((facts) => facts.takenBy.has(name)),
  );
  if (taken.length === 0) return;
  for (const [index, stratum] of strata.entries()) {
    const without = taken.filter((facts) => !Object.hasOwn(facts.strata, stratum));
    const [first] = without;
    if (first === undefined) continue;
    const isOnNone = without.length === taken.length;
    const known = new Set(taken.flatMap((facts) => Object.keys(facts.strata)));
    const other = isOnNone ? 'Remove it, or add it to the cases.' : 'Add it to these cases.';
    report(
      problemAt(suite, ['strata', index], {
        severity: 'warning',
        expected: `a stratum that the cases have`,
        found: isOnNone
          ? `${stratum}, which no case of ${taken.length} has`
          : `${stratum}, which ${without.length} of ${taken.length} cases have not (${first.id} is the first)`,
        remedy: isOnNone ? didYouMean(stratum, known, other) : other,
      }),
    );
  }
}
