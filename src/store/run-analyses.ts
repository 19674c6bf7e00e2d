import { type Measurement, unitKey } from '../domain/measurement.js';
import type { Store } from '../domain/ports/store.js';
import type { AnalysisId, Correction, MissingPolicy } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { toMeasurement, toMeasurementRow } from './measurement-row.js';
import { complete, isComplete, PAGE_ROWS, type RunContext } from './run-context.js';
import { COLUMNS } from './run-database.js';
import type { SavedPlan } from './saved-plan.js';
import { isAnalysisId, isGradingSetId } from './set-id.js';
import { createSetNumbers } from './set-number.js';

type AnalysisMethods = Pick<
  Store,
  'openAnalysis' | 'putMeasurement' | 'closeAnalysis' | 'analyses' | 'measurements'
>;

const MISSING = ['ite', 'complete', 'best', 'worst'] as const satisfies readonly MissingPolicy[];
const CORRECTIONS = ['none', 'ppi', 'lee'] as const satisfies readonly Correction[];

export function analysisMethods(context: RunContext, plan: SavedPlan): AnalysisMethods {
  const { db, values } = context;
  const numbers = createSetNumbers('analysis', () =>
    db.selectFrom('analysis').select(['analysis_no as number', 'id']).execute(),
  );

  async function* measurements(analysis: AnalysisId, modelHash: string): AsyncGenerator<Measurement> {
    await context.flush();
    const number = await numbers.require(analysis);
    const { modelNo, models, protocols } = await plan.dictionary();
    const model = modelNo.get(modelHash);
    const named = model === undefined ? undefined : models.get(model);
    if (model === undefined || named === undefined) return;
    for (let after = ''; ; ) {
      const rows = await db
        .selectFrom('measurement')
        .select(COLUMNS.measurement)
        .where('analysis_no', '=', number)
        .where('model_no', '=', model)
        .where('unit_key', '>', after)
        .orderBy('unit_key')
        .limit(PAGE_ROWS)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      for (const row of rows) {
        const protocol = protocols.get(row.protocol_no);
        const protocolHash = values.hash(String(protocol?.hash), 'measurement.protocol_no');
        yield toMeasurement(row, { model: named.name, modelHash: named.hash, protocolHash }, values);
      }
      after = last.unit_key;
    }
  }

  return {
    async openAnalysis(analysis) {
      const { number, isNew } = await numbers.assign(analysis.id);
      if (isNew) {
        await context.put('analysis', {
          analysis_no: number,
          id: analysis.id,
          grading_set: analysis.gradingSet,
          metric: analysis.metric,
          metric_hash: analysis.metricHash,
          missing: analysis.missing,
          correction: analysis.correction,
        });
      }
      return { complete: await isComplete(context, 'analysis', analysis.id) };
    },
    async putMeasurement(analysis, measurement) {
      const { unit, modelHash, protocolHash } = measurement;
      const { modelNo, protocolNo, protocols } = await plan.dictionary();
      const model_no = modelNo.get(modelHash);
      const protocol_no = protocolNo.get(unit.protocol);
      if (model_no === undefined || protocol_no === undefined)
        throw unplanned(measurement, 'model or protocol');
      if (protocols.get(protocol_no)?.hash !== protocolHash) throw unplanned(measurement, 'protocolHash');
      await numbers.with(analysis, (analysis_no) =>
        context.put('measurement', toMeasurementRow(measurement, { analysis_no, model_no, protocol_no })),
      );
    },
    async closeAnalysis(analysis) {
      await numbers.require(analysis);
      await complete(context, 'analysis', analysis);
    },
    async analyses() {
      await context.flush();
      const rows = await db.selectFrom('analysis').select(COLUMNS.analysis).orderBy('analysis_no').execute();
      return rows.map((row) => ({
        id: values.id(row.id, isAnalysisId, 'analysis.id'),
        gradingSet: values.id(row.grading_set, isGradingSetId, 'analysis.grading_set'),
        metric: row.metric,
        metricHash: values.hash(row.metric_hash, 'analysis.metric_hash'),
        missing: values.word(MISSING, row.missing, 'analysis.missing'),
        correction: values.word(CORRECTIONS, row.correction, 'analysis.correction'),
      }));
    },
    measurements,
  };
}

function unplanned(measurement: Measurement, what: string): PreceptorError {
  return new PreceptorError(
    'INTERNAL',
    `putMeasurement: ${unitKey(measurement.unit).replaceAll('\u001f', ' / ')}: expected a ${what} of the run's plan; found another`,
  );
}
