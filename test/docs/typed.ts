import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { PROJECT, type Step } from './page.js';

const CLI = join(PROJECT, 'dist/cli/main.js');

/** Where the published files lie that some pages use; they do not come with Preceptor. */
export const DATA = process.env.PRECEPTOR_DATA ?? join(PROJECT, '../shared/data');

/** A fresh folder in which commands are typed one after another, with `preceptor` on the PATH; removed at the end. */
export class Typed implements Disposable {
  readonly #root = realpathSync(mkdtempSync(join(tmpdir(), 'preceptor-docs-')));
  #folder = join(this.#root, 'here');

  constructor() {
    if (!existsSync(CLI)) throw new Error('dist/cli/main.js is not there: run `npm run build` first');
    mkdirSync(join(this.#root, 'bin'));
    mkdirSync(this.#folder);
    symlinkSync(join(PROJECT, 'examples'), join(this.#folder, 'examples'));
    const shim = `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`;
    writeFileSync(join(this.#root, 'bin/preceptor'), shim, { mode: 0o755 });
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true });
  }

  /** Types one command; `cd` holds for those that follow. */
  async type(
    command: string,
  ): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
    const here = join(this.#root, 'where');
    const script = `${command}\ncode=$?\npwd >'${here}'\nexit $code`;
    const env = {
      ...process.env,
      PATH: `${join(this.#root, 'bin')}${delimiter}${process.env.PATH}`,
      PRECEPTOR: join(this.#root, 'bin/preceptor'),
      PRECEPTOR_DATA: DATA,
    };
    const options = { cwd: this.#folder, env, maxBuffer: 2 ** 28 };
    const done = await new Promise<{ exit: number; out: string; err: string }>((resolve) => {
      execFile('sh', ['-c', script], options, (error, out, err) =>
        resolve({ exit: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
      );
    });
    this.#folder = readFileSync(here, 'utf8').trimEnd();
    return done;
  }

  /** Does what a page says, and holds what it shows against what comes of it. */
  async follow(steps: readonly Step[]): Promise<void> {
    let printed = { block: 0, all: '', last: '' };
    for (const step of steps) {
      if (step.kind === 'file') this.#file(step.name, step.text);
      else if (step.kind === 'printed')
        expectPrinted(step.language === 'json' ? printed.last : printed.all, step);
      else {
        const { exit, out, err } = await this.type(step.text);
        expect({ command: step.text, exit, err: exit === step.exit ? '' : err }).toEqual({
          command: step.text,
          exit: step.exit,
          err: '',
        });
        const before = printed.block === step.block ? printed.all : '';
        printed = { block: step.block, all: before + out + err, last: out };
      }
    }
  }

  #file(name: string, text: string): void {
    const file = join(this.#folder, name);
    if (existsSync(file)) expect(readFileSync(file, 'utf8'), name).toBe(text);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** What differs from run to run, or from machine to machine. */
function steady(text: string): string {
  return text
    .replace(/\d{8}T\d{9}Z-[0-9a-f]{12}/g, '<run>')
    .replace(/sha256:[0-9a-f]{64}/g, 'sha256:<hash>')
    .replace(/\b([rg])-[0-9a-f]{12}\b/g, '$1-<id>')
    .replace(/[^\S\n]+/g, ' ')
    .trimEnd();
}

function expectPrinted(
  out: string,
  { language, text }: { readonly language: string; readonly text: string },
) {
  if (language === 'json') {
    const shown: unknown = JSON.parse(text);
    const real: unknown = JSON.parse(out);
    if (!contains(real, shown)) expect(real).toEqual(shown);
    return;
  }
  const real = steady(out)
    .split('\n')
    .map((line) => line.trimEnd());
  for (const line of steady(text).split('\n')) {
    const wanted = line.trimEnd();
    if (wanted === '' || wanted === '…') continue;
    const isThere = wanted.endsWith('…')
      ? real.some((one) => one.startsWith(wanted.slice(0, -1).trimEnd()))
      : real.includes(wanted);
    if (!isThere) expect(real.join('\n')).toContain(wanted);
  }
}

/** Whether a shortened document shows what stands in the whole: every field and entry that it has is there. */
function contains(real: unknown, shown: unknown): boolean {
  if (typeof shown === 'string' && typeof real === 'string') {
    const wanted = steady(shown);
    return wanted.endsWith('…')
      ? steady(real).startsWith(wanted.slice(0, -1).trimEnd())
      : steady(real) === wanted;
  }
  if (Array.isArray(shown)) {
    return Array.isArray(real) && shown.every((one) => real.some((other) => contains(other, one)));
  }
  if (typeof shown !== 'object' || shown === null) return real === shown;
  if (typeof real !== 'object' || real === null) return false;
  const fields = new Map<string, unknown>(Object.entries(real));
  return Object.entries(shown).every(
    ([name, value]) => fields.has(name) && contains(fields.get(name), value),
  );
}
