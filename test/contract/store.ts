import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measurement, Missing, UnitValue } from '../../src/domain/measurement.js';
import { unitKey } from '../../src/domain/measurement.js';
import type { CriterionVerdict, Store } from '../../src/domain/ports/store.js';
import type { Reading } from '../../src/domain/reading.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { analysis, gradingSet, readingSet, runIdFrom } from '../../src/domain/result-set.js';
import type { Trial } from '../../src/domain/trial.js';
import {
  aFailure,
  anAnswer,
  anAttempt,
  fastHash,
  type PlanShape,
  plannedTrials,
} from '../store/planned-run.js';

/** One run on whatever keeps it; `reopen` closes it and opens what was kept. */
export interface StoreUnderTest {
  readonly store: Store;
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

export const RUN_ID = runIdFrom('run-under-test');

/** What every implementation of the port must do. */
export function testStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let made: StoreUnderTest | null = null;
    beforeEach(async () => {
      made = await make();
    });
    afterEach(() => made?.dispose());
    const subject = (): StoreUnderTest => {
      if (made === null) throw new Error('no store was made');
      return made;
    };
    testPlan(subject);
    testAttempts(subject);
    testResultSets(subject);
    testMeasurements(subject);
    testLimits(subject);
  });
}

type Subject = () => StoreUnderTest;

async function savePlanned(store: Store, shape?: PlanShape) {
  const whole = plannedTrials(shape);
  await store.savePlan(whole);
  return { ...whole, all: [...whole.trials()] };
}

function testPlan(subject: Subject): void {
  it('gives back the plan, its cases in order and its trials as they were planned', async () => {
    const { plan, all, cases } = await savePlanned(subject().store);
    await expect(subject().store.loadPlan()).resolves.toEqual(plan);
    const got = await arrayOf(subject().store.trials({}));
    expect(got.map(({ trial }) => trial)).toEqual(all);
    for (const { trial, case: of } of got) {
      expect(of).toEqual(cases.find((one) => one.set === trial.set && one.case.id === trial.caseId));
    }
    const keys = (await arrayOf(subject().store.cases())).map((one) => `${one.set}/${one.case.id}`);
    expect(keys).toEqual(cases.map((one) => `${one.set}/${one.case.id}`).sort());
  });

  it('finds trials by model version and by case', async () => {
    const { plan, all } = await savePlanned(subject().store);
    const hash = plan.models[1]?.hash ?? '';
    const ofModel = await arrayOf(subject().store.trials({ modelHash: hash }));
    expect(ofModel.map(({ trial }) => trial)).toEqual(all.filter((trial) => trial.modelHash === hash));
    const ofCase = await arrayOf(subject().store.find({ caseId: 'case-3' }));
    expect(ofCase.map(({ trial }) => trial)).toEqual(all.filter((trial) => trial.caseId === 'case-3'));
    expect(await arrayOf(subject().store.trials({ modelHash: 'sha256:unknown' }))).toEqual([]);
    expect(await arrayOf(subject().store.find({ caseId: 'case-99' }))).toEqual([]);
  });

  it('keeps a plan that is saved twice once, and refuses another', async () => {
    const { all } = await savePlanned(subject().store);
    await savePlanned(subject().store);
    expect(await arrayOf(subject().store.trials({}))).toHaveLength(all.length);
    await expect(subject().store.savePlan(plannedTrials({ cases: 3 }))).rejects.toMatchObject({
      code: 'USAGE',
    });
  });

  it('completes a plan whose writing was cut short, and until then says so', async () => {
    const whole = plannedTrials();
    const all = [...whole.trials()];
    const broken = {
      ...whole,
      *trials(): Iterable<Trial> {
        yield* all.slice(0, all.length / 2);
        throw new RangeError('cut short');
      },
    };
    await expect(subject().store.savePlan(broken)).rejects.toThrow('cut short');
    const again = await subject().reopen();
    await expect(again.loadPlan()).rejects.toMatchObject({ code: 'RUN_INCOMPLETE' });
    await expect(arrayOf(again.trials({}))).rejects.toMatchObject({ code: 'RUN_INCOMPLETE' });
    await again.savePlan(whole);
    expect((await arrayOf(again.trials({}))).map(({ trial }) => trial)).toEqual(all);
  });
}

function testAttempts(subject: Subject): void {
  it('stores every attempt as it came, keeps the first and at most one final one', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const hostile = 'NUL \u0000 inside, "quotes\', emoji 🩺, \u2028 and \ufeff';
    const attempts = [
      anAttempt(0, { final: false, response: aFailure() }),
      anAttempt(0, { attempt: 2, response: { ...anAnswer(hostile), service: null, raw: hostile } }),
    ];
    for (const attempt of attempts) await store.putAttempt(attempt);
    await store.putAttempt(anAttempt(0, { attempt: 2, response: anAnswer('a second answer') }));
    await store.putAttempt(anAttempt(0, { attempt: 3, response: anAnswer('a second final one') }));
    await store.putAttempt(anAttempt(1, { response: aFailure() }));
    expect(await store.attempts(0)).toEqual(attempts);
    expect(await store.attempts(5)).toEqual([]);
    expect(await store.counts()).toEqual({ planned: 96, answered: 1, failed: 1, attempts: 3 });
    const final = await arrayOf(store.answered());
    expect(final.map(({ trial, response }) => [trial.seq, response])).toEqual([
      [0, attempts[1]?.response],
      [1, aFailure()],
    ]);
    const open = await arrayOf(store.trials({ unanswered: true }));
    expect(open.map(({ trial }) => trial.seq)).toEqual(Array.from({ length: 94 }, (_, index) => index + 2));
  });

  it('names the served models of a version’s final answers, each once', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const { models } = await store.loadPlan();
    const trials = await arrayOf(store.trials({}));
    const names = [
      ['m-2', null],
      ['m-1', 'fp-1'],
      ['m-2', null],
      [null, null],
      ['m-1', null],
    ] as const;
    const own = trials.filter(({ trial }) => trial.modelHash === models[0]?.hash);
    for (const [index, [model, fingerprint]] of names.entries()) {
      const seq = own[index]?.trial.seq ?? -1;
      await store.putAttempt(anAttempt(seq, { final: false, response: aFailure() }));
      const service = { model, fingerprint, stopReason: null, usage: null };
      await store.putAttempt(anAttempt(seq, { attempt: 2, response: { ...anAnswer('x'), service } }));
    }
    const served: (readonly string[])[] = [];
    for (const { hash } of models) served.push(await store.servedModels(hash));
    const said = [
      'no name, no fingerprint',
      'm-1, no fingerprint',
      'm-1, fingerprint fp-1',
      'm-2, no fingerprint',
    ];
    expect(served).toEqual([said, ...models.slice(1).map(() => [])]);
  });

  it('names none where no answer says a name, and does not count failures', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const [first] = (await store.loadPlan()).models;
    const hash = first?.hash ?? '';
    const own = (await arrayOf(store.trials({}))).filter(({ trial }) => trial.modelHash === hash);
    const [one = -1, two = -1, three = -1] = own.map(({ trial }) => trial.seq);
    const service = { model: null, fingerprint: null, stopReason: 'stop', usage: null };
    await store.putAttempt(anAttempt(one, { response: { ...anAnswer('x'), service } }));
    expect(await store.servedModels(hash)).toEqual([]);
    await store.putAttempt(
      anAttempt(two, { response: { ...anAnswer('x'), service: { ...service, model: 'm-1' } } }),
    );
    expect(await store.servedModels(hash)).toEqual(['no name', 'm-1']);
    await store.putAttempt(anAttempt(three, { response: { ...aFailure(), service: null } }));
    expect(await store.servedModels(hash)).toEqual(['no name', 'm-1']);
  });

  it('sums what a version’s live requests took, and tells apart what was counted, silent and never served', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const { models } = await store.loadPlan();
    const own = (await arrayOf(store.trials({}))).filter(({ trial }) => trial.modelHash === models[0]?.hash);
    const seqs = own.map(({ trial }) => trial.seq);
    const [first = -1, second = -1, third = -1] = seqs;
    const service = { model: null, fingerprint: null, stopReason: null, usage: { input: 100, output: 20 } };
    const live = { ...anAnswer('12345678'), origin: 'live' as const };
    const refused = { ...aFailure(), cause: 'connection' as const, service: null, raw: null };
    await store.putAttempt(anAttempt(first, { final: false, response: refused }));
    await store.putAttempt(anAttempt(first, { attempt: 2, final: false, response: aFailure() }));
    await store.putAttempt(anAttempt(first, { attempt: 3, response: { ...live, service } }));
    await store.putAttempt(anAttempt(second, { final: false, response: { ...aFailure(), service: null } }));
    await store.putAttempt(anAttempt(second, { attempt: 2, response: { ...live, service: null } }));
    await store.putAttempt(anAttempt(third, { response: { ...anAnswer('from elsewhere'), service } }));
    const sums = await Promise.all(models.map(({ hash }) => store.usage(hash)));
    const nothing = { requests: 0, counted: 0, input: 0, output: 0, silent: 0, silentCharacters: 0 };
    expect(sums).toEqual([
      // Silent: 8 characters of an answer, and 18 of {"error":"filter"}.
      { requests: 5, counted: 2, input: 107, output: 20, silent: 2, silentCharacters: 26 },
      ...models.slice(1).map(() => nothing),
    ]);
  });

  it('counts where a version’s final responses came from', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const { models } = await store.loadPlan();
    const own = (await arrayOf(store.trials({}))).filter(({ trial }) => trial.modelHash === models[0]?.hash);
    const origins = ['cache', 'live', 'cache', 'import'] as const;
    for (const [index, origin] of origins.entries()) {
      const seq = own[index]?.trial.seq ?? -1;
      await store.putAttempt(anAttempt(seq, { final: false, response: aFailure() }));
      await store.putAttempt(anAttempt(seq, { attempt: 2, response: { ...anAnswer('x'), origin } }));
    }
    const counted = await Promise.all(models.map(({ hash }) => store.origins(hash)));
    const none = { live: 0, cache: 0, replay: 0, import: 0 };
    expect(counted).toEqual([
      { live: 1, cache: 2, replay: 0, import: 1 },
      ...models.slice(1).map(() => none),
    ]);
  });

  it('counts the trials that the infrastructure lost, and those that it lost few requests of', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const lost = { ...aFailure(), status: 'failed', cause: 'server-error', detail: 'status 500' } as const;
    const put = async (seq: number, ...responses: readonly ModelResponse[]) => {
      for (const [index, response] of responses.entries()) {
        const final = index === responses.length - 1;
        await store.putAttempt(anAttempt(seq, { attempt: index + 1, final, response }));
      }
    };
    expect(await store.lostTrials()).toBe(0);
    await put(0, lost, lost, lost);
    await put(1, lost, anAnswer('came at last'));
    await put(2, aFailure());
    await put(3, lost, { ...lost, cause: 'interrupted' }, lost);
    await store.putAttempt(anAttempt(4, { final: false, response: lost }));
    expect(await store.lostTrials()).toBe(2);
    expect([await store.lostTrials(2), await store.lostTrials(3), await store.lostTrials(4)]).toEqual([
      0, 1, 2,
    ]);
  });

  it('counts no request that was refused as every other would have been', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const lost = { ...aFailure(), status: 'failed', cause: 'reset', detail: 'closed' } as const;
    const refused = { ...lost, cause: 'request-refused' } as const;
    for (const [index, response] of [refused, refused, lost, lost].entries()) {
      await store.putAttempt(anAttempt(0, { attempt: index + 1, final: index === 3, response }));
    }
    expect([await store.lostTrials(2), await store.lostTrials(3)]).toEqual([0, 1]);
  });

  it('counts nothing before anything was asked', async () => {
    await savePlanned(subject().store);
    expect(await subject().store.counts()).toEqual({ planned: 96, answered: 0, failed: 0, attempts: 0 });
  });
}

function testResultSets(subject: Subject): void {
  it('keeps reading sets beside one another', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const strict = readingSet(RUN_ID, 'strict', fastHash('strict'));
    const lenient = readingSet(RUN_ID, 'lenient', fastHash('lenient'));
    for (const set of [strict, lenient]) expect(await store.openReadingSet(set)).toEqual({ complete: false });
    await store.putAttempt(anAttempt(0));
    await store.putAttempt(anAttempt(2, { response: aFailure() }));
    await store.putReading(strict.id, 0, READINGS.unreadable);
    await store.putReading(lenient.id, 0, READINGS.read);
    await store.putReading(lenient.id, 0, READINGS.refused);
    await store.putReading(lenient.id, 1, READINGS.refused);
    await store.closeReadingSet(lenient.id);
    const again = await subject().reopen();
    expect(await again.readingSets()).toEqual([strict, lenient]);
    expect(await again.openReadingSet(lenient)).toEqual({ complete: true });
    expect(await again.openReadingSet(strict)).toEqual({ complete: false });
    const read = await arrayOf(again.read(lenient.id));
    expect(read.map(({ trial }) => trial.seq)).toEqual(Array.from({ length: 96 }, (_, index) => index));
    expect(read.slice(0, 3).map(({ response, reading }) => [response?.status ?? null, reading])).toEqual([
      ['answered', READINGS.read],
      [null, READINGS.refused],
      ['failed', null],
    ]);
    const some = await arrayOf(again.read(strict.id, { seqs: [7, 0, 7, 500] }));
    expect(some.map(({ trial, reading }) => [trial.seq, reading])).toEqual([
      [0, READINGS.unreadable],
      [7, null],
    ]);
  });

  it('gives graded trials by model, protocol, set, case, variant, step and repeat', async () => {
    const { all } = await savePlanned(subject().store);
    const { store } = subject();
    const reading = readingSet(RUN_ID, 'strict', fastHash('strict'));
    await store.openReadingSet(reading);
    const grading = gradingSet(reading, { choice: fastHash('choice') }, fastHash('keys'));
    expect(await store.openGradingSet(grading)).toEqual({ complete: false });
    await store.putAttempt(anAttempt(3));
    await store.putAttempt(anAttempt(4, { response: aFailure() }));
    await store.putReading(reading.id, 3, READINGS.read);
    for (const verdict of VERDICTS) await store.putVerdict(grading.id, 3, verdict);
    for (const verdict of VERDICTS) await store.putVerdict(grading.id, 3, { ...verdict, verdict: UNGRADED });
    await store.closeGradingSet(grading.id);
    expect(await store.gradingSets()).toEqual([grading]);
    expect(await store.openGradingSet(grading)).toEqual({ complete: true });
    const graded = await arrayOf(store.graded(grading.id));
    expect(graded.map(({ trial }) => trial)).toEqual([...all].sort(inUnitOrder));
    const at = (seq: number) => graded.find(({ trial }) => trial.seq === seq);
    expect(at(3)).toMatchObject({ asked: true, failure: null, reading: READINGS.read });
    expect(at(3)?.verdicts).toEqual([...VERDICTS].sort((a, b) => (a.criterion < b.criterion ? -1 : 1)));
    expect(at(4)).toMatchObject({ asked: true, failure: 'content-filter', reading: null, verdicts: [] });
    expect(at(5)).toMatchObject({ asked: false, failure: null, reading: null, verdicts: [] });
  });
}

function testMeasurements(subject: Subject): void {
  it('gives measurements of every kind back, by model version and in the order of their keys', async () => {
    const { all } = await savePlanned(subject().store);
    const { store } = subject();
    const grading = gradingSet(readingSet(RUN_ID, 's', fastHash('s')), {}, fastHash('keys'));
    const ite = analysis(grading, { id: 'accuracy', hash: fastHash('accuracy') }, 'ite', 'none');
    const best = analysis(grading, { id: 'accuracy', hash: fastHash('accuracy') }, 'best', 'ppi');
    for (const one of [ite, best]) expect(await store.openAnalysis(one)).toEqual({ complete: false });
    const units = all.filter(({ repeat }) => repeat === 0);
    const measured = units.map((trial, index) => measurement(trial, VALUES[index % VALUES.length]));
    for (const one of measured) await store.putMeasurement(ite.id, one);
    for (const one of measured)
      await store.putMeasurement(ite.id, { ...one, value: { kind: 'missing', reason: 'run' } });
    await store.closeAnalysis(ite.id);
    const again = await subject().reopen();
    expect(await again.analyses()).toEqual([ite, best]);
    expect(await again.openAnalysis(ite)).toEqual({ complete: true });
    const modelHash = units[0]?.modelHash ?? '';
    const expected = measured
      .filter((one) => one.modelHash === modelHash)
      .sort((a, b) => (unitKey(a.unit) < unitKey(b.unit) ? -1 : 1));
    expect(await arrayOf(again.measurements(ite.id, modelHash))).toEqual(expected);
    expect(await arrayOf(again.measurements(best.id, modelHash))).toEqual([]);
  });

  it('keeps documents by kind, the first of every id', async () => {
    const { store } = subject();
    const first = { kind: 'result' as const, id: 'b', body: { value: [1, null, 'x'] } };
    const second = { kind: 'result' as const, id: 'a', body: 'text' };
    for (const document of [first, second, { ...first, body: 2 }]) await store.putDocument(document);
    await store.putDocument({ kind: 'decision', id: 'b', body: null });
    expect(await store.documents('result')).toEqual([first, second]);
    expect(await store.documents('decision')).toEqual([{ kind: 'decision', id: 'b', body: null }]);
    expect(await store.documents('comparison')).toEqual([]);
  });

  it('walks through many pages without losing or doubling a trial', async () => {
    const { all } = await savePlanned(subject().store, { cases: 150, repeats: 4, variants: false });
    const { store } = subject();
    for (const { seq } of all) if (seq % 3 !== 0) await store.putAttempt(anAttempt(seq));
    const reading = readingSet(RUN_ID, 'strict', fastHash('strict'));
    const grading = gradingSet(reading, {}, fastHash('keys'));
    await store.openReadingSet(reading);
    await store.openGradingSet(grading);
    expect((await arrayOf(store.answered())).map(({ trial }) => trial.seq)).toEqual(
      all.map(({ seq }) => seq).filter((seq) => seq % 3 !== 0),
    );
    expect((await arrayOf(store.trials({ unanswered: true }))).map(({ trial }) => trial.seq)).toEqual(
      all.map(({ seq }) => seq).filter((seq) => seq % 3 === 0),
    );
    expect((await arrayOf(store.read(reading.id))).map(({ trial }) => trial)).toEqual(all);
    expect((await arrayOf(store.graded(grading.id))).map(({ trial }) => trial)).toEqual(
      [...all].sort(inUnitOrder),
    );
  });
}

function testLimits(subject: Subject): void {
  it('refuses values that no store can keep, and goes on', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const broken = anAttempt(0, { response: { ...anAnswer('x'), latencyMs: Number.NaN } });
    await expect(store.putAttempt(broken)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(store.putAttempt(anAttempt(0, { startedAtMs: 2 ** 60 }))).rejects.toMatchObject({
      code: 'INTERNAL',
    });
    await store.putAttempt(anAttempt(0));
    await store.flush();
    expect(await store.attempts(0)).toEqual([anAttempt(0)]);
  });

  it('refuses rows of a set that nobody opened, and rows after the end', async () => {
    await savePlanned(subject().store);
    const { store } = subject();
    const set = readingSet(RUN_ID, 'never', fastHash('never'));
    await expect(store.putReading(set.id, 0, READINGS.read)).rejects.toMatchObject({ code: 'INTERNAL' });
    await store.close();
    await store.close();
    await expect(store.putAttempt(anAttempt(0))).rejects.toMatchObject({ code: 'INTERNAL' });
  });
}

const READINGS = {
  read: {
    status: 'read',
    answer: 'emergency_now',
    by: 'letter',
    confidences: [{ source: 'verbalised', value: 0.1 + 0.2 }],
  },
  refused: { status: 'refused', by: 'refusal' },
  unreadable: { status: 'unreadable', detail: 'no pattern matched' },
} as const satisfies Record<string, Reading>;

const UNGRADED = { status: 'ungraded', cause: 'tie', detail: '2 of 4' } as const;

const VERDICTS: readonly CriterionVerdict[] = (
  [
    { kind: 'met', met: true },
    { kind: 'met', met: false },
    { kind: 'level', scale: 'triage', value: 'urgent', reference: 'emergency' },
    { kind: 'number', value: 1.1, lower: 0.1, upper: 2, unit: 'mmol/l' },
    { kind: 'rank', rank: null, listLength: 5 },
    { kind: 'counts', counts: { claims: 4 } },
  ] as const
)
  .map(
    (finding, index): CriterionVerdict => ({
      criterion: `criterion-${9 - index}`,
      gradingHash: fastHash(`grading ${index}`),
      verdict: { status: 'graded', finding, evidence: `because ${index}` },
    }),
  )
  .concat({ criterion: 'criterion-a', gradingHash: fastHash('tie'), verdict: UNGRADED });

const VALUES: readonly (UnitValue | Missing)[] = [
  { kind: 'mean', y: 1 / 3, weight: 1 },
  { kind: 'ratio', numerator: 2, denominator: 7 },
  { kind: 'forecast', f: 0.1, o: 1, source: 'logprob' },
  { kind: 'ordinal', reference: 2, assigned: null },
  { kind: 'ordinal', reference: 2, assigned: 0 },
  { kind: 'events', events: 0, trials: 5 },
  { kind: 'series', times: [0, 1.5], values: [0.2, 0.3], eventTime: null },
  { kind: 'missing', reason: 'infrastructure' },
];

function measurement(trial: Trial, value: UnitValue | Missing | undefined): Measurement {
  const { set, caseId, variant, step, protocol, model, modelHash, cluster, caseHash, protocolHash } = trial;
  return {
    unit: { set, caseId, variant, step, protocol },
    model,
    modelHash,
    cluster,
    caseHash,
    protocolHash,
    gradingHash: fastHash(`${caseId} grading`),
    value: value ?? { kind: 'missing', reason: 'not-applicable' },
    coverage: { planned: 2, answered: 2, read: 1, graded: 0 },
  };
}

function inUnitOrder(a: Trial, b: Trial): number {
  const [one, other] = [a, b].map((t) => [t.model, t.protocol, t.set, t.caseId, t.variant].join('\u001f'));
  if (one !== other) return String(one) < String(other) ? -1 : 1;
  return a.step - b.step || a.repeat - b.repeat;
}

async function arrayOf<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of iterable) all.push(one);
  return all;
}
