import {
  type Measurement,
  type Missing,
  type UnitIdentity,
  type UnitValue,
  unitKey,
} from '../domain/measurement.js';
import type { ConfidenceSource } from '../domain/protocol.js';
import type { MeasurementRow, RunDatabase } from './run-database.js';
import { hasFields, type StoredValues } from './stored-value.js';

type Value = UnitValue | Missing;
type Series = Extract<UnitValue, { kind: 'series' }>;
type ValueColumns = Pick<MeasurementRow, 'kind' | 'first' | 'second' | 'label'>;

const KINDS = [
  'mean',
  'ratio',
  'forecast',
  'ordinal',
  'events',
  'series',
  'missing',
] as const satisfies readonly Value['kind'][];
const SOURCES = ['verbalised', 'logprob', 'self-consistency'] as const satisfies readonly ConfidenceSource[];
const REASONS = [
  'infrastructure',
  'run',
  'grader',
  'model',
  'not-applicable',
] as const satisfies readonly Missing['reason'][];

/** mean: y, weight; ratio: numerator, denominator; forecast: f, o, source; ordinal: reference, assigned; events: events, trials. */
function toValueColumns(value: Value): ValueColumns {
  const { kind } = value;
  switch (value.kind) {
    case 'mean':
      return { kind, first: value.y, second: value.weight, label: null };
    case 'ratio':
      return { kind, first: value.numerator, second: value.denominator, label: null };
    case 'forecast':
      return { kind, first: value.f, second: value.o, label: value.source };
    case 'ordinal':
      return { kind, first: value.reference, second: value.assigned, label: null };
    case 'events':
      return { kind, first: value.events, second: value.trials, label: null };
    case 'series': {
      const { times, values, eventTime } = value;
      return { kind, first: null, second: null, label: JSON.stringify({ times, values, eventTime }) };
    }
    case 'missing':
      return { kind, first: null, second: null, label: value.reason };
  }
}

function toUnitValue(row: ValueColumns, values: StoredValues): Value {
  const kind = values.word(KINDS, row.kind, 'measurement.kind');
  if (kind === 'missing') return { kind, reason: values.word(REASONS, row.label, 'measurement.label') };
  if (kind === 'series') {
    return { kind, ...values.json(row.label, isSeries, 'measurement.label') };
  }
  const first = values.number(row.first, 'measurement.first');
  if (kind === 'ordinal') return { kind, reference: first, assigned: row.second };
  const second = values.number(row.second, 'measurement.second');
  switch (kind) {
    case 'mean':
      return { kind, y: first, weight: second };
    case 'ratio':
      return { kind, numerator: first, denominator: second };
    case 'forecast': {
      const source = values.word(SOURCES, row.label, 'measurement.label');
      return { kind, f: first, o: second === 1 ? 1 : 0, source };
    }
    case 'events':
      return { kind, events: first, trials: second };
  }
}

export function toMeasurementRow(
  measurement: Measurement,
  numbers: Pick<RunDatabase['measurement'], 'analysis_no' | 'model_no' | 'protocol_no'>,
): RunDatabase['measurement'] {
  const { coverage } = measurement;
  const { kind, first, second, label } = toValueColumns(measurement.value);
  return {
    analysis_no: numbers.analysis_no,
    model_no: numbers.model_no,
    unit_key: unitKey(measurement.unit),
    protocol_no: numbers.protocol_no,
    cluster: measurement.cluster,
    case_hash: measurement.caseHash,
    grading_hash: measurement.gradingHash,
    kind,
    first,
    second,
    label,
    planned: coverage.planned,
    answered: coverage.answered,
    read: coverage.read,
    graded: coverage.graded,
  };
}

export function toMeasurement(
  row: MeasurementRow,
  parts: Pick<Measurement, 'model' | 'modelHash' | 'protocolHash'>,
  values: StoredValues,
): Measurement {
  const { planned, answered, read, graded } = row;
  return {
    unit: toUnit(row.unit_key, values),
    ...parts,
    cluster: row.cluster,
    caseHash: values.hash(row.case_hash, 'measurement.case_hash'),
    gradingHash: values.hash(row.grading_hash, 'measurement.grading_hash'),
    value: toUnitValue(row, values),
    coverage: { planned, answered, read, graded },
  };
}

/** The inverse of the domain's `unitKey`: its parts are names, which never hold the separator. */
function toUnit(unitKey: string, values: StoredValues): UnitIdentity {
  const [protocol, set, caseId, variant, step, ...rest] = unitKey.split('\u001f');
  const whole = rest.length === 0 ? (step ?? null) : null;
  const part = (text: string | undefined): string => values.text(text ?? null, 'measurement.unit_key');
  return {
    set: part(set),
    caseId: part(caseId),
    variant: part(variant),
    step: Number(values.text(whole, 'measurement.unit_key')),
    protocol: part(protocol),
  };
}

function isSeries(value: unknown): value is Omit<Series, 'kind'> {
  return hasFields(value, 'times', 'values', 'eventTime');
}
