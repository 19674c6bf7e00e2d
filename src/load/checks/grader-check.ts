import type { Grader } from '../../domain/grader.js';
import { PreceptorError } from '../../errors.js';
import { showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';
import { checkPath, resolveInside } from '../workspace-path.js';

/** What a grader's schema cannot say: that its file of verdicts is one of the workspace, or that a scale has levels that are not critical. */
export function checkGrader(located: Located<Grader>, root: string, report: Report): void {
  const grader = located.value;
  if (grader.kind === 'scale' && (grader.critical ?? 0) >= grader.levels.length) {
    report(
      problemAt(located, ['critical'], {
        expected: `fewer than the ${grader.levels.length} levels`,
        found: String(grader.critical),
        remedy: 'Say how many of the first levels are critical to miss; the last never is.',
      }),
    );
  }
  if (grader.kind !== 'recorded') return;
  const found = showValue(grader.verdicts);
  try {
    resolveInside(root, grader.verdicts);
  } catch (error) {
    if (!(error instanceof PreceptorError)) throw error;
    const remedy = 'Copy the file into the workspace and name it relative to that.';
    report(problemAt(located, ['verdicts'], { expected: 'a file inside the workspace', found, remedy }));
    return;
  }
  if (checkPath({ root, path: grader.verdicts, prefix: '' }, 'file').status === 'found') return;
  const remedy = 'Bring the verdicts in with `preceptor import verdicts`.';
  report(
    problemAt(located, ['verdicts'], {
      severity: 'warning',
      expected: 'a file of verdicts',
      found: `${found}, which is not there`,
      remedy,
    }),
  );
}
