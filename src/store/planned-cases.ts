import { sql } from 'kysely';
import type { Case } from '../domain/case.js';
import type { Hash } from '../domain/hash.js';
import type { PlannedCase } from '../domain/plan.js';
import { createBoundedCache } from './bounded-cache.js';
import { FIRST_PAGE_ROWS, nextPageSize } from './page-size.js';
import type { RunContext } from './run-context.js';
import type { SavedPlan } from './saved-plan.js';
import { hasFields } from './stored-value.js';

/** A variant of a case without its content. */
interface AskedCase {
  readonly caseNo: number;
  readonly set: string;
  readonly caseId: string;
  readonly variant: string;
  readonly hash: Hash;
  readonly cluster: string;
}

/** Looks up what the rows of a page point to; each case is parsed once while it is in use. */
export interface PlannedCaseReader {
  /** Every planned case, ordered by (set, case id). */
  cases(): AsyncIterable<PlannedCase>;
  loadAsked(numbers: readonly number[]): Promise<ReadonlyMap<number, AskedCase>>;
  loadCases(numbers: readonly number[]): Promise<ReadonlyMap<number, PlannedCase>>;
}

const ASKED_KEPT = 50_000;
const CASE_CHARACTERS_KEPT = 16 * 1024 * 1024;

export function createPlannedCaseReader(context: RunContext, plan: SavedPlan): PlannedCaseReader {
  const { db, values } = context;
  const askedCache = createBoundedCache<number, AskedCase>(ASKED_KEPT);
  const caseCache = createBoundedCache<number, PlannedCase>(CASE_CHARACTERS_KEPT);

  const toPlannedCase = (row: CaseRow): PlannedCase => ({
    set: row.set_name,
    case: values.json(row.body, isCase, `planned_case ${row.case_no}`),
    hash: values.hash(row.case_hash, 'planned_case.case_hash'),
  });

  async function* cases(): AsyncGenerator<PlannedCase> {
    await plan.dictionary();
    let limit = FIRST_PAGE_ROWS;
    for (let after = -1; ; ) {
      const rows = await db
        .selectFrom('planned_case')
        .select(CASE_COLUMNS)
        .where('case_no', '>', after)
        .orderBy('case_no')
        .limit(limit)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      for (const row of rows) yield toPlannedCase(row);
      limit = nextPageSize(
        rows.length,
        rows.reduce((sum, { body }) => sum + body.length, 0),
      );
      after = last.case_no;
    }
  }

  const loadAsked = (numbers: readonly number[]): Promise<ReadonlyMap<number, AskedCase>> =>
    gather(numbers, askedCache.get, async (missing, keep) => {
      const rows = await db
        .selectFrom('asked')
        .innerJoin('planned_case', 'planned_case.case_no', 'asked.case_no')
        .select(['asked_no', 'asked.case_no', 'set_name', 'case_id', 'variant', 'asked_hash', 'cluster'])
        .where('asked_no', 'in', listOf(missing))
        .execute();
      for (const row of rows) {
        const asked = {
          caseNo: row.case_no,
          set: row.set_name,
          caseId: row.case_id,
          variant: row.variant,
          hash: values.hash(row.asked_hash, 'asked.asked_hash'),
          cluster: row.cluster,
        };
        askedCache.set(row.asked_no, asked, 1);
        keep(row.asked_no, asked);
      }
    });

  const loadCases = (numbers: readonly number[]): Promise<ReadonlyMap<number, PlannedCase>> =>
    gather(numbers, caseCache.get, async (missing, keep) => {
      const rows = await db
        .selectFrom('planned_case')
        .select(CASE_COLUMNS)
        .where('case_no', 'in', listOf(missing))
        .execute();
      for (const row of rows) {
        const planned = toPlannedCase(row);
        caseCache.set(row.case_no, planned, row.body.length);
        keep(row.case_no, planned);
      }
    });

  return { cases, loadAsked, loadCases };
}

const CASE_COLUMNS = ['case_no', 'set_name', 'case_hash', 'body'] as const;

interface CaseRow {
  readonly case_no: number;
  readonly set_name: string;
  readonly case_hash: string;
  readonly body: string;
}

/** What the page needs: from the cache, the rest in one query; held by the page, so that the cache may forget. */
async function gather<V>(
  numbers: readonly number[],
  cached: (number: number) => V | undefined,
  load: (missing: readonly number[], keep: (number: number, value: V) => void) => Promise<void>,
): Promise<ReadonlyMap<number, V>> {
  const found = new Map<number, V>();
  const missing = new Set<number>();
  for (const number of numbers) {
    if (found.has(number) || missing.has(number)) continue;
    const value = cached(number);
    if (value === undefined) missing.add(number);
    else found.set(number, value);
  }
  if (missing.size > 0) await load([...missing], (number, value) => found.set(number, value));
  return found;
}

/** A list as one bind, so that the statement is the same for every length. */
export function listOf(numbers: readonly number[]) {
  return sql<number>`(select value from json_each(${JSON.stringify(numbers)}))`;
}

function isCase(value: unknown): value is Case {
  return hasFields(value, 'id', 'turns', 'criteria', 'primary');
}
