import { resolve } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { collect, positiveNumber, wholeNumber, withCommon, withDecision } from '../../src/cli/arguments.js';
import { program } from '../../src/cli/program.js';
import { VERBS } from '../../src/cli/verbs.js';

describe('wholeNumber', () => {
  it.each([
    ['1', 1],
    ['12', 12],
    ['1e3', 1000],
  ])('takes %s', (text, value) => {
    expect(wholeNumber(1)(text)).toBe(value);
  });

  it.each(['0', '-1', '1.5', 'three', '', ' ', 'NaN', 'Infinity'])('refuses %j', (text) => {
    expect(() => wholeNumber(1)(text)).toThrow('expected a whole number of at least 1');
  });
});

describe('positiveNumber', () => {
  it.each([
    ['0.5', 0.5],
    ['12', 12],
  ])('takes %s', (text, value) => {
    expect(positiveNumber(text)).toBe(value);
  });

  it.each(['0', '-1', 'five', '', 'NaN', 'Infinity', '5 USD'])('refuses %j', (text) => {
    expect(() => positiveNumber(text)).toThrow('expected a number above 0');
  });
});

describe('options', () => {
  it('collects what is given several times, in order', () => {
    expect(['a', 'b'].reduce<readonly string[]>((all, one) => collect(one, all), [])).toEqual(['a', 'b']);
  });

  it.each([
    [[], process.cwd()],
    [['-C', 'sub/folder'], resolve('sub/folder')],
    [['--workspace', '/elsewhere'], '/elsewhere'],
  ])('%j: the workspace', (given, workspace) => {
    const command = withCommon(new Command());
    expect(command.parse(given, { from: 'user' }).opts()).toEqual({ workspace, json: false });
  });

  it('decides only where it is told to accept advice', () => {
    const command = withDecision(new Command());
    expect(command.parse([], { from: 'user' }).opts()).toEqual({ advisory: false });
  });
});

describe('program', () => {
  it('has every verb by its name, each with a description and --json', () => {
    const commands = program().commands;
    expect(commands.map((command) => command.name())).toEqual(Object.keys(VERBS));
    for (const command of commands) {
      expect(command.description()).not.toBe('');
      expect(command.options.map((option) => option.long)).toContain('--json');
    }
  });

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['run', '--frobnicate'], "unknown option '--frobnicate'"],
    [['why'], "missing required argument 'case'"],
    [['import', 'cases', 'file'], '--map'],
    [['cache', 'nothing'], 'Allowed choices are clear. See preceptor --help.'],
    [[], 'expected a verb: init, validate'],
  ])('%j is wrong use', async (given, message) => {
    await expect(program().parseAsync(given, { from: 'user' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message),
    });
  });
});
