import { counted } from '../domain/counted.js';
import type { Attempt, ModelResponse, ServiceFacts } from '../domain/response.js';

const RAW_SHOWN = 2000;

/** One request and what came of it, line by line: the answer or the failure, what the service said of itself, and the raw body. */
export function attemptLines({ attempt, final, response }: Attempt): readonly string[] {
  const head = `attempt ${attempt}${final ? ' (final)' : ''}, ${response.origin}, ${Math.round(response.latencyMs)} ms`;
  return [
    ...(response.status === 'answered'
      ? [`${head}: answered`, response.text]
      : [`${head}: failed, ${response.cause}: ${response.detail}`]),
    ...serviceLines(response.service),
    ...rawLines(response.raw),
  ];
}

function serviceLines(service: ServiceFacts | null): readonly string[] {
  if (service === null) return [];
  const { model, fingerprint, stopReason, usage } = service;
  const facts = [
    ...(model === null ? [] : [`model ${oneLine(model)}`]),
    ...(fingerprint === null ? [] : [`fingerprint ${oneLine(fingerprint)}`]),
    ...(stopReason === null ? [] : [`stop reason ${oneLine(stopReason)}`]),
    ...(usage === null ? [] : [`tokens ${usage.input} in, ${usage.output} out`]),
  ];
  return facts.length === 0 ? [] : [`service: ${facts.join('; ')}`];
}

/** A name from outside must not look like lines of ours. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function rawLines(raw: ModelResponse['raw']): readonly string[] {
  if (raw === null) return [];
  if (raw === '') return ['raw body: empty'];
  const characters = Array.from(raw);
  const more = characters.length - RAW_SHOWN;
  if (more <= 0) return ['raw body:', raw];
  const cut = `… ${counted(more, 'more character')}, whole with --json`;
  return ['raw body:', characters.slice(0, RAW_SHOWN).join(''), cut];
}
