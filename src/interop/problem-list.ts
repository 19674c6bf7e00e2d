import type { Problem } from '../domain/problem.js';

/** How many problems are kept to be shown; the others are counted. */
const PROBLEMS_SHOWN = 100;

export interface ProblemList {
  add(problem: Omit<Problem, 'severity' | 'column'> & { readonly column?: number }): void;
  count(): number;
  shown(): readonly Problem[];
}

export function problemList(): ProblemList {
  const shown: Problem[] = [];
  let count = 0;
  return {
    add(problem) {
      count += 1;
      if (shown.length < PROBLEMS_SHOWN) shown.push({ severity: 'error', column: null, ...problem });
    },
    count: () => count,
    shown: () => shown,
  };
}
