import type { FailureCause } from '../domain/failure.js';
import type { ModelResponse, Origin, ServiceFacts } from '../domain/response.js';

interface AnswerParts {
  readonly origin: Origin;
  readonly latencyMs: number;
  readonly service?: ServiceFacts | null | undefined;
  readonly logProbability?: number | undefined;
  readonly raw?: string | undefined;
}

/**
 * What a client gives back for a text that the model sent.
 *
 * @param text - as it came; a text of nothing but white space is the failure `empty`
 * @param parts - `latencyMs` in milliseconds, `logProbability` in nats; one below -1e9 is none
 */
export function answered(text: string, parts: AnswerParts): ModelResponse {
  const { origin, latencyMs } = parts;
  if (text.trim() === '') return failed('empty', 'the model answered with an empty text', parts);
  return {
    status: 'answered',
    text,
    origin,
    latencyMs,
    logProbability: possible(parts.logProbability),
    service: parts.service ?? null,
    raw: parts.raw ?? null,
  };
}

/** No answer’s is less: what is there stands for a token that cannot be. */
const LEAST_LOG_PROBABILITY = -1e9;

function possible(logProbability: number | undefined): number | null {
  return logProbability === undefined || !(logProbability >= LEAST_LOG_PROBABILITY) ? null : logProbability;
}

/** What a client gives back where no usable answer came. */
export function failed(
  cause: FailureCause,
  detail: string,
  parts: Omit<AnswerParts, 'logProbability'>,
): ModelResponse {
  const { origin, latencyMs, service = null, raw = null } = parts;
  return { status: 'failed', cause, detail, origin, latencyMs, service, raw };
}

/** Of a client that knows the name of the model that answered and nothing else. */
export function servedBy(model: string | undefined): ServiceFacts | null {
  return model === undefined ? null : { model, fingerprint: null, stopReason: null, usage: null };
}

/** Tokens that the service counted for one request; null where it says nothing. */
export function takenTokens({ service }: ModelResponse): number | null {
  const usage = service?.usage ?? null;
  return usage === null ? null : usage.input + usage.output;
}
