import { expect, it } from 'vitest';
import { openConnection } from '../../src/store/connection.js';
import { createStore, openStore } from '../../src/store/store.js';
import { QUEUE_LIMITS } from '../../src/store/write-queue.js';
import { RUN_ID } from '../contract/store.js';
import { anAttempt, plannedTrials } from './planned-run.js';
import { runFolder } from './run-folder.js';
import { seqsOf, startWriterProcess } from './writer-process.js';

const KILLS = 6;
/** Of one killed process: however late its kill comes, trials are left for the next. */
const MOST_ROWS = 1_900;

it('loses nothing that was flushed and doubles nothing, whenever it is killed', {
  timeout: 120_000,
}, async () => {
  await using folder = await runFolder();
  const planned = plannedTrials({ cases: 600, repeats: 20, variants: false });
  const first = await createStore(folder.file, { runId: RUN_ID });
  await first.savePlan(planned);
  await first.close();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const writer = startWriterProcess('attempt-writer.mjs', [folder.file, '400', '300', `${MOST_ROWS}`]);
    await writer.said('put');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
    writer.child.kill('SIGKILL');
    await writer.ended;
    const stored = await storedSeqs(folder.file);
    const lost = seqsOf(writer.lines, 'put', 'stored').filter((seq) => !stored.has(seq));
    const flushed = seqsOf(writer.lines, 'stored');
    expect(flushed.filter((seq) => !stored.has(seq))).toEqual([]);
    expect(lost.filter((seq) => seq <= (flushed.at(-1) ?? -1))).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(QUEUE_LIMITS.rows);
    expect(integrityOf(folder.file)).toEqual([{ integrity_check: 'ok' }]);
  }
  const last = startWriterProcess('attempt-writer.mjs', [folder.file, '400', '300']);
  expect(await last.ended).toEqual({ code: 0, signal: null });
  const stored = await storedSeqs(folder.file);
  expect(stored.size).toBe(planned.plan.trialCount);
});

it('stores what was put when the process just ends', async () => {
  await using folder = await runFolder();
  const first = await createStore(folder.file, { runId: RUN_ID });
  await first.savePlan(plannedTrials());
  await first.close();
  const writer = startWriterProcess('leaving-writer.mjs', [folder.file]);
  expect(await writer.ended).toEqual({ code: 0, signal: null });
  expect(await storedSeqs(folder.file)).toEqual(new Set([0]));
});

it('lets one process write, names it, and lets the next one in when it is killed', async () => {
  await using folder = await runFolder();
  const first = await createStore(folder.file, { runId: RUN_ID });
  await first.savePlan(plannedTrials({ cases: 500, repeats: 10 }));
  await expect(openStore(folder.file, { mode: 'write' })).rejects.toMatchObject({ code: 'STORE_BUSY' });
  await first.close();
  const writer = startWriterProcess('attempt-writer.mjs', [folder.file, '100', '300', '1000']);
  await writer.said('stored');
  const busy = openStore(folder.file, { mode: 'write' });
  await expect(busy).rejects.toMatchObject({ code: 'STORE_BUSY' });
  await expect(busy).rejects.toThrow(`process ${writer.child.pid}, writing since 20`);
  const reader = await openStore(folder.file, { mode: 'read' });
  expect((await reader.counts()).answered).toBeGreaterThanOrEqual(100);
  await reader.close();
  expect(writer.child.exitCode).toBe(null);
  writer.child.kill('SIGKILL');
  await writer.ended;
  const next = await openStore(folder.file, { mode: 'write' });
  const second = anAttempt(0, { attempt: 2, final: false });
  await next.putAttempt(second);
  await next.flush();
  expect((await next.attempts(0)).at(-1)).toEqual(second);
  await next.close();
});

it('reports a full disk, keeps what was stored and goes on when there is room', async () => {
  await using folder = await runFolder();
  const planned = plannedTrials({ cases: 500, repeats: 2 });
  const first = await createStore(folder.file, { runId: RUN_ID });
  await first.savePlan(planned);
  await first.close();
  const full = `trap '' XFSZ; ulimit -f 8192;`;
  const writer = startWriterProcess('attempt-writer.mjs', [folder.file, '100', '8000'], full);
  expect(await writer.ended).toEqual({ code: 4, signal: null });
  expect(writer.lines.at(-1)).toMatch(/^error STORE_WRITE .*run\.sqlite: writing failed/);
  const flushed = seqsOf(writer.lines, 'stored');
  expect(flushed.length).toBeGreaterThan(0);
  const before = await storedSeqs(folder.file);
  const lastFlushed = flushed.at(-1) ?? -1;
  const reported = seqsOf(writer.lines, 'put', 'stored').filter((seq) => seq <= lastFlushed);
  expect(reported.filter((seq) => !before.has(seq))).toEqual([]);
  const resumed = startWriterProcess('attempt-writer.mjs', [folder.file, '500', '10']);
  expect(await resumed.ended).toEqual({ code: 0, signal: null });
  expect((await storedSeqs(folder.file)).size).toBe(planned.plan.trialCount);
});

async function storedSeqs(file: string): Promise<Set<number>> {
  const store = await openStore(file, { mode: 'read' });
  const seqs: number[] = [];
  for await (const { trial, response } of store.answered()) {
    if (response.status === 'answered') expect(response.text.startsWith(`${trial.seq} `)).toBe(true);
    seqs.push(trial.seq);
  }
  const counts = await store.counts();
  await store.close();
  expect(counts.attempts).toBe(seqs.length);
  const all = new Set(seqs);
  expect(all.size).toBe(seqs.length);
  return all;
}

function integrityOf(file: string): readonly unknown[] {
  const connection = openConnection(file, { mode: 'read', timeoutMs: 1_000 });
  try {
    return connection.prepare('PRAGMA integrity_check').all([]);
  } finally {
    connection.close();
  }
}
