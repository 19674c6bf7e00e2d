import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { caseKey } from '../domain/plan.js';
import type { RecordedResponse, RecordedVerdict } from '../domain/recorded.js';
import type { Trial } from '../domain/trial.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { PreceptorError } from '../errors.js';
import type { Parsed } from '../schema/schemas.js';
import { splitLines } from './line-splitter.js';
import { invalid, parseRecordedLine, type RecordedKind } from './recorded-line.js';
import type { WorkspaceFile } from './workspace-file.js';

/** Which trial a record belongs to. */
type RecordAddress = Pick<
  RecordedResponse | RecordedVerdict,
  'set' | 'case' | 'variant' | 'step' | 'protocol' | 'repeat'
>;

/** Longest line of a file of recorded responses. */
const MAX_RECORDED_BYTES = 16 * 1024 * 1024;

/** Where the record of each trial stands in its file; holds addresses and offsets, no text. */
export interface RecordedIndex {
  /** SHA-256 of the file that was indexed, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Records in the file. */
  readonly size: number;
  /** @param of - what the record is of beside the trial; empty for responses, model and criterion for verdicts */
  find(trial: Trial, of: string): LineSpan | null;
}

/** How one kind of record says what it is of, beside the trial. */
interface RecordOf<K extends RecordedKind> {
  readonly kind: K;
  readonly of: (record: Parsed<K>) => string;
  /** What stands beside `variant`, `step` and the rest in messages. */
  readonly noun: string;
}

export const RESPONSE_RECORDS: RecordOf<'recorded-response'> = {
  kind: 'recorded-response',
  of: () => '',
  noun: 'response',
};

export const VERDICT_RECORDS: RecordOf<'recorded-verdict'> = {
  kind: 'recorded-verdict',
  of: ({ model, criterion }) => verdictOf(model, criterion),
  noun: 'verdict',
};

/** What a recorded verdict is of. */
export function verdictOf(model: string, criterion: string): string {
  return `${model}/${criterion}`;
}

export interface LineSpan {
  /** 1-based. */
  readonly line: number;
  /** Bytes from the start of the file. */
  readonly start: number;
  readonly end: number;
}

/**
 * Indexes a file of recorded responses or verdicts in one pass, checking every line.
 * A record that leaves out its set or protocol answers for all of them, unless another record names them.
 *
 * @throws PreceptorError `INPUT_INVALID` for a broken line, or for two lines with one address (both are named);
 *   `INPUT_TOO_LARGE` for a line over 16 MiB; `INPUT_UNREADABLE` where the file cannot be read
 */
export async function indexRecords<K extends RecordedKind>(
  file: WorkspaceFile,
  records: RecordOf<K>,
): Promise<RecordedIndex> {
  const lineOf = new Map<string, number>();
  const starts: number[] = [];
  const splitter = splitLines(MAX_RECORDED_BYTES, {
    line(bytes, offset) {
      starts.push(offset);
      const place = { file: file.relative, line: starts.length };
      const record = parseRecordedLine(records.kind, bytes, place);
      if (record === null) return;
      const address = `${addressOf(record)}/${records.of(record)}`;
      const before = lineOf.get(address);
      if (before !== undefined) {
        throw invalid(place, {
          expected: `one ${records.noun} for each trial`,
          found: `the trial of line ${before} again (${describe(record)})`,
          remedy: 'Remove one of the two lines, or give them different `repeat` or `protocol`.',
        });
      }
      lineOf.set(address, starts.length);
    },
    tooLong() {
      throw new PreceptorError(
        'INPUT_TOO_LARGE',
        `${file.relative}:${starts.length + 1}: expected a line of at most 16 MiB. Shorten the record.`,
      );
    },
  });
  const { sha256, bytes } = await stream(file, splitter);
  starts.push(bytes);
  return { sha256, size: lineOf.size, find: (trial, of) => spanOf(trial, of, lineOf, starts) };
}

async function stream(
  file: WorkspaceFile,
  splitter: { push(chunk: Uint8Array): void; end(): void },
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file.absolute, { highWaterMark: 1 << 20 })) {
      hash.update(chunk);
      bytes += chunk.length;
      splitter.push(chunk);
    }
    splitter.end();
  } catch (error) {
    if (error instanceof PreceptorError) throw error;
    throw new PreceptorError(
      'INPUT_UNREADABLE',
      `${file.relative}: expected a readable file of records; ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
  return { sha256: hash.digest('hex'), bytes };
}

function spanOf(
  trial: Trial,
  of: string,
  lineOf: ReadonlyMap<string, number>,
  starts: readonly number[],
): LineSpan | null {
  const { caseId, variant, step, repeat } = trial;
  for (const set of [trial.set, ANY]) {
    for (const protocol of [trial.protocol, ANY]) {
      const line = lineOf.get(`${address(set, caseId, variant, step, protocol, repeat)}/${of}`);
      const start = starts[(line ?? 0) - 1];
      const end = line === undefined ? undefined : starts[line];
      if (line !== undefined && start !== undefined && end !== undefined) return { line, start, end };
    }
  }
  return null;
}

/** No name is empty, so this stands for a part that the record leaves open. */
const ANY = '';

function addressOf(record: RecordAddress): string {
  const { set = ANY, variant = BASE_VARIANT, step = 0, protocol = ANY, repeat = 0 } = record;
  return address(set, record.case, variant, step, protocol, repeat);
}

function address(
  set: string,
  caseId: string,
  variant: string,
  step: number,
  protocol: string,
  repeat: number,
): string {
  return `${set}/${caseId}/${variant}/${step}/${protocol}/${repeat}`;
}

function describe(record: RecordAddress): string {
  const { set, variant = BASE_VARIANT, step = 0, protocol, repeat = 0 } = record;
  const name = set === undefined ? record.case : caseKey(set, record.case);
  return `case ${name}, variant ${variant}, step ${step}, protocol ${protocol ?? 'any'}, repeat ${repeat}`;
}
