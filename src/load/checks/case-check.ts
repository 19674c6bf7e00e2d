import type { Case } from '../../domain/case.js';
import { BASE_VARIANT } from '../../domain/variant.js';
import { type FieldPath, showValue } from '../../schema/fault.js';
import { didYouMean } from '../../schema/nearest-name.js';
import { type Located, problemAt, type Report } from '../place.js';

/** What a case's schema cannot say of the case alone. */
export function checkCase(located: Located<Case>, report: Report): void {
  const { criteria, primary, options, variants, steps, attachments } = located.value;
  const known = criteria.map(({ id }) => id);
  if (!known.includes(primary)) {
    report(
      problemAt(located, ['primary'], {
        expected: `the id of one of its criteria: ${known.join(', ')}`,
        found: showValue(primary),
        remedy: didYouMean(primary, known, 'Name one of them.'),
      }),
    );
  }
  checkOnce(located, ['criteria'], 'id', known, report);
  checkOnce(
    located,
    ['options'],
    'id',
    (options ?? []).map(({ id }) => id),
    report,
  );
  checkOnce(
    located,
    ['steps'],
    'step',
    (steps ?? []).map(({ step }) => String(step)),
    report,
  );
  checkOnce(
    located,
    ['variants'],
    'id',
    (variants ?? []).map(({ id }) => id),
    report,
  );
  for (const [index, variant] of (variants ?? []).entries()) {
    const path = ['variants', index, 'options'];
    checkOnce(
      located,
      path,
      'id',
      (variant.options ?? []).map(({ id }) => id),
      report,
    );
    if (variant.id === BASE_VARIANT) {
      const expected = `another name than ${BASE_VARIANT}`;
      const text = { expected, found: `the name of the unchanged case`, remedy: 'Rename the variant.' };
      report(problemAt(located, ['variants', index, 'id'], text));
    }
  }
  checkTurns(located, report);
  if ((attachments ?? []).length > 0) {
    report(
      problemAt(located, ['attachments'], {
        expected: 'no attachments: no client of this version sends attachments',
        found: showValue(attachments?.map(({ file }) => file).join(', ')),
        remedy: 'Remove them, or put what matters into the text.',
        at: 'key',
      }),
    );
  }
}

/** Every version of the turns has something to ask, and every step ends inside it. */
function checkTurns(located: Located<Case>, report: Report): void {
  const { turns, variants, steps } = located.value;
  const versions: readonly (readonly [FieldPath, Case['turns']])[] = [
    [['turns'], turns],
    ...(variants ?? []).flatMap((variant, index) =>
      variant.turns === undefined ? [] : [[['variants', index, 'turns'], variant.turns] as const],
    ),
  ];
  for (const [path, version] of versions) {
    if (version.some(({ role }) => role === 'user')) continue;
    const text = {
      expected: 'at least one turn of the user',
      found: 'none',
      remedy: 'Add the turn that asks.',
    };
    report(problemAt(located, path, text));
  }
  const shortest = Math.min(...versions.map(([, version]) => version.length));
  for (const [index, { through }] of (steps ?? []).entries()) {
    if (through <= shortest) continue;
    report(
      problemAt(located, ['steps', index, 'through'], {
        expected: `at most ${shortest}, the number of turns`,
        found: String(through),
        remedy: 'Count the turns from 1, or add the missing ones (in each variant that has its own).',
      }),
    );
  }
}

function checkOnce(
  located: Located<Case>,
  list: FieldPath,
  field: string,
  ids: readonly string[],
  report: Report,
): void {
  const first = new Map<string, number>();
  for (const [index, id] of ids.entries()) {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      continue;
    }
    const place = located.locate([...list, earlier, field], 'value');
    report(
      problemAt(located, [...list, index, field], {
        expected: `each ${field} once`,
        found: `a second ${showValue(id)}; the first is ${place.field} in line ${place.line}`,
        remedy: 'Rename or remove one of them.',
      }),
    );
  }
}
