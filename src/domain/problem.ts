/** One thing that is wrong with a file from outside, said so that its author can mend it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Relative to the workspace. */
  readonly file: string;
  /** 1-based; null where the problem is of the whole file. */
  readonly line: number | null;
  readonly column: number | null;
  /** Path of the field: `criteria[0].grader`; empty for the whole document. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

export function formatProblem(problem: Problem): string {
  const { file, line, column, field, severity } = problem;
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  const what = field === '' ? '' : ` ${field}:`;
  return `${place}: ${severity}:${what} expected ${problem.expected}; found ${problem.found}. ${problem.remedy}`;
}
