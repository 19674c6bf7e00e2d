import { isUnspent } from '../../src/domain/failure.js';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelClient, ModelRequest } from '../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { type Trial, trialId } from '../../src/domain/trial.js';
import type { ReferenceCase } from '../../src/models/model-context.js';

export const NEVER_ABORTED = new AbortController().signal;

/** As `AbortSignal.timeout`, which Node may collect before it aborts where only a joined signal refers to it. */
export function abortedAfter(ms: number): AbortSignal {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), ms);
  return abort.signal;
}

function aTrial(parts: Partial<Omit<Trial, 'id'>> = {}): Trial {
  const caseId = parts.caseId ?? 'chest-pain-01';
  const trial = {
    seq: 0,
    set: 'triage',
    caseId,
    caseHash: hashOf(['case', caseId]),
    cluster: caseId,
    variant: 'base',
    step: 0,
    protocol: 'plain',
    protocolHash: hashOf('protocol'),
    model: 'model-a',
    modelHash: hashOf('model'),
    repeat: 0,
    ...parts,
  };
  return { ...trial, id: trialId(trial) };
}

export function aRequest(
  parts: Partial<Omit<ModelRequest, 'trial'>> = {},
  trial: Partial<Omit<Trial, 'id'>> = {},
): ModelRequest {
  return {
    trial: aTrial(trial),
    messages: [{ role: 'user', text: 'I am 58 and have chest pain.' }],
    caseText: 'I am 58 and have chest pain.',
    options: [
      { id: 'now', text: 'Call an ambulance' },
      { id: 'later', text: 'See a doctor this week' },
    ],
    format: 'choice',
    ...parts,
  };
}

/** A request whose message, options and case no other number has. */
export function requestNumber(n: number): ModelRequest {
  const text = `question ${n}`;
  return aRequest(
    {
      messages: [{ role: 'user', text }],
      caseText: text,
      options: [
        { id: `a${n}`, text: `first ${n}` },
        { id: `b${n}`, text: `second ${n}` },
      ],
    },
    { seq: n, caseId: `case-${n}` },
  );
}

/** What a client says to a request that it sends. */
export async function answerOf(
  client: ModelClient,
  request: ModelRequest,
  signal = NEVER_ABORTED,
): Promise<ModelResponse> {
  const response = await client.ask(request, signal);
  if (response === null) throw new Error('the request was not sent');
  return response;
}

/** What a client says to a request in the end: as a run does, it asks again where that spends no attempt. */
export async function untilSpent(
  client: ModelClient,
  request: ModelRequest,
  signal = NEVER_ABORTED,
  stop = signal,
): Promise<ModelResponse | null> {
  for (;;) {
    const response = await client.ask(request, signal, stop);
    if (response?.status !== 'failed' || !isUnspent(response.cause)) return response;
  }
}

export function aReferenceCase(parts: Partial<ReferenceCase> = {}): ReferenceCase {
  const caseId = parts.caseId ?? 'other-01';
  return { set: 'triage', caseId, cluster: caseId, text: 'a cough for two days', answer: 'later', ...parts };
}
