import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { isObject, listOf, ROOT } from './preceptor.js';

const KILLS = 5;

it('ends with exactly the planned trials and the same decision, whenever it is killed', {
  timeout: 300_000,
}, async () => {
  const size = ['--kills', String(KILLS), '--cases', '200', '--repeats', '3', '--seed', '7'];
  const bench = spawn(process.execPath, [join(ROOT, 'bench', 'kill-resume.mjs'), ...size, '--json']);
  const report: unknown = JSON.parse(await text(bench.stdout));
  if (!isObject(report)) throw new TypeError('expected a report');
  expect(report.faults).toEqual([]);
  expect(report.planned).toBe(1200);
  expect(listOf(report, 'kills')).toHaveLength(KILLS);
  for (const run of listOf(report, 'runs')) {
    expect(run).toMatchObject({ planned: 1200, stored: 1200, missing: 0, doubled: 0 });
    expect(run.askedAgainAlthoughStored).toBe(0);
  }
});
