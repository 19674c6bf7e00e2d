import { sql } from 'kysely';
import type { ReadTrial } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';
import { FIRST_PAGE_ROWS, nextPageSize } from './page-size.js';
import { listOf } from './planned-cases.js';
import { type PlannedTrialReader, TRIAL_COLUMNS } from './planned-trials.js';
import { toReading } from './reading-row.js';
import { charactersOf, RESPONSE_COLUMNS, toResponse } from './response-row.js';
import { PAGE_ROWS, type RunContext } from './run-context.js';
import type { StoredValues } from './stored-value.js';

/** Every planned trial (or those of `seqs`) in plan order, with its response and its reading in one set. */
export async function* readTrials(
  context: RunContext,
  reader: PlannedTrialReader,
  set: number,
  seqs: readonly number[] | undefined,
): AsyncGenerator<ReadTrial> {
  for (const chunk of chunksOf(seqs)) {
    let limit = FIRST_PAGE_ROWS;
    for (let after = -1; ; ) {
      const rows = await readPage(context, { set, seqs: chunk, after, limit });
      const last = rows.at(-1);
      if (last === undefined) break;
      const planned = await reader.toPlanned(rows);
      for (const [index, row] of rows.entries()) {
        const trial = planned[index];
        if (trial === undefined) throw new PreceptorError('INTERNAL', 'read: a page lost a row');
        yield {
          ...trial,
          response: responseOf(row, context.values),
          reading: readingOf(row, context.values),
        };
      }
      limit = nextPageSize(rows.length, charactersOf(rows));
      after = last.seq;
    }
  }
}

interface PageRequest {
  readonly set: number;
  readonly seqs: readonly number[] | null;
  readonly after: number;
  readonly limit: number;
}

async function readPage({ db }: RunContext, { set, seqs, after, limit }: PageRequest) {
  let query = db
    .selectFrom('trial')
    .leftJoin('attempt', (join) =>
      join.onRef('attempt.trial_seq', '=', 'trial.seq').on('attempt.final', '=', sql.lit(1)),
    )
    .leftJoin('reading', (join) =>
      join.onRef('reading.trial_seq', '=', 'trial.seq').on('reading.set_no', '=', set),
    )
    .select([
      ...TRIAL_COLUMNS,
      ...RESPONSE_COLUMNS,
      'reading.status as reading_status',
      'reading.answer',
      'reading.read_by',
      'reading.detail as reading_detail',
      'reading.confidences',
    ])
    .where('trial.seq', '>', after);
  if (seqs !== null) query = query.where('trial.seq', 'in', listOf(seqs));
  return query.orderBy('trial.seq').limit(limit).execute();
}
type ReadRow = Awaited<ReturnType<typeof readPage>>[number];

function responseOf(row: ReadRow, values: StoredValues): ReadTrial['response'] {
  const { status, origin, latency_ms } = row;
  if (status === null || origin === null || latency_ms === null) return null;
  return toResponse({ ...row, status, origin, latency_ms }, values);
}

function readingOf(row: ReadRow, values: StoredValues): ReadTrial['reading'] {
  const status = row.reading_status;
  return status === null ? null : toReading({ ...row, status, detail: row.reading_detail }, values);
}

/** Ascending and without doubles; one `null` stands for every trial. */
function chunksOf(seqs: readonly number[] | undefined): readonly (readonly number[] | null)[] {
  if (seqs === undefined) return [null];
  const ordered = [...new Set(seqs)].sort((a, b) => a - b);
  const chunks: (readonly number[])[] = [];
  for (let start = 0; start < ordered.length; start += PAGE_ROWS) {
    chunks.push(ordered.slice(start, start + PAGE_ROWS));
  }
  return chunks;
}
