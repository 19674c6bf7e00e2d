import type { Confidence, Reading } from '../domain/reading.js';
import type { ReadingRow, RunDatabase } from './run-database.js';
import { hasFields, type StoredValues } from './stored-value.js';

const STATUSES = ['read', 'refused', 'unreadable'] as const;

export function toReadingRow(set: number, trialSeq: number, reading: Reading): RunDatabase['reading'] {
  const read = reading.status === 'read' ? reading : null;
  return {
    set_no: set,
    trial_seq: trialSeq,
    status: reading.status,
    answer: read === null ? null : read.answer,
    read_by: reading.status === 'unreadable' ? null : reading.by,
    detail: reading.status === 'unreadable' ? reading.detail : null,
    confidences: read === null || read.confidences.length === 0 ? null : JSON.stringify(read.confidences),
  };
}

export function toReading(row: ReadingRow, values: StoredValues): Reading {
  const status = values.word(STATUSES, row.status, 'reading.status');
  switch (status) {
    case 'read':
      return {
        status,
        answer: values.text(row.answer, 'reading.answer'),
        by: values.text(row.read_by, 'reading.read_by'),
        confidences:
          row.confidences === null ? [] : values.json(row.confidences, isConfidences, 'reading.confidences'),
      };
    case 'refused':
      return { status, by: values.text(row.read_by, 'reading.read_by') };
    case 'unreadable':
      return { status, detail: values.text(row.detail, 'reading.detail') };
  }
}

function isConfidences(value: unknown): value is readonly Confidence[] {
  return Array.isArray(value) && value.every((one) => hasFields(one, 'source', 'value'));
}
