import { describe, expect, it } from 'vitest';
import { beforePlan, corrupt, folderFault, storeFault, writeFault } from '../../src/store/store-fault.js';

const FILE = 'runs/one/run.sqlite';

function failed(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('storeFault', () => {
  it.each([
    ['begin', 'Nothing was stored of the run, and no model was asked.', 'then start the run again.'],
    ['write', 'What was reported as stored before is safe.', 'then resume the run.'],
  ] as const)('of a full disk, to %s: says what is stored and how to go on', (doing, left, remedy) => {
    const fault = storeFault(failed('SQLITE_FULL', 'database or disk is full'), FILE, doing);
    expect(fault).toMatchObject({
      code: 'STORE_WRITE',
      message: `${FILE}: writing failed (database or disk is full). ${left} Free disk space or mend the cause, ${remedy}`,
    });
  });

  it.each([
    ['begin', 'start the run again'],
    ['write', 'resume the run'],
  ] as const)('of a disk that is read-only, to %s: does not speak of its space', (doing, remedy) => {
    const fault = storeFault(failed('SQLITE_READONLY', 'attempt to write a readonly database'), FILE, doing);
    expect(fault.code).toBe('STORE_WRITE');
    expect(fault.message).toMatch(/^runs\/one: expected a folder that can be written; found /);
    expect(fault.message).toMatch(new RegExp(`mount the disk for writing, then ${remedy}\\.$`));
    expect(fault.message).not.toContain('space');
  });
});

describe('folderFault', () => {
  it.each(['EACCES', 'EPERM', 'EROFS'])('of %s: says that nobody may write there, and of no run', (code) => {
    const fault = folderFault('runs', failed(code, `${code}: mkdir 'runs'`));
    expect(fault).toMatchObject({
      code: 'STORE_WRITE',
      message: `runs: expected a folder that can be written; found that it cannot be (${code}: mkdir 'runs'). Give this user the right to write there, or mount the disk for writing, then start the run again.`,
    });
  });

  it('of a full disk: speaks of its space', () => {
    const { message } = folderFault('runs', failed('ENOSPC', 'no space left on device'));
    expect(message).toMatch(/Free disk space or mend the cause, then start the run again\.$/);
  });
});

describe('beforePlan', () => {
  it('words a failed write as one of a run that does not stand yet, and leaves every other fault', () => {
    const full = writeFault(FILE, 'full', 'write', failed('SQLITE_FULL', 'full'));
    expect(beforePlan(full, FILE)).toMatchObject({
      code: 'STORE_WRITE',
      message: expect.stringMatching(/start the run again\.$/),
    });
    const damaged = corrupt(FILE, 'no database');
    expect(beforePlan(damaged, FILE)).toBe(damaged);
  });
});

describe('corrupt', () => {
  it('asks for nothing that cannot be done', () => {
    expect(corrupt(FILE, 'no database').message).toMatch(
      /Restore the file from a copy, or start a new run\.$/,
    );
  });
});
