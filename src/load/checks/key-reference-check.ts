import type { Grader } from '../../domain/grader.js';
import type { Key } from '../../domain/key.js';
import { BASE_VARIANT } from '../../domain/variant.js';
import { showValue } from '../../schema/fault.js';
import { didYouMean } from '../../schema/nearest-name.js';
import type { CaseFacts } from '../case-facts.js';
import { type Located, problemAt, type Report } from '../place.js';
import { checkName } from './reference-check.js';

type Graders = ReadonlyMap<string, { readonly value: Grader }>;

/** What a key names in its case, and that its truth is of the kind that the criterion's grader compares with. */
export function checkKeyNames(
  located: Located<Key>,
  cases: ReadonlyMap<string, CaseFacts>,
  graders: Graders,
  report: Report,
): void {
  const key = located.value;
  const facts = cases.get(key.case);
  if (facts === undefined) {
    const remedy = didYouMean(key.case, cases.keys(), 'Name a case of this set, or remove the key.');
    report(
      problemAt(located, ['case'], { expected: 'a case of this set', found: showValue(key.case), remedy }),
    );
    return;
  }
  const criteria = facts.criteria.keys();
  const hasCriterion = checkName(
    located,
    ['criterion'],
    key.criterion,
    criteria,
    `the criteria of ${key.case}`,
    report,
  );
  const variant = key.variant ?? BASE_VARIANT;
  const variants = facts.options.keys();
  const hasVariant = checkName(
    located,
    ['variant'],
    variant,
    variants,
    `the variants of ${key.case}`,
    report,
  );
  const steps = new Set(['0', ...facts.steps.map(String)]);
  checkName(located, ['step'], String(key.step ?? 0), steps, `the steps of ${key.case}`, report);
  if (!hasCriterion || !hasVariant) return;
  const grader = graders.get(facts.criteria.get(key.criterion) ?? '')?.value;
  if (grader !== undefined) checkTruth(located, grader, report);
  const options = facts.options.get(variant) ?? null;
  if (grader?.kind === 'scale') {
    for (const [index, accepted] of (key.accept ?? []).entries()) {
      checkName(
        located,
        ['accept', index],
        accepted,
        grader.levels,
        `the levels of grader ${grader.grader}`,
        report,
      );
    }
    return;
  }
  if (options === null || (grader !== undefined && grader.kind !== 'choice')) return;
  for (const [index, accepted] of (key.accept ?? []).entries()) {
    checkName(located, ['accept', index], accepted, options, `the options of ${key.case}`, report);
  }
}

function checkTruth(located: Located<Key>, grader: Grader, report: Report): void {
  const { accept, number } = located.value;
  if (grader.kind === 'recorded' || (accept === undefined) === (number === undefined)) return;
  const wanted = grader.kind === 'number' ? 'number' : 'accept';
  const found = accept === undefined ? 'number' : 'accept';
  if (wanted !== found) {
    const expected = `${wanted}, which grader ${grader.grader} (${grader.kind}) compares with`;
    report(
      problemAt(located, [found], { expected, found, remedy: `Give the truth as ${wanted}.`, at: 'key' }),
    );
  }
  if (grader.kind !== 'number' || number === undefined) return;
  checkName(
    located,
    ['number', 'unit'],
    number.unit,
    Object.keys(grader.units),
    `the units of grader ${grader.grader}`,
    report,
  );
}
