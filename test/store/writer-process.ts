import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPTS = new URL('../fixtures/store/', import.meta.url);

/** A process of its own that writes a run, with what it said so far. */
export interface WriterProcess {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that starts so. */
  said(start: string): Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** @param shell - a bash prelude such as a limit on file sizes */
export function startWriterProcess(script: string, args: readonly string[], shell = ''): WriterProcess {
  const command = [process.execPath, fileURLToPath(new URL(script, SCRIPTS)), ...args];
  const child = spawn('bash', ['-c', `${shell} exec "$@"`, 'bash', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting: { readonly start: string; readonly resolve: (line: string) => void }[] = [];
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      for (const { start, resolve } of waiting) if (line.startsWith(start)) resolve(line);
    });
  }
  return {
    child,
    lines,
    ended,
    said: (start) =>
      new Promise((resolve, reject) => {
        const before = lines.find((line) => line.startsWith(start));
        if (before !== undefined) return resolve(before);
        waiting.push({ start, resolve });
        void ended.then(() => reject(new Error(`ended without "${start}": ${lines.at(-1)}`)));
      }),
  };
}

/** Trial numbers of the lines that start with one of these words. */
export function seqsOf(lines: readonly string[], ...words: readonly string[]): readonly number[] {
  return lines
    .map((line) => line.split(' '))
    .filter(([word]) => words.includes(word ?? ''))
    .map(([, seq]) => Number(seq));
}
