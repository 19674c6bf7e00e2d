import type { Hash } from '../domain/hash.js';
import { caseKey, type Plan, type PlannedCase, type PlannedTrials } from '../domain/plan.js';
import type { Trial } from '../domain/trial.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { PreceptorError } from '../errors.js';
import { complete, isComplete, type RunContext } from './run-context.js';
import { hasFields } from './stored-value.js';

interface Named {
  readonly name: string;
  readonly hash: Hash;
}

/** Model versions and protocols of the run by the number under which rows point to them. */
interface PlanDictionary {
  readonly models: ReadonlyMap<number, Named>;
  readonly protocols: ReadonlyMap<number, Named>;
  /** model hash → number */
  readonly modelNo: ReadonlyMap<string, number>;
  /** protocol name → number */
  readonly protocolNo: ReadonlyMap<string, number>;
}

export interface SavedPlan {
  save(planned: PlannedTrials): Promise<void>;
  load(): Promise<Plan>;
  /** @throws PreceptorError `RUN_INCOMPLETE` while the plan is not entirely stored */
  dictionary(): Promise<PlanDictionary>;
}

export function createSavedPlan(context: RunContext): SavedPlan {
  const { db, values } = context;
  let known: PlanDictionary | null = null;

  const storedPlan = async () => {
    const rows = await db.selectFrom('plan').select(['plan_hash', 'trial_count']).execute();
    const [row] = rows;
    return row === undefined ? null : { ...row, complete: await isComplete(context, 'plan', row.plan_hash) };
  };

  const requireComplete = async (): Promise<void> => {
    const stored = await storedPlan();
    if (stored?.complete !== true) throw incomplete(context.file);
  };

  const dictionary = async (): Promise<PlanDictionary> => {
    if (known !== null) return known;
    await requireComplete();
    const models = await db.selectFrom('model').select(['model_no', 'model', 'model_hash']).execute();
    const protocols = await db
      .selectFrom('protocol')
      .select(['protocol_no', 'protocol', 'protocol_hash'])
      .execute();
    const named = (name: string, hash: string): Named => ({
      name,
      hash: values.hash(hash, `hash of "${name}"`),
    });
    known = {
      models: new Map(models.map((row) => [row.model_no, named(row.model, row.model_hash)])),
      protocols: new Map(protocols.map((row) => [row.protocol_no, named(row.protocol, row.protocol_hash)])),
      modelNo: new Map(models.map((row) => [row.model_hash, row.model_no])),
      protocolNo: new Map(protocols.map((row) => [row.protocol, row.protocol_no])),
    };
    return known;
  };

  return {
    dictionary,
    async save(planned) {
      await context.flush();
      const stored = await storedPlan();
      if (stored !== null && stored.plan_hash !== planned.plan.hash) throw otherPlan(context.file);
      if (stored?.complete === true) return;
      await writePlan(context, planned);
      await complete(context, 'plan', planned.plan.hash);
    },
    async load() {
      await requireComplete();
      const [row] = await db.selectFrom('plan').select('body').execute();
      return values.json(row?.body ?? null, isPlan, 'plan.body');
    },
  };
}

/** Every row may be there already: the numbers are the same whenever the same plan is written. */
async function writePlan(context: RunContext, planned: PlannedTrials): Promise<void> {
  const { plan } = planned;
  await context.put('plan', {
    plan_hash: plan.hash,
    trial_count: plan.trialCount,
    body: JSON.stringify(plan),
  });
  const cases = await writeCases(context, planned.cases);
  const models = [...plan.models].sort((a, b) => compare(modelOrder(a), modelOrder(b)));
  const modelNo = new Map(models.map(({ hash }, number) => [hash, number]));
  for (const [number, { version, hash }] of models.entries()) {
    await context.put('model', { model_no: number, model: version.model, model_hash: hash });
  }
  const protocolNames = [...new Set(plan.protocols.map(({ protocol }) => protocol))].sort();
  const protocolNo = new Map(protocolNames.map((name, number) => [name, number]));
  const hashes = new Map<string, Hash>();
  /** Puts what a trial points to when it is first met; a name that stands for two hashes is refused. */
  const isNew = (what: string, hash: Hash, trial: Trial): boolean => {
    const before = hashes.get(what);
    if (before !== undefined && before !== hash) throw unplanned(trial, `two hashes of ${what}`);
    hashes.set(what, hash);
    return before === undefined;
  };
  let count = 0;
  for (const trial of planned.trials()) {
    const inPlan = cases.get(caseKey(trial.set, trial.caseId));
    const askedNo = inPlan?.askedNo.get(trial.variant);
    const model = modelNo.get(trial.modelHash);
    const protocol = protocolNo.get(trial.protocol);
    if (inPlan === undefined || askedNo === undefined) throw unplanned(trial, 'its case or variant');
    if (model === undefined || protocol === undefined) throw unplanned(trial, 'its model or protocol');
    if (isNew(`protocol ${trial.protocol}`, trial.protocolHash, trial)) {
      await context.put('protocol', {
        protocol_no: protocol,
        protocol: trial.protocol,
        protocol_hash: trial.protocolHash,
      });
    }
    if (isNew(`case ${askedNo}`, trial.caseHash, trial)) {
      await context.put('asked', {
        asked_no: askedNo,
        case_no: inPlan.caseNo,
        variant: trial.variant,
        asked_hash: trial.caseHash,
        cluster: trial.cluster,
      });
    }
    const { seq, id, step, repeat } = trial;
    await context.put('trial', {
      seq,
      trial_id: id,
      model_no: model,
      protocol_no: protocol,
      asked_no: askedNo,
      step,
      repeat,
    });
    count += 1;
  }
  await context.flush();
  await requireCount(context, count, plan.trialCount);
}

interface CaseNumbers {
  readonly caseNo: number;
  /** variant → number; ordered over all cases by (set, case, variant) */
  readonly askedNo: ReadonlyMap<string, number>;
}

async function writeCases(
  context: RunContext,
  cases: readonly PlannedCase[],
): Promise<Map<string, CaseNumbers>> {
  const ordered = [...cases].sort((a, b) => compare(a.set, b.set) || compare(a.case.id, b.case.id));
  const numbers = new Map<string, CaseNumbers>();
  let asked = 0;
  for (const [caseNo, planned] of ordered.entries()) {
    const { set, hash } = planned;
    const variants = [BASE_VARIANT, ...(planned.case.variants ?? []).map(({ id }) => id)].sort();
    const first = asked;
    const askedNo = new Map(variants.map((variant, index) => [variant, first + index]));
    asked += variants.length;
    numbers.set(caseKey(set, planned.case.id), { caseNo, askedNo });
    await context.put('planned_case', {
      case_no: caseNo,
      set_name: set,
      case_id: planned.case.id,
      case_hash: hash,
      body: JSON.stringify(planned.case),
    });
  }
  return numbers;
}

async function requireCount(context: RunContext, generated: number, planned: number): Promise<void> {
  const [row] = await context.db
    .selectFrom('trial')
    .select(({ fn }) => fn.countAll<number>().as('stored'))
    .execute();
  if (row?.stored === planned && generated === planned) return;
  throw new PreceptorError(
    'INTERNAL',
    `savePlan: expected ${planned} different trials; ${generated} were generated and ${String(row?.stored)} stored.`,
  );
}

function modelOrder(model: Plan['models'][number]): string {
  return `${model.version.model}\u001f${model.hash}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function incomplete(file: string): PreceptorError {
  return new PreceptorError(
    'RUN_INCOMPLETE',
    `${file}: expected a stored run with its whole plan; found a run that was stopped while its plan was written. No model was asked yet: start the run again.`,
  );
}

function otherPlan(file: string): PreceptorError {
  return new PreceptorError(
    'USAGE',
    `${file}: expected the plan that this run was begun with; found another one (cases, protocols, models or repeats have changed). Start it as a new run.`,
  );
}

function unplanned(trial: Trial, what: string): PreceptorError {
  return new PreceptorError('INTERNAL', `savePlan: trial ${trial.seq}: the plan does not hold ${what}`);
}

function isPlan(value: unknown): value is Plan {
  return hasFields(value, 'hash', 'suites', 'sets', 'protocols', 'models', 'trialCount', 'selection');
}
