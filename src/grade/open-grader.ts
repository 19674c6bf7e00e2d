import type { Grader, GraderKind } from '../domain/grader.js';
import { type Hash, hashOf } from '../domain/hash.js';
import { choiceGrader } from './choice-grader.js';
import type { GraderClient } from './grader.js';
import { numberGrader } from './number-grader.js';
import { digestOfVerdicts, openRecordedGrader } from './recorded-grader.js';
import { scaleGrader } from './scale-grader.js';
import { textGrader } from './text-grader.js';

type GraderOf<K extends GraderKind> = Extract<Grader, { kind: K }>;
type Kinds = {
  readonly [K in GraderKind]: (grader: GraderOf<K>, workspace: string) => Promise<GraderClient>;
};

/** Every kind of grader; adding one is a file and a line. */
const KINDS = {
  choice: async () => choiceGrader(),
  text: async (grader) => textGrader(grader),
  number: async (grader) => numberGrader(grader),
  scale: async (grader) => scaleGrader(grader),
  recorded: openRecordedGrader,
} as const satisfies Kinds;

/** Opens a grader; the caller closes it. */
export async function openGrader(grader: Grader, workspace: string): Promise<GraderClient> {
  switch (grader.kind) {
    case 'choice':
      return KINDS.choice();
    case 'text':
      return KINDS.text(grader);
    case 'number':
      return KINDS.number(grader);
    case 'scale':
      return KINDS.scale(grader);
    case 'recorded':
      return KINDS.recorded(grader, workspace);
  }
}

/** Identity of everything that decides a grader’s verdicts: its definition, and for recorded ones the file itself. */
export async function hashGrader(grader: Grader, workspace: string): Promise<Hash> {
  if (grader.kind !== 'recorded') return hashOf(grader);
  return hashOf({ grader, verdicts: await digestOfVerdicts(grader, workspace) });
}
