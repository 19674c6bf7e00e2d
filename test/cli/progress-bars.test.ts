import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const MODULE = pathToFileURL(join(import.meta.dirname, '..', '..', 'dist', 'cli', 'progress-bars.js')).href;

function progress(isTerminal: boolean, steps: string) {
  const script = `
    import { progressBars } from ${JSON.stringify(MODULE)};
    const progress = progressBars(${isTerminal});
    ${steps}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

const STEPS = `
  progress.begin('ask', [{ name: 'alpha', total: 4, done: 1, failed: 1 }, { name: 'zeta', total: 2, done: 2, failed: 0 }]);
  progress.advance('alpha', true);
  progress.advance('alpha', false);
  progress.advance('nobody', true);
  progress.end();`;

describe('progressBars', () => {
  it('writes plain lines on standard error, one for each model version at the end', () => {
    const { stdout, stderr, status } = progress(false, STEPS);
    expect(status).toBe(0);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ask alpha: 3\/4, \d+\/s, left \d+ s, failed 2$/);
    expect(lines[1]).toBe('ask zeta: 2/2, 0/s, left not known, failed 0');
  });

  it('says what a priced model version has cost, and what is left at the mean of its trials so far', () => {
    const { stderr } = progress(
      false,
      `progress.begin('ask', [
        { name: 'alpha', total: 4, done: 1, failed: 0, spent: { currency: 'USD', amount: 2 } },
        { name: 'beta', total: 2, done: 0, failed: 0, spent: { currency: 'EUR', amount: 0 } },
      ]);
      progress.spend('alpha', 1);
      progress.spend('nobody', 9);
      progress.advance('alpha', true);
      progress.end();`,
    );
    const lines = stderr.replaceAll('\u00a0', ' ').trim().split('\n');
    expect(lines[0]).toMatch(/, failed 0, cost 3\.00 USD, about 3\.00 USD left$/);
    expect(lines[1]).toMatch(/, failed 0, cost 0 EUR$/);
  });

  it('draws a bar for each model version, with the time and the cost that are left', () => {
    const { stdout, stderr, status } = progress(
      true,
      `let now = 0;
      Date.now = () => now;
      Object.assign(process.stderr, { isTTY: true, columns: 80 });
      progress.begin('ask', [
        { name: 'alpha', total: 4, done: 1, failed: 1, spent: { currency: 'USD', amount: 2 } },
        { name: 'zeta', total: 9, done: 1, failed: 0 },
      ]);
      now = 90_000;
      progress.spend('alpha', 1);
      progress.advance('alpha', true);
      progress.advance('zeta', false);
      progress.end();`,
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    const drawn = stderr.replaceAll('\u00a0', ' ').split('\n');
    const barOf = (name: string) => drawn.find((line) => line.includes(`ask ${name} `)) ?? '';
    // One trial took 90 s and two are left; 3 USD were spent on two.
    for (const words of ['50%', '2/4', 'left 3m0s', 'failed 1', 'cost 3.00 USD, about 3.00 USD left'])
      expect(barOf('alpha')).toContain(words);
    // Seven are left, and it has no price.
    for (const words of ['22%', '2/9', 'left 10m30s', 'failed 1']) expect(barOf('zeta')).toContain(words);
    expect(barOf('zeta')).not.toContain('cost');
  });

  it('says nothing where nothing was begun', () => {
    expect(progress(false, 'progress.end();')).toMatchObject({ status: 0, stderr: '' });
    expect(progress(true, 'progress.end();')).toMatchObject({ status: 0, stderr: '' });
  });

  it('draws bars without breaking where the stream turns out to be no terminal', () => {
    expect(progress(true, STEPS)).toMatchObject({ status: 0, stdout: '' });
  });
});
