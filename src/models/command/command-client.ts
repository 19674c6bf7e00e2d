import { type CommandClient, DEADLINE_MS } from '../../domain/model-version.js';
import type { ModelClient } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { PreceptorError } from '../../errors.js';
import { type EnvironmentSecrets, environmentSecrets } from '../environment-secrets.js';
import type { ModelContext } from '../model-context.js';
import { failed } from '../model-response.js';
import { type CommandSession, describeEnd, type OutputFaults, startSession } from './command-session.js';
import type { ProgramEnd } from './program.js';

const MAX_RESTARTS = 3;

/**
 * Opens a program that reads requests and writes replies as JSON lines (see `command-message.ts`). It is started
 * without a shell, in the workspace, and inherits the environment of this process, credentials included. A program
 * that ends while it is needed is started again, at most 3 times.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where the program cannot be started
 */
export async function openCommand(spec: CommandClient, context: ModelContext): Promise<ModelClient> {
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  const faults: OutputFaults = { malformed: 0, stray: 0, first: null };
  let lastEnd: ProgramEnd | null = null;
  const start = (): CommandSession => {
    const session = startSession(spec.argv, context.workspace, deadlineMs, faults);
    void session.ended.then((end) => {
      lastEnd = end;
    });
    return session;
  };
  let session: CommandSession;
  try {
    session = start();
    await session.started;
  } catch (error) {
    throw unavailable(spec, error);
  }

  let restarts = 0;
  const running = (): CommandSession | null => {
    if (session.isRunning()) return session;
    if (restarts === MAX_RESTARTS) return null;
    restarts += 1;
    session = start();
    return session;
  };
  let closing: Promise<void> | null = null;
  const secrets = environmentSecrets(process.env);
  const ask: ModelClient['ask'] = async (request, signal) => {
    try {
      const current = running();
      if (current !== null) return await current.ask(request, signal);
    } catch (error) {
      return crashed(error instanceof Error ? error.message : String(error));
    }
    const end = lastEnd === null ? 'it has just ended' : describeEnd(lastEnd);
    return crashed(`started ${MAX_RESTARTS + 1} times, not again: ${end}`);
  };
  return {
    async ask(request, signal) {
      if (closing !== null || signal.aborted) return null;
      const response = await ask(request, signal);
      return response === null ? null : withoutSecrets(response, secrets);
    },
    close() {
      closing ??= session.stop().then(() => report(spec, faults, secrets, context));
      return closing;
    },
  };
}

/** What a program says may hold what it inherited; of its standard error only the end is kept. */
function withoutSecrets(response: ModelResponse, { cut, cutBroken }: EnvironmentSecrets): ModelResponse {
  const { service } = response;
  const clean = (text: string | null) => (text === null ? null : cut(text));
  const names = service === null ? null : { ...service, model: clean(service.model) };
  return response.status === 'answered'
    ? { ...response, text: cut(response.text), service: names }
    : { ...response, detail: cutBroken(response.detail), service: names };
}

function crashed(detail: string): ModelResponse {
  return failed('client-crash', detail, { origin: 'live', latencyMs: 0 });
}

function report(
  spec: CommandClient,
  faults: OutputFaults,
  { cutBroken }: EnvironmentSecrets,
  context: ModelContext,
): void {
  if (faults.malformed + faults.stray === 0) return;
  const first = faults.first === null ? '' : ` The first: ${cutBroken(faults.first)}.`;
  context.warn?.(
    `command:${spec.argv.join(' ')}: it wrote lines that were no replies (${faults.malformed}), or replies that came late or twice ` +
      `(${faults.stray}).${first} A program writes replies only to standard output, and what else it has to say to standard error.`,
  );
}

function unavailable(spec: CommandClient, error: unknown): PreceptorError {
  const reason = error instanceof Error ? error.message : String(error);
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `command:${spec.argv.join(' ')}: expected a program that can be started; ${reason}. ` +
      'Give a program on the PATH, or a path relative to the workspace, and see that it may be executed.',
    { cause: error },
  );
}
