import type { FailureCause } from '../../domain/failure.js';
import type { ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { answered, failed } from '../model-response.js';
import { onAbort } from '../on-abort.js';
import { excerpt, formatRequest, parseReply, type Reply } from './command-message.js';
import { type ProgramEnd, startProgram } from './program.js';

/** One start of a program, with the requests that it has not yet answered. */
export interface CommandSession {
  readonly started: Promise<void>;
  readonly ended: Promise<ProgramEnd>;
  isRunning(): boolean;
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse>;
  stop(): Promise<void>;
}

/** Lines of a program's output that were no reply to a request in flight; counted over all its starts. */
export interface OutputFaults {
  malformed: number;
  /** Replies to requests that were answered or given up before. */
  stray: number;
  first: string | null;
}

interface Pending {
  settle(make: (latencyMs: number) => ModelResponse): void;
}

/** Ids have this form; one that is not in flight is late or doubled, and harms no other request. */
const ISSUED_ID = /^sha256:[0-9a-f]{64}(#[0-9]{1,9})?$/;

/**
 * Starts the program and speaks with it. Every line of its output is taken for a reply: one that cannot be read
 * fails the request whose id stands in it, else the oldest in flight.
 *
 * @param deadlineMs - for each request, from when it is written
 */
export function startSession(
  argv: readonly string[],
  workspace: string,
  deadlineMs: number,
  faults: OutputFaults,
): CommandSession {
  const pending = new Map<string, Pending>();
  let stopping = false;

  const blame = (id: string | null, head: Uint8Array, detail: string): void => {
    faults.malformed += 1;
    faults.first ??= detail;
    const text = Buffer.from(head.subarray(0, 4096)).toString('latin1');
    const named = id ?? [...pending.keys()].find((candidate) => text.includes(`${candidate}"`));
    const [oldest] = pending.keys();
    const which = named !== undefined && pending.has(named) ? named : oldest;
    if (which === undefined) return;
    const count = `${faults.malformed} such so far; standard output may hold replies only`;
    fail(which, 'malformed-response', `${detail} (${count})`);
  };
  const fail = (id: string, cause: FailureCause, detail: string): void => {
    pending.get(id)?.settle((latencyMs) => failed(cause, detail, { origin: 'live', latencyMs }));
  };
  const receive = (reply: Reply, bytes: Uint8Array): void => {
    if (reply.id !== null && !pending.has(reply.id) && ISSUED_ID.test(reply.id)) {
      faults.stray += 1;
    } else if (reply.kind === 'malformed') {
      blame(reply.id, bytes, reply.detail);
    } else if (!pending.has(reply.id)) {
      blame(null, bytes, `expected the id of a request in flight, found ${excerpt(bytes)}`);
    } else if (reply.kind === 'error') {
      fail(reply.id, reply.cause, reply.message);
    } else {
      pending
        .get(reply.id)
        ?.settle((latencyMs) => answered(reply.text, { ...reply, origin: 'live', latencyMs }));
    }
  };

  const program = startProgram(argv, workspace, {
    line: (bytes) => receive(parseReply(bytes), bytes),
    tooLong: (head) => blame(null, head, 'expected a reply of at most 16 MiB, found a longer line'),
  });
  const ended = program.ended.then((end) => {
    const cause = stopping ? 'interrupted' : 'client-crash';
    for (const id of [...pending.keys()])
      fail(id, cause, stopping ? 'the client was closed' : describeEnd(end));
    return end;
  });

  return {
    started: program.started,
    ended,
    isRunning: program.isRunning,
    ask: (request, signal) =>
      new Promise((resolve) => {
        const id = freshId(request.trial.id, pending);
        const sentAtMs = performance.now();
        const onDeadline = (): void => fail(id, 'client-timeout', `no reply within ${deadlineMs} ms`);
        const timer = setTimeout(onDeadline, deadlineMs);
        const settle: Pending['settle'] = (make) => {
          pending.delete(id);
          clearTimeout(timer);
          leave();
          resolve(make(performance.now() - sentAtMs));
        };
        pending.set(id, { settle });
        const leave = onAbort(signal, () => fail(id, 'interrupted', 'the run was interrupted'));
        program.write(formatRequest(id, request));
      }),
    stop: async () => {
      stopping = true;
      for (const id of [...pending.keys()]) fail(id, 'interrupted', 'the client was closed');
      await program.stop();
    },
  };
}

/** The trial's id; with a number where the same trial is in flight already. */
function freshId(trialId: string, pending: ReadonlyMap<string, Pending>): string {
  let id = trialId;
  for (let copy = 2; pending.has(id); copy++) id = `${trialId}#${copy}`;
  return id;
}

export function describeEnd(end: ProgramEnd): string {
  const said = end.stderr.trim();
  return `the program ended (${end.how})${said === '' ? '; its standard error is empty' : `; the end of its standard error:\n${said}`}`;
}
