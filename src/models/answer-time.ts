import type { ModelClient } from '../domain/ports/model-client.js';
import type { ModelResponse } from '../domain/response.js';
import { failed } from './model-response.js';
import { createStallWatch, type StallWatch } from './stall-watch.js';

/** A timer may end so much before its time by another clock. */
const TIMER_MS = 5;

/**
 * Charges an answer that comes after the declared answer time, or not at all by the deadline, to the deployment: whoever
 * needed it had gone by then. What failed in another way keeps its cause, and where this process stood still meanwhile
 * nobody knows when the answer came: it is to be asked again.
 *
 * @param limitMs - of a request, from when it was sent to its last byte; > 0, at most its deadline
 */
export function withinAnswerTime(
  client: ModelClient,
  limitMs: number,
  watch: StallWatch = createStallWatch(),
): ModelClient {
  return {
    ...client,
    async ask(request, signal, stop) {
      const before = watch.stalledMs();
      const response = await client.ask(request, signal, stop);
      if (response === null || !isLate(response, limitMs)) return response;
      const stalledMs = watch.stalledMs() - before;
      return stalledMs > 0 ? unknown(response, stalledMs) : late(response, limitMs);
    },
    async close() {
      watch.close();
      await client.close();
    },
  };
}

function isLate(response: ModelResponse, limitMs: number): boolean {
  if (response.status === 'answered') return response.latencyMs > limitMs;
  return response.cause === 'client-timeout' && response.latencyMs > limitMs - TIMER_MS;
}

function late(response: ModelResponse, limitMs: number): ModelResponse {
  const found =
    response.status === 'answered' ? `one after ${Math.ceil(response.latencyMs)} ms` : 'none by the deadline';
  const detail = `expected an answer within ${limitMs} ms (deployment.answer_time_ms); found ${found}`;
  return replaced('answer-timeout', detail, response);
}

function unknown(response: ModelResponse, stalledMs: number): ModelResponse {
  const detail = `this process stood still for ${Math.ceil(stalledMs)} ms meanwhile: whether the answer came in time is not known`;
  return replaced('client-timeout', detail, response);
}

function replaced(
  cause: 'answer-timeout' | 'client-timeout',
  detail: string,
  response: ModelResponse,
): ModelResponse {
  const { origin, latencyMs, service, raw } = response;
  const came = raw ?? (response.status === 'answered' ? response.text : null);
  return failed(cause, detail, { origin, latencyMs, service, raw: came ?? undefined });
}
