import type { Case } from '../domain/case.js';
import { caseKey, type PlannedTrials } from '../domain/plan.js';
import type { Option, Turn } from '../domain/turn.js';
import { PreceptorError } from '../errors.js';
import { eachCase } from '../load/case-files.js';
import type { Located } from '../load/place.js';
import type { Workspace } from '../load/workspace.js';
import { screenIdentifiers } from '../models/identifiers/screen-identifiers.js';
import type { FieldPath } from '../schema/fault.js';

/** Places that are named before the rest is only counted. */
const MOST_SHOWN = 20;

/**
 * Screens what would be sent to a model outside the institution: the planned cases of every set that is not declared
 * synthetic. It is a screen for the identifiers of HIPAA's Safe Harbor, no proof that there are none.
 *
 * @param workspace - where the plan's sets come from
 * @throws PreceptorError `IDENTIFIERS_FOUND` with file, line, field and kind of each; never the text itself
 */
export async function requireScreened({ plan, cases }: PlannedTrials, workspace: Workspace): Promise<void> {
  const outside = plan.models.filter(({ version }) => version.deployment.location === 'outside');
  if (outside.length === 0) return;
  const planned = new Set(cases.map((each) => caseKey(each.set, each.case.id)));
  const found: string[] = [];
  for (const { set } of plan.sets.filter(({ content }) => content !== 'synthetic')) {
    await eachCase(workspace, set, {
      visit(located) {
        if (planned.has(caseKey(set, located.value.id))) found.push(...hitsIn(located));
      },
      // What is wrong with the cases was said when they were planned.
      report: () => undefined,
    });
  }
  if (found.length === 0) return;
  const more = found.length > MOST_SHOWN ? [`… and ${found.length - MOST_SHOWN} more`] : [];
  const names = outside.map(({ version }) => version.model).join(', ');
  throw new PreceptorError(
    'IDENTIFIERS_FOUND',
    `expected no identifier in what goes to ${names}, outside the institution; found ${found.length}:\n` +
      [...found.slice(0, MOST_SHOWN), ...more].map((line) => `  ${line}`).join('\n') +
      '\nRemove them from the cases, or ask a model inside. Declare a set synthetic only if it is.',
  );
}

function hitsIn(located: Located<Case>): readonly string[] {
  return textsOf(located.value).flatMap(({ path, text }) => {
    const hits = text === null ? [{ kind: 'photo', line: 1 }] : screenIdentifiers(text);
    return hits.map(({ kind, line }) => {
      const place = located.locate(path, 'value');
      const within = line === 1 ? '' : `, line ${line} of the text`;
      return `${located.file}:${place.line} ${place.field}: ${kind}${within}`;
    });
  });
}

interface SentText {
  readonly path: FieldPath;
  /** null: an image, in which nothing can be looked for. */
  readonly text: string | null;
}

function textsOf({ turns, options = [], variants = [], attachments = [] }: Case): readonly SentText[] {
  return [
    ...partsOf([], turns, options),
    ...variants.flatMap((variant, index) =>
      partsOf(['variants', index], variant.turns ?? [], variant.options ?? []),
    ),
    ...attachments.flatMap(({ kind }, index) =>
      kind === 'image' ? [{ path: ['attachments', index], text: null }] : [],
    ),
  ];
}

function partsOf(base: FieldPath, turns: readonly Turn[], options: readonly Option[]): readonly SentText[] {
  return [
    ...turns.map(({ text }, index) => ({ path: [...base, 'turns', index, 'text'], text })),
    ...options.map(({ text }, index) => ({ path: [...base, 'options', index, 'text'], text })),
  ];
}
