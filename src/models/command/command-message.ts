import { FAILURE_CLASS, type FailureCause, isFailureCause, REPORTABLE_CAUSES } from '../../domain/failure.js';
import type { ModelRequest } from '../../domain/ports/model-client.js';
import type { ServiceFacts } from '../../domain/response.js';
import { servedBy } from '../model-response.js';

/** What one line of a program's output says. */
export type Reply =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly text: string;
      readonly service: ServiceFacts | null;
      readonly logProbability: number | undefined;
    }
  | { readonly kind: 'error'; readonly id: string; readonly cause: FailureCause; readonly message: string }
  /** `id`: null where the line has none that can be read. */
  | { readonly kind: 'malformed'; readonly id: string | null; readonly detail: string };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The line that asks a program: `{id, messages, options, format, repeat}`. Nothing else of the trial leaves: neither
 * the case's name, cluster, strata and criteria nor, ever, a key.
 */
export function formatRequest(id: string, request: ModelRequest): string {
  return `${JSON.stringify({
    id,
    messages: request.messages.map(({ role, text }) => ({ role, text })),
    options: request.options.map(({ id: option, text }) => ({ id: option, text })),
    format: request.format,
    repeat: request.trial.repeat,
  })}\n`;
}

/**
 * Reads `{id, text}` or `{id, error: {cause?, message}}`; with `text` also `served_model` and `log_probability`
 * (nats, <= 0). Never throws: what is neither is `malformed`.
 */
export function parseReply(bytes: Uint8Array): Reply {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      kind: 'malformed',
      id: null,
      detail: `expected a line of JSON, found ${excerpt(bytes)} (${reason})`,
    };
  }
  const fields = fieldsOf(value);
  const id = fields?.get('id');
  if (fields === null || typeof id !== 'string') {
    return {
      kind: 'malformed',
      id: null,
      detail: `expected an object with the request's id, found ${excerpt(bytes)}`,
    };
  }
  if (fields.has('error')) return errorReply(id, fields.get('error'));
  const text = fields.get('text');
  if (typeof text !== 'string') {
    return { kind: 'malformed', id, detail: `expected "text" or "error", found ${excerpt(bytes)}` };
  }
  const servedModel = fields.get('served_model');
  const logProbability = fields.get('log_probability');
  return {
    kind: 'text',
    id,
    text,
    service: servedBy(typeof servedModel === 'string' && servedModel !== '' ? servedModel : undefined),
    logProbability: typeof logProbability === 'number' && logProbability <= 0 ? logProbability : undefined,
  };
}

function errorReply(id: string, error: unknown): Reply {
  const fields = fieldsOf(error);
  const message = fields?.get('message');
  if (fields === null || typeof message !== 'string') {
    return {
      kind: 'malformed',
      id,
      detail: 'expected "error" to be {"cause"?, "message"} with a text as message',
    };
  }
  const cause = fields.get('cause') ?? 'server-error';
  if (typeof cause === 'string' && isFailureCause(cause) && PROGRAM_CAUSES.includes(cause)) {
    return { kind: 'error', id, cause, message };
  }
  return {
    kind: 'malformed',
    id,
    detail: `error.cause: expected one of ${PROGRAM_CAUSES.join(', ')}; found ${clip(JSON.stringify(cause))} (${clip(message)})`,
  };
}

/** The causes that a program may give: those of the model and of what serves it, not those of a run. */
const PROGRAM_CAUSES = REPORTABLE_CAUSES.filter((cause) => FAILURE_CLASS[cause] !== 'run');

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map<string, unknown>(Object.entries(value));
}

/** The start of a line that nobody could read, for a message. */
export function excerpt(bytes: Uint8Array): string {
  return clip(JSON.stringify(Buffer.from(bytes.subarray(0, 240)).toString('utf8')));
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
