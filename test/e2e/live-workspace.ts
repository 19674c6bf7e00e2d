import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { delayedOk, type Fault, type FaultServer, startFaultServer } from '../fixtures/http/fault-server.js';
import { type Files, MODEL, withWorkspace } from '../load/a-workspace.js';

/** Declares `models/live.model.yaml` in a workspace. */
export async function declareLive(workspace: string, url: string, client = ''): Promise<void> {
  const lines = [
    'model: live',
    'family: live',
    'snapshot: live-1',
    `client: {kind: http, api: openai-chat, url: "${url}/v1"${client}}`,
    'settings: {}',
    'deployment: {location: this-machine}',
    '',
  ];
  await mkdir(join(workspace, 'models'), { recursive: true });
  await writeFile(join(workspace, 'models', 'live.model.yaml'), lines.join('\n'));
}

/** A workspace whose model version `ward` asks an endpoint that answers by the number of the request, from 0, whoever asks. */
export async function withWard<T>(
  answer: (request: number) => Fault,
  use: (root: string, server: FaultServer) => Promise<T>,
  files: Files = {},
  credential = 'credential: {env: WARD_KEY}',
): Promise<T> {
  await using server = await startFaultServer();
  server.script(...Array.from({ length: 2000 }, (_, index) => answer(index)));
  const model = MODEL.replace('https://llm.hospital.example', server.url)
    .replace('inside', 'this-machine')
    .replace('credential: {env: WARD_KEY}', credential);
  return await withWorkspace({ ...files, 'models/ward.model.yaml': model }, (root) => use(root, server));
}

/** An answer to either case of the starter, after so many ms. */
export function chat(remark = '', afterMs = 0): Fault {
  const answer = JSON.stringify({ answer: 'B', confidence: 80, remark });
  const choices = [{ message: { content: answer }, finish_reason: 'stop' }];
  return delayedOk(JSON.stringify({ model: 'live-1', choices }), afterMs);
}

/** So many faults of one kind; `n` counts from 0 in the order of arrival. */
export function many(count: number, fault: (n: number) => Fault): readonly Fault[] {
  let arrived = 0;
  return Array.from(
    { length: count },
    (): Fault => (call) => {
      arrived += 1;
      return fault(arrived - 1)(call);
    },
  );
}

export function runIds(workspace: string): readonly string[] {
  const folder = join(workspace, 'runs');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

export function runFileOf(workspace: string, id: string): string {
  return join(workspace, 'runs', id, 'run.sqlite');
}

/** The final responses of a run as they are stored. */
export interface Stored {
  readonly planned: number;
  /** By trial: what came. */
  readonly finals: ReadonlyMap<number, string>;
  /** Final responses, each counted. */
  readonly finalRows: number;
  /** From the first attempt’s start to the last one’s, by the wall clock. */
  readonly startsSpanMs: number;
}

/** Looks at a stored run from outside, past the store: at a copy, as looking leaves files behind. */
export function storedIn(workspace: string, id: string): Stored {
  const copy = mkdtempSync(join(tmpdir(), 'preceptor-stored-'));
  cpSync(join(workspace, 'runs', id), copy, { recursive: true });
  const database = new Database(join(copy, 'run.sqlite'));
  try {
    const rows = database.prepare('SELECT trial_seq, text, cause FROM attempt WHERE final = 1').all();
    const finals = new Map<number, string>();
    for (const row of rows) {
      const { trial_seq: seq, text, cause } = Object(row);
      finals.set(Number(seq), String(text ?? cause));
    }
    const { n } = Object(database.prepare('SELECT count(*) AS n FROM trial').get());
    const { ms } = Object(
      database.prepare('SELECT max(started_at_ms) - min(started_at_ms) AS ms FROM attempt').get(),
    );
    return { planned: Number(n), finals, finalRows: rows.length, startsSpanMs: Number(ms) };
  } finally {
    database.close();
    rmSync(copy, { recursive: true });
  }
}

/** Resolves once the server has seen so many requests. */
export async function requested(server: FaultServer, count: number): Promise<void> {
  while (server.requests().length < count) await new Promise((resolve) => setTimeout(resolve, 10));
}
