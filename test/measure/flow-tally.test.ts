import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StratumFlow } from '../../src/domain/flow.js';
import type { GradedTrial } from '../../src/domain/ports/store.js';
import { FlowTally } from '../../src/measure/flow-tally.js';
import { unitsOf } from '../../src/measure/measure-units.js';
import { aGradedTrial, aVerdict, graded, streamOf, ungraded } from '../builders/a-trial.js';

async function flowsOf(
  trials: readonly GradedTrial[],
  strata: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Promise<readonly StratumFlow[]> {
  const tally = new FlowTally((_, caseId) => strata[caseId] ?? {});
  for await (const unit of unitsOf(streamOf(trials), () => 'disposition')) tally.add(unit);
  return tally.flows('strict', 'g-1');
}

const noAnswer = [aVerdict(ungraded('no-answer'))];
/** One of every way for a trial to end. */
const WAYS: readonly Omit<NonNullable<Parameters<typeof aGradedTrial>[0]>, 'trial'>[] = [
  {},
  { verdicts: [aVerdict(graded(false))] },
  { verdicts: [aVerdict(ungraded('outage'))] },
  { verdicts: [] },
  { reading: { status: 'refused', by: 'r' }, verdicts: noAnswer },
  { reading: { status: 'unreadable', detail: '' }, verdicts: noAnswer },
  { failure: 'truncated', reading: null, verdicts: noAnswer },
  { failure: 'server-error', reading: null, verdicts: noAnswer },
  { failure: 'budget', reading: null, verdicts: noAnswer },
  { asked: false, reading: null, verdicts: [] },
];

describe('FlowTally', () => {
  it('shows where every trial went', async () => {
    const [flow] = await flowsOf(WAYS.map((way, i) => aGradedTrial({ ...way, trial: { caseId: `c${i}` } })));
    expect(flow).toEqual({
      model: 'candidate-2',
      protocol: 'direct',
      stratum: null,
      reading: 'strict',
      grading: 'g-1',
      planned: 10,
      asked: 9,
      answered: 6,
      read: 4,
      graded: 2,
      losses: [
        { charged: 'run', cause: 'budget', trials: 1 },
        { charged: 'grader', cause: 'no-verdict', trials: 1 },
        { charged: 'run', cause: 'not-asked', trials: 1 },
        { charged: 'grader', cause: 'outage', trials: 1 },
        { charged: 'model', cause: 'refusal', trials: 1 },
        { charged: 'infrastructure', cause: 'server-error', trials: 1 },
        { charged: 'model', cause: 'truncated', trials: 1 },
        { charged: 'model', cause: 'unreadable', trials: 1 },
      ],
    });
  });

  it('puts the greatest loss first', async () => {
    const ends = [WAYS[4], WAYS[7], WAYS[7]].map((way, i) =>
      aGradedTrial({ ...way, trial: { caseId: `c${i}` } }),
    );
    expect((await flowsOf(ends))[0]?.losses.map((loss) => `${loss.cause} ${loss.trials}`)).toEqual([
      'server-error 2',
      'refusal 1',
    ]);
  });

  it('counts trials by model, protocol and each stratum of their case; a case without strata only in the whole', async () => {
    const strata = { c1: { population: 'child', acuity: 'routine' }, c2: { population: 'adult' } };
    const trials = ['c1', 'c2', 'c3'].flatMap((caseId) =>
      [0, 1].map((repeat) => aGradedTrial({ trial: { caseId, repeat } })),
    );
    const flows = await flowsOf(
      [...trials, aGradedTrial({ trial: { caseId: 'c1', protocol: 'brief' } })],
      strata,
    );
    expect(flows.map((f) => `${f.protocol} ${f.stratum} ${f.planned}`)).toEqual([
      'direct null 6',
      'direct population=child 2',
      'direct acuity=routine 2',
      'direct population=adult 2',
      'brief null 1',
      'brief population=child 1',
      'brief acuity=routine 1',
    ]);
  });

  it('loses no trial: in every slice planned = graded + all losses', async () => {
    const row = fc.tuple(fc.nat({ max: WAYS.length - 1 }), fc.nat({ max: 4 }), fc.constantFrom('m1', 'm2'));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), async (rows) => {
        const trials = rows.map(([way, c, model], repeat) =>
          aGradedTrial({ ...WAYS[way], trial: { caseId: `c${c}`, model, repeat } }),
        );
        const strata = { c0: { s: 'x' }, c1: { s: 'x', t: 'y' }, c2: { s: 'z' } };
        const flows = await flowsOf(trials, strata);
        for (const flow of flows) {
          const lost = flow.losses.reduce((sum, loss) => sum + loss.trials, 0);
          expect(flow.graded + lost).toBe(flow.planned);
          expect(flow.asked).toBeLessThanOrEqual(flow.planned);
          expect(flow.answered).toBeLessThanOrEqual(flow.asked);
          expect(flow.read).toBeLessThanOrEqual(flow.answered);
        }
        const whole = flows.filter((flow) => flow.stratum === null);
        expect(whole.reduce((sum, flow) => sum + flow.planned, 0)).toBe(rows.length);
      }),
      { numRuns: 40 },
    );
  });
});
