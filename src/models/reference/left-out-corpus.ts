import type { ReferenceCase, ReferenceCorpus } from '../model-context.js';

/**
 * The cases that a reference model may learn from. Sorted, so that the order in which they came decides nothing, and by
 * cluster first, so that leaving a cluster out is leaving out one range.
 */
export interface LeftOutCorpus {
  readonly cases: ReferenceCorpus;
  /** The range of a cluster's cases: `start` included, `end` not; empty for a cluster that has none. */
  rangeOf(cluster: string): CaseRange;
}

interface CaseRange {
  readonly start: number;
  readonly end: number;
}

/** A cluster's name counts across sets: the same patient in another set is left out too. */
export async function collectCorpus(
  source: AsyncIterable<ReferenceCase> | Iterable<ReferenceCase>,
): Promise<LeftOutCorpus> {
  const cases: ReferenceCase[] = [];
  for await (const one of source) cases.push(one);
  cases.sort(
    (a, b) =>
      compare(a.cluster, b.cluster) ||
      compare(a.set, b.set) ||
      compare(a.caseId, b.caseId) ||
      compare(a.answer, b.answer),
  );
  const ranges = new Map<string, { readonly start: number; end: number }>();
  for (const [index, { cluster }] of cases.entries()) {
    const range = ranges.get(cluster);
    if (range === undefined) ranges.set(cluster, { start: index, end: index + 1 });
    else range.end = index + 1;
  }
  return { cases, rangeOf: (cluster) => ranges.get(cluster) ?? { start: 0, end: 0 } };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
