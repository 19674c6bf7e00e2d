import { describe, expect, it } from 'vitest';
import { writeFault } from '../../src/store/store-fault.js';
import { createWriteQueue, type QueueLimits, type WriteQueue } from '../../src/store/write-queue.js';
import type { WriteBatch } from '../../src/store/writer-message.js';

const LIMITS: QueueLimits = { batchRows: 5, batchMs: 20, rows: 20, size: 1_000 };

function queueTo(sent: WriteBatch[], limits: Partial<QueueLimits> = {}): WriteQueue {
  return createWriteQueue((batch) => void sent.push(batch), { ...LIMITS, ...limits });
}

function put(queue: WriteQueue, id: number, body = 'x'): Promise<void> {
  return queue.put('document', { kind: 'result', id: String(id), body });
}

const idsOf = (sent: readonly WriteBatch[]) =>
  sent.map(({ tables }) => tables.flatMap(([, values]) => values.filter((_, index) => index % 3 === 1)));

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the write queue', () => {
  it('sends a batch when it is full, the rest when its time has come', async () => {
    const sent: WriteBatch[] = [];
    const queue = queueTo(sent);
    for (let id = 0; id < 7; id += 1) await put(queue, id);
    expect(idsOf(sent)).toEqual([['0', '1', '2', '3', '4']]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(idsOf(sent)[1]).toEqual(['5', '6']);
    expect(queue.pending()).toBe(7);
  });

  it('holds back who puts more than is written, in order', async () => {
    const sent: WriteBatch[] = [];
    const queue = queueTo(sent);
    let last = -1;
    const all = Array.from({ length: 33 }, (_, id) =>
      put(queue, id).then(() => {
        last = id;
      }),
    );
    await settled();
    expect(last).toBe(19);
    queue.written(5);
    await settled();
    expect(last).toBe(24);
    for (let index = 1; index < sent.length; index += 1) {
      queue.written(sent[index]?.rows ?? Number.NaN);
    }
    await Promise.all(all);
    void queue.flush();
    expect(idsOf(sent).flat()).toEqual(Array.from({ length: 33 }, (_, id) => String(id)));
  });

  it('is bounded by size, too, but never refuses a single large row', async () => {
    const sent: WriteBatch[] = [];
    const queue = queueTo(sent);
    await put(queue, 0, 'x'.repeat(5_000));
    let isIn = false;
    const second = put(queue, 1).then(() => {
      isIn = true;
    });
    await settled();
    expect(isIn).toBe(false);
    queue.written(1);
    await second;
    expect(isIn).toBe(true);
  });

  it('flushes what was put before, waiting rows included, and at once when all is written', async () => {
    const sent: WriteBatch[] = [];
    const queue = queueTo(sent, { batchMs: 60_000 });
    const all = Array.from({ length: 23 }, (_, id) => put(queue, id));
    let isFlushed = false;
    const flushed = queue.flush().then(() => {
      isFlushed = true;
    });
    for (let index = 0; index < 4; index += 1) queue.written(sent[index]?.rows ?? Number.NaN);
    await settled();
    expect(isFlushed).toBe(false);
    queue.written(sent[4]?.rows ?? Number.NaN);
    await Promise.all([...all, flushed]);
    expect(queue.pending()).toBe(0);
    await queue.flush();
  });

  it('rejects whoever waits and whoever comes once writing has failed', async () => {
    const queue = queueTo([]);
    const waiting = Array.from({ length: 25 }, (_, id) => put(queue, id));
    const outcomes = Promise.allSettled([...waiting, queue.flush()]);
    queue.fail(writeFault('run.sqlite', 'disk full', 'write'));
    const rejected = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(rejected).toHaveLength(6);
    await expect(put(queue, 99)).rejects.toMatchObject({ code: 'STORE_WRITE' });
    await expect(queue.flush()).rejects.toMatchObject({ code: 'STORE_WRITE' });
  });
});
