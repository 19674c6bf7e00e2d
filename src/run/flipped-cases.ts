import type { Flip } from '../domain/comparison.js';
import type { AnswerShown, CaseShown } from '../domain/dossier.js';
import type { KeyIndex } from '../domain/key-index.js';
import { unitKey } from '../domain/measurement.js';
import type { GradedTrial, ReadTrial } from '../domain/ports/store.js';
import { caseTextOf, questionOf } from '../domain/question.js';
import { isMet } from '../domain/verdict.js';
import type { Side } from './compare-stage.js';
import { unitOf } from './critical-stage.js';

/** Flips whose texts the dossier shows; the rest are counted. */
export const FLIPS_SHOWN = 200;

/** The first flips with what both versions said; the worst losses come first. */
export async function showFlips(
  flips: readonly Flip[],
  candidate: Side,
  baseline: Side,
  keys: KeyIndex | null,
): Promise<readonly CaseShown[]> {
  const shown = flips.slice(0, FLIPS_SHOWN);
  if (shown.length === 0) return [];
  const after = await answersOf(candidate, shown);
  const before = await answersOf(baseline, shown);
  return shown.map((flip) => {
    const key = unitKey(flip.unit);
    const context = after.get(key)?.context ?? before.get(key)?.context ?? null;
    return {
      unit: flip.unit,
      cluster: flip.cluster,
      direction: directionOf(flip),
      strata: context?.case.case.strata ?? {},
      caseText: context === null ? null : textOf(context),
      accepted: context === null ? null : acceptedOf(context, keys),
      baseline: before.get(key)?.answers ?? [],
      candidate: after.get(key)?.answers ?? [],
    };
  });
}

function textOf({ case: planned, trial }: ReadTrial): string {
  return caseTextOf(questionOf(planned.case, trial.variant, trial.step));
}

function directionOf({ baseline, candidate }: Flip): CaseShown['direction'] {
  if (baseline === 1 && candidate === 0) return 'right→wrong';
  if (baseline === 0 && candidate === 1) return 'wrong→right';
  return candidate < baseline ? 'worse' : 'better';
}

function acceptedOf(read: ReadTrial, keys: KeyIndex | null): readonly string[] | null {
  const { trial } = read;
  const aCase = read.case.case;
  const key = keys?.find(trial.set, aCase, aCase.primary, trial.variant, trial.step) ?? null;
  if (key === null) return null;
  return key.accept ?? (key.number === undefined ? [] : [`${key.number.value} ${key.number.unit}`]);
}

interface Answers {
  readonly context: ReadTrial;
  readonly answers: AnswerShown[];
}

async function answersOf(side: Side, flips: readonly Flip[]): Promise<Map<string, Answers>> {
  const wanted = new Set(flips.map((flip) => unitKey(flip.unit)));
  const verdicts = new Map<number, GradedTrial>();
  const seqs: number[] = [];
  for (const caseId of new Set(flips.map((flip) => flip.unit.caseId))) {
    for await (const { trial } of side.store.find({ caseId })) {
      if (trial.modelHash === side.model.hash && wanted.has(unitKey(unitOf(trial)))) seqs.push(trial.seq);
    }
  }
  for await (const graded of side.store.graded(side.measured.grading.id, { seqs })) {
    verdicts.set(graded.trial.seq, graded);
  }
  const answers = new Map<string, Answers>();
  for await (const read of side.store.read(side.measured.reading.id, { seqs })) {
    const key = unitKey(unitOf(read.trial));
    const entry = answers.get(key) ?? { context: read, answers: [] };
    entry.answers.push(shownAnswer(read, verdicts.get(read.trial.seq), side));
    answers.set(key, entry);
  }
  return answers;
}

function shownAnswer(read: ReadTrial, graded: GradedTrial | undefined, side: Side): AnswerShown {
  const { response, reading, trial } = read;
  const primary = side.facts.of(trial.set, trial.caseId).primary;
  const verdict = graded?.verdicts.find((v) => v.criterion === primary)?.verdict;
  const met = verdict?.status === 'graded' ? isMet(verdict.finding) : null;
  return {
    model: trial.model,
    repeat: trial.repeat,
    text: response?.status === 'answered' ? response.text : null,
    failure: response?.status === 'failed' ? response.cause : null,
    reading:
      reading === null ? 'nothing to read' : reading.status === 'read' ? reading.answer : reading.status,
    verdict:
      met === null ? (verdict?.status === 'ungraded' ? 'ungraded' : 'not graded') : met ? 'met' : 'not met',
  };
}
