import type { Case } from '../domain/case.js';
import type { Message, ModelRequest } from '../domain/ports/model-client.js';
import type { PlannedTrial } from '../domain/ports/trial-source.js';
import type { Protocol } from '../domain/protocol.js';
import { caseTextOf, type Question, questionOf } from '../domain/question.js';
import type { Option } from '../domain/turn.js';

/**
 * What one trial sends: the protocol’s system text, the case’s turns up to the trial’s step, the last user turn wrapped
 * by the protocol. The slots are filled in one pass, so a case that contains `{{options}}` stays as it is.
 */
export function buildRequest(planned: PlannedTrial, protocol: Protocol, systemPrompt?: string): ModelRequest {
  const { trial } = planned;
  const question = questionOf(planned.case.case, trial.variant, trial.step);
  return {
    trial,
    messages: messagesOf(question, protocol, systemPrompt),
    caseText: caseTextOf(question),
    options: question.options,
    format: protocol.answer.format,
  };
}

/** The messages of a question, whatever model version and repeat asks it. */
export function buildMessages(
  asked: { readonly case: Case; readonly variant: string; readonly step: number },
  protocol: Protocol,
  systemPrompt?: string,
): readonly Message[] {
  return messagesOf(questionOf(asked.case, asked.variant, asked.step), protocol, systemPrompt);
}

function messagesOf(
  { turns, options }: Question,
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

function wrap(user: string, caseText: string, options: readonly Option[]): string {
  const lines = options.map((option) => `${option.id}. ${option.text}`).join('\n');
  return user.replace(/\{\{(case|options)\}\}/g, (_, slot: string) => (slot === 'case' ? caseText : lines));
}
