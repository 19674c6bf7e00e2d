import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '..', '..');
export const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

export interface Ended {
  /** null: ended by a signal. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error holds these words; rejects where the process ends without them. */
  said(words: string): Promise<void>;
}

export interface Where {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the built command line as a user would. */
export function startPreceptor(args: readonly string[], { cwd, env = {} }: Where): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  const heard = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    for (const listen of heard) listen();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
  const said = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const listen = () => {
        if (stderr.includes(words)) resolve();
      };
      heard.add(listen);
      listen();
      void ended.then(() => reject(new Error(`ended without saying ${words}: ${stderr}`)));
    });
  return { child, ended, said };
}

export async function preceptor(args: readonly string[], where: Where): Promise<Ended> {
  return startPreceptor(args, where).ended;
}

/** The one JSON document that a verb prints. */
export async function documentOf(args: readonly string[], where: Where): Promise<Record<string, unknown>> {
  const { stdout } = await preceptor([...args, '--json'], where);
  const document: unknown = JSON.parse(stdout);
  if (!isObject(document)) throw new TypeError(`expected one object; found ${stdout.slice(0, 200)}`);
  return document;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The objects of a list in a document; a document without it has none. */
export function listOf(document: Record<string, unknown>, name: string): readonly Record<string, unknown>[] {
  const list = document[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
}

export async function aFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'preceptor-e2e-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A copy of the starter workspace with a model program of each kind that the tests need. */
export async function aStarter(): Promise<Folder> {
  const folder = await aFolder();
  await cp(join(ROOT, 'examples', 'starter'), folder.path, { recursive: true });
  for (const name of ['counting-model.mjs', 'silent-model.mjs']) {
    await cp(join(HERE, name), join(folder.path, 'models', name));
  }
  return folder;
}

export async function edit(folder: string, file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  await writeFile(
    join(folder, file),
    text.replace(from, () => to),
  );
}

/** Node options that load one of the modules beside this file before everything else. */
export function preloading(module: string): { readonly NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import=${pathToFileURL(join(HERE, module)).href}` };
}
