import type { Case } from '../domain/case.js';
import type { Message, ModelRequest } from '../domain/ports/model-client.js';
import type { PlannedTrial } from '../domain/ports/trial-source.js';
import type { Protocol } from '../domain/protocol.js';
import type { Option, Turn } from '../domain/turn.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { PreceptorError } from '../errors.js';

/**
 * What one trial sends: the protocol’s system text, the case’s turns up to the trial’s step, the last user turn wrapped
 * by the protocol. The slots are filled in one pass, so a case that contains `{{options}}` stays as it is.
 */
export function buildRequest(planned: PlannedTrial, protocol: Protocol, systemPrompt?: string): ModelRequest {
  const { trial } = planned;
  const shown = shownOf(planned.case.case, trial.variant, trial.step);
  return {
    trial,
    messages: messagesOf(shown, protocol, systemPrompt),
    caseText: shown.turns.map((turn) => turn.text).join('\n\n'),
    options: shown.options,
    format: protocol.answer.format,
  };
}

/** The messages of a question, whatever model version and repeat asks it. */
export function buildMessages(
  question: { readonly case: Case; readonly variant: string; readonly step: number },
  protocol: Protocol,
  systemPrompt?: string,
): readonly Message[] {
  return messagesOf(shownOf(question.case, question.variant, question.step), protocol, systemPrompt);
}

function messagesOf(
  { turns, options }: Shown,
  protocol: Protocol,
  systemPrompt?: string,
): readonly Message[] {
  const messages: Message[] = [];
  const system = [systemPrompt, protocol.prompt.system].filter((text) => text !== undefined).join('\n\n');
  if (system !== '') messages.push({ role: 'system', text: system });
  const last = turns.findLastIndex((turn) => turn.role === 'user');
  turns.forEach((turn, index) => {
    const text = index === last ? wrap(protocol.prompt.user, turn.text, options) : turn.text;
    messages.push({ role: turn.role, text });
  });
  return messages;
}

interface Shown {
  readonly turns: readonly Turn[];
  readonly options: readonly Option[];
}

function shownOf(aCase: Case, variantId: string, stepNumber: number): Shown {
  const variant = aCase.variants?.find((v) => v.id === variantId);
  if (variant === undefined && variantId !== BASE_VARIANT) {
    throw new PreceptorError('INTERNAL', `case ${aCase.id} has no variant ${variantId}`);
  }
  const turns = variant?.turns ?? aCase.turns;
  const step = aCase.steps?.find((s) => s.step === stepNumber);
  return {
    turns: step === undefined ? turns : turns.slice(0, step.through),
    options: variant?.options ?? aCase.options ?? [],
  };
}

function wrap(user: string, caseText: string, options: readonly Option[]): string {
  const lines = options.map((option) => `${option.id}. ${option.text}`).join('\n');
  return user.replace(/\{\{(case|options)\}\}/g, (_, slot: string) => (slot === 'case' ? caseText : lines));
}
