import { caseKey, type PlannedTrials } from '../domain/plan.js';
import { formatProblem, type Problem } from '../domain/problem.js';
import { mayLeave } from '../domain/unguarded.js';
import { hitsCovered, type UsedWaiver, type Waived, waivedKey } from '../domain/waiver.js';
import { PreceptorError } from '../errors.js';
import { eachCase } from '../load/case-files.js';
import { loadWaivers } from '../load/waiver-file.js';
import { sortProblems, type Workspace } from '../load/workspace.js';
import { sentParts } from '../models/identifiers/screen-case.js';
import { type FieldPath, fieldText } from '../schema/fault.js';
import { checkWaiversApply } from './check-waivers.js';

/** Places that are named before the rest is only counted. */
const MOST_SHOWN = 20;

export interface Screening {
  /** Those that let something leave, in the order of the sets and their files. */
  readonly waivers: readonly UsedWaiver[];
  /** Waivers that let less pass than they say. */
  readonly warnings: readonly Problem[];
}

/** Something in a case that is or may be an identifier. */
interface Hit extends Waived {
  readonly set: string;
  readonly path: FieldPath;
  /** Of the text, from 1. */
  readonly line: number;
}

/**
 * Screens what would be sent to a model outside the institution, or to a program: the planned cases of every set that is
 * not declared synthetic. It is a screen for the identifiers of HIPAA's Safe Harbor, no proof that there are none. Hits
 * that a named person has waived do not stop the run, unless the text has more of the kind than are waived.
 *
 * @param workspace - where the plan's sets come from
 * @throws PreceptorError `IDENTIFIERS_FOUND` with file, line, field and kind of each, and how to waive it; never the text
 *   itself. `INPUT_INVALID` where a file of waivers cannot be used
 */
export async function requireScreened(planned: PlannedTrials, workspace: Workspace): Promise<Screening> {
  const outside = planned.plan.models.filter(({ version }) => mayLeave(version));
  if (outside.length === 0) return { waivers: [], warnings: [] };
  const sets = planned.plan.sets.filter(({ content }) => content !== 'synthetic').map(({ set }) => set);
  const hits = hitsIn(planned, new Set(sets));
  const { open, ...screening } = await useWaivers(hits, sets, workspace);
  if (open.length === 0) return screening;
  const names = outside.map(({ version }) => version.model).join(', ');
  throw new PreceptorError('IDENTIFIERS_FOUND', await describe(names, { ...screening, open }, workspace));
}

function hitsIn({ cases }: PlannedTrials, sets: ReadonlySet<string>): readonly Hit[] {
  return cases
    .filter(({ set }) => sets.has(set))
    .flatMap(({ set, case: aCase }) =>
      sentParts(aCase).flatMap(({ path, hits, sha256 }) => {
        const found = hits();
        if (found.length === 0) return [];
        const place = { set, case: aCase.id, path, field: fieldText(path), sha256: sha256() };
        return found.map(({ kind, line }) => ({ ...place, kind, line }));
      }),
    );
}

/** One of `found` hits of a kind in a text, of which fewer are `covered`: nobody can tell which. */
interface OpenHit extends Hit {
  readonly found: number;
  readonly covered: number;
}

interface Judged extends Screening {
  readonly open: readonly OpenHit[];
}

async function useWaivers(
  hits: readonly Hit[],
  sets: readonly string[],
  workspace: Workspace,
): Promise<Judged> {
  const problems: Problem[] = [];
  const waivers: UsedWaiver[] = [];
  const covered = new Map<string, number>();
  const found = new Map<string, number>();
  for (const hit of hits) add(found, keyOf(hit.set, hit), 1);
  for (const set of sets) {
    const located = loadWaivers(workspace, set, (problem) => void problems.push(problem));
    if (located === null) continue;
    await checkWaiversApply(workspace, set, located, (problem) => void problems.push(problem));
    for (const waiver of located.value) {
      const key = keyOf(set, waiver);
      if (!found.has(key)) continue;
      add(covered, key, hitsCovered(waiver));
      waivers.push({ set, ...waiver });
    }
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new PreceptorError('INPUT_INVALID', errors.map(formatProblem).join('\n'));
  return {
    waivers,
    warnings: sortProblems(problems),
    open: hits
      .map((hit) => {
        const key = keyOf(hit.set, hit);
        return { ...hit, found: found.get(key) ?? 0, covered: covered.get(key) ?? 0 };
      })
      .filter((hit) => hit.covered < hit.found),
  };
}

function add(sums: Map<string, number>, key: string, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count);
}

function keyOf(set: string, of: Waived): string {
  return JSON.stringify([set, waivedKey(of)]);
}

async function describe(names: string, { open, warnings }: Judged, workspace: Workspace): Promise<string> {
  const shown = open.slice(0, MOST_SHOWN);
  const places = await placesOf(shown, workspace);
  const more = open.length > MOST_SHOWN ? [`… and ${open.length - MOST_SHOWN} more`] : [];
  const lines = [...shown.map((hit) => placeText(hit, places)), ...more];
  return [
    `expected no identifier in what goes to ${names}, where it may leave the institution; found ${open.length}:`,
    ...lines.map((line) => `  ${line}`),
    'Remove them from the cases, or ask an endpoint inside. Declare a set synthetic only if it is.',
    'What identifies nobody, or may leave, is waived by a named person, who fills in by, at and reason; the dossier shows it:',
    ...waiverLines(shown),
    ...(warnings.length === 0
      ? []
      : ['These waivers let less pass than they say:', ...warnings.map(formatProblem)]),
  ].join('\n');
}

function placeText(hit: OpenHit, places: ReadonlyMap<string, string>): string {
  const within = hit.line === 1 ? '' : `, line ${hit.line} of the text`;
  const waived = hit.covered === 0 ? '' : ` (waivers cover ${hit.covered} of the ${hit.found} found)`;
  return `${places.get(placeKey(hit.set, hit.case, hit.path)) ?? caseKey(hit.set, hit.case)}: ${hit.kind}${within}${waived}`;
}

/** File, line and field of each, which only the files know. */
async function placesOf(hits: readonly Hit[], workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  for (const set of new Set(hits.map((hit) => hit.set))) {
    await eachCase(workspace, set, {
      visit({ value, file, locate }) {
        for (const { path } of hits.filter((hit) => hit.set === set && hit.case === value.id)) {
          const { line, field } = locate(path, 'value');
          places.set(placeKey(set, value.id, path), `${file}:${line} ${field}`);
        }
      },
      // What is wrong with the cases was said when they were planned.
      report: () => undefined,
    });
  }
  return places;
}

function placeKey(set: string, caseId: string, path: FieldPath): string {
  return JSON.stringify([set, caseId, path]);
}

/** As it is to be written; what a person has to fill in is empty, which no file of waivers may be. */
function waiverLines(hits: readonly OpenHit[]): readonly string[] {
  return [...new Set(hits.map((hit) => hit.set))].flatMap((set) => {
    const own = hits.filter((hit) => hit.set === set);
    const lines = own.map(
      ({ case: id, field, kind, sha256, found, covered }) =>
        `- {case: ${JSON.stringify(id)}, field: ${JSON.stringify(field)}, kind: ${kind}, ${found - covered === 1 ? '' : `hits: ${found - covered}, `}sha256: "${sha256}", by: "", at: "", reason: ""}`,
    );
    return [`  cases/${set}/waivers.yaml`, ...[...new Set(lines)].map((line) => `  ${line}`)];
  });
}
