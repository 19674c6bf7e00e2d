import type { Worker } from 'node:worker_threads';
import { PreceptorError } from '../errors.js';
import { startGuardedThread } from '../files/guarded-thread.js';
import { writeFault } from './store-fault.js';
import { createWriteQueue, QUEUE_LIMITS, type WriteQueue } from './write-queue.js';
import type { WriterReply, WriterRequest, WriterStart } from './writer-message.js';

/** The run's one writer: a thread with its own connection, reached through the bounded queue. */
export interface RunWriter {
  readonly put: WriteQueue['put'];
  readonly flush: WriteQueue['flush'];
  /** Ends the thread after the rows before it; rejects if some of them could not be stored. */
  close(): Promise<void>;
}

/** From sources (tests) the built worker is used: Node runs no TypeScript. */
const WORKER_FILE = import.meta.url.endsWith('.ts')
  ? '../../dist/store/writer-worker.js'
  : './writer-worker.js';

/**
 * Starts the writer thread, which takes the run's lock, and creates the run or checks what is there.
 *
 * @throws PreceptorError `STORE_BUSY`, `STORE_FORMAT`, `STORE_CORRUPT`, `RUN_INCOMPLETE`, `USAGE`, `INPUT_UNREADABLE`, `ENVIRONMENT`
 */
export async function startWriter(start: WriterStart): Promise<RunWriter> {
  const worker = startGuardedThread(new URL(WORKER_FILE, import.meta.url), start);
  const ask = (request: WriterRequest): void => worker.postMessage(request);
  const queue = createWriteQueue((batch) => {
    // A process that ends by itself first waits for what it put; an idle writer keeps nobody.
    worker.ref();
    ask({ type: 'write', batch });
  }, QUEUE_LIMITS);
  const exited = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: WriterReply) => {
      switch (reply.type) {
        case 'ready':
          return resolve();
        case 'refused':
          return reject(new PreceptorError(reply.code, reply.message));
        case 'written':
          queue.written(reply.rows);
          if (queue.pending() === 0) worker.unref();
          return;
        case 'failed':
          queue.fail(new PreceptorError(reply.code, reply.message));
          return worker.unref();
        case 'closed':
          return;
      }
    });
    worker.on('error', (error) => {
      const fault = writeFault(start.file, `the writer ended: ${error.message}`, 'write', error);
      queue.fail(fault);
      reject(neverStarted(error.message, error));
    });
    worker.on('exit', () => {
      queue.fail(writeFault(start.file, 'the writer has ended', 'write'));
      reject(neverStarted('it ended at once'));
    });
  });
  worker.unref();
  return { put: queue.put, flush: queue.flush, close: () => closeWriter(worker, queue, exited) };
}

async function closeWriter(worker: Worker, queue: WriteQueue, exited: Promise<void>): Promise<void> {
  try {
    await queue.flush();
  } finally {
    worker.ref();
    worker.postMessage({ type: 'close' } satisfies WriterRequest);
    await exited;
  }
}

/** Our own module did not load: nothing is wrong with the run or the disk. */
function neverStarted(said: string, cause?: unknown): PreceptorError {
  return new PreceptorError(
    'ENVIRONMENT',
    `the thread that writes a run could not start (${said}). Install Preceptor again, or build it (npm run build) when working on its sources.`,
    { cause },
  );
}
