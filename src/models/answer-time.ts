import type { ModelClient } from '../domain/ports/model-client.js';
import type { ModelResponse } from '../domain/response.js';
import { failed } from './model-response.js';

/** A timer may end so much before its time by another clock. */
const TIMER_MS = 5;

/**
 * Charges an answer that comes after the declared answer time, or not at all by the deadline, to the deployment: whoever
 * needed it had gone by then. What failed in another way keeps its cause.
 *
 * @param limitMs - of a request, from when it was sent to its last byte; > 0, at most its deadline
 */
export function withinAnswerTime(client: ModelClient, limitMs: number): ModelClient {
  return {
    ...client,
    async ask(request, signal, stop) {
      const response = await client.ask(request, signal, stop);
      return response === null || !isLate(response, limitMs) ? response : late(response, limitMs);
    },
  };
}

function isLate(response: ModelResponse, limitMs: number): boolean {
  if (response.status === 'answered') return response.latencyMs > limitMs;
  return response.cause === 'client-timeout' && response.latencyMs > limitMs - TIMER_MS;
}

function late(response: ModelResponse, limitMs: number): ModelResponse {
  const { origin, latencyMs, service, raw, status } = response;
  const found = status === 'answered' ? `one after ${Math.ceil(latencyMs)} ms` : 'none by the deadline';
  const detail = `expected an answer within ${limitMs} ms (deployment.answer_time_ms); found ${found}`;
  const came = raw ?? (status === 'answered' ? response.text : null);
  return failed('answer-timeout', detail, { origin, latencyMs, service, raw: came ?? undefined });
}
