import { spawn } from 'node:child_process';
import { type LineSink, splitLines } from '../../files/line-splitter.js';

/** How a program ended. */
export interface ProgramEnd {
  /** "exit code 3", "signal SIGKILL" or why it could not be started. */
  readonly how: string;
  /** The last 2 KiB of its standard error. */
  readonly stderr: string;
}

/** A running program that is spoken to by lines. */
export interface Program {
  /** Resolves when the program runs; rejects with the system's error where it cannot be started. */
  readonly started: Promise<void>;
  /** Resolves when it has ended and its last lines were handed on; never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** False from the moment that it exits or stops reading. */
  isRunning(): boolean;
  write(line: string): void;
  /** Closes its input; where it does not end of itself it is told to (SIGTERM), then made to (SIGKILL). */
  stop(): Promise<ProgramEnd>;
}

const STDERR_BYTES = 2048;
const GRACE_MS = 2000;
const DRAIN_MS = 1000;
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Starts a program without a shell, in the folder `cwd`, with the environment of this process.
 *
 * @param argv - program and arguments
 * @param sink - receives the lines of its standard output, of at most 16 MiB each
 */
export function startProgram(argv: readonly string[], cwd: string, sink: LineSink): Program {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { cwd, stdio: 'pipe', shell: false, windowsHide: true });
  const splitter = splitLines(MAX_LINE_BYTES, sink);
  let stderr: Buffer = Buffer.alloc(0);
  let running = true;
  child.stdout.on('data', (chunk: Buffer) => splitter.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = Buffer.concat([stderr, chunk]).subarray(-STDERR_BYTES);
  });

  const started = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const ended = new Promise<ProgramEnd>((resolve) => {
    let done = false;
    const finish = (how: string): void => {
      if (done) return;
      done = true;
      splitter.end();
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      resolve({ how, stderr: stderr.toString('utf8') });
    };
    child.on('error', (error) => {
      running = false;
      if (child.pid === undefined) finish(error.message);
    });
    child.once('exit', (code, signal) => {
      running = false;
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      child.once('close', () => finish(how));
      // A grandchild that holds the pipes open would keep `close` from ever coming.
      setTimeout(() => finish(how), DRAIN_MS).unref();
    });
  });
  // The caller may wait for `ended` alone.
  started.catch(() => undefined);

  const stop = async (): Promise<ProgramEnd> => {
    running = false;
    child.stdin.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const end = await within(ended, GRACE_MS);
      if (end !== null) return end;
      child.kill(signal);
    }
    return ended;
  };
  child.stdin.on('error', () => {
    if (running) void stop();
  });
  return { started, ended, isRunning: () => running, write: (line) => void child.stdin.write(line), stop };
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limitMs, null);
  });
  const first = await Promise.race([promise, limit]);
  clearTimeout(timer);
  return first;
}
