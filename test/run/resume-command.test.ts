import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resumeCommand } from '../../src/run/resume-command.js';

describe('resumeCommand', () => {
  it('names no workspace where it is the folder that the process was started in', () => {
    expect(resumeCommand('r-1', process.cwd())).toBe('preceptor run --resume r-1');
    expect(resumeCommand('r-1', '.')).toBe('preceptor run --resume r-1');
  });

  it('names any other whole, so that the command works from every folder', () => {
    expect(resumeCommand('r-1', '/srv/ward')).toBe('preceptor run -C /srv/ward --resume r-1');
    expect(resumeCommand('r-1', 'ward')).toBe(`preceptor run -C ${join(process.cwd(), 'ward')} --resume r-1`);
  });

  it.each([
    ['/srv/my ward', "'/srv/my ward'"],
    ["/srv/o'neil", "'/srv/o'\\''neil'"],
    ['/srv/$HOME', "'/srv/$HOME'"],
  ])('quotes %s for the shell', (folder, quoted) => {
    expect(resumeCommand('r-1', folder)).toBe(`preceptor run -C ${quoted} --resume r-1`);
  });
});
