import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors.js';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const FAILURE = pathToFileURL(join(DIST, 'cli', 'failure.js')).href;
const ERRORS = pathToFileURL(join(DIST, 'errors.js')).href;
const EXIT = { user: 2, run: 4, internal: 70 } as const;

/** What a process prints and exits with that reports this error: its streams are written to as they are. */
function report(error: string, json = false) {
  const script = `
    import { exitWith, reportFailure } from ${JSON.stringify(FAILURE)};
    import { PreceptorError } from ${JSON.stringify(ERRORS)};
    exitWith(reportFailure(${error}, ${json}));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

describe('reportFailure', () => {
  it.each(['user', 'run', 'internal'] as const)('exits by who has to act: %s', (kind) => {
    const code = Object.entries(ERROR_CODES).find(([, by]) => by === kind)?.[0];
    const { status, stderr, stdout } = report(
      `new PreceptorError(${JSON.stringify(code)}, 'expected; found.')`,
    );
    expect(status).toBe(EXIT[kind]);
    expect(stdout).toBe('');
    expect(stderr.startsWith(`preceptor: ${code}: expected; found.\n`)).toBe(true);
    expect(/^\s+at /m.test(stderr)).toBe(kind === 'internal');
  });

  it('keeps the stack and the cause of our own faults', () => {
    const { status, stderr } = report(`new TypeError('no such thing', { cause: new RangeError('too far') })`);
    expect(status).toBe(70);
    expect(stderr).toContain('preceptor: INTERNAL: no such thing');
    expect(stderr).toContain('caused by RangeError: too far');
  });

  it.each(['undefined', 'null', '"only words"', '{}'])('takes a thrown %s for our own fault', (thrown) => {
    expect(report(thrown).status).toBe(70);
  });

  it('is a document on standard output, too, where one is wanted', () => {
    const { stdout, stderr } = report(`new PreceptorError('USAGE', 'so not')`, true);
    expect(JSON.parse(stdout)).toEqual({
      preceptor: 'output@1',
      error: { code: 'USAGE', message: 'so not' },
    });
    expect(stderr).toContain('preceptor: USAGE: so not');
  });

  it('has an exit code for every code, and none is one of a decision', () => {
    expect(new Set(Object.values(ERROR_CODES))).toEqual(new Set(Object.keys(EXIT)));
    for (const exit of Object.values(EXIT)) expect([0, 1, 3]).not.toContain(exit);
  });
});
