import type { ReferenceClient } from '../../domain/model-version.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import { PreceptorError } from '../../errors.js';
import type { ModelContext } from '../model-context.js';
import { answered, failed } from '../model-response.js';
import type { ReferenceAnswer } from './reference-model.js';
import { referenceForms, referenceKind } from './reference-models.js';

/**
 * Opens a reference model. The corpus is read once, at opening, by those that learn from one.
 *
 * @throws PreceptorError `MODEL_UNKNOWN` for a name or version that does not exist
 */
export async function openReference(spec: ReferenceClient, context: ModelContext): Promise<ModelClient> {
  const { name, version } = spec;
  const kind = referenceKind(name);
  if (kind === null || !kind.versions.includes(version)) {
    throw new PreceptorError(
      'MODEL_UNKNOWN',
      `reference:${name}@${version}: expected one of ${referenceForms().join(', ')}.`,
    );
  }
  const model = await kind.open(version, context);
  let isClosed = false;
  return {
    async ask(request, signal) {
      const startedMs = performance.now();
      const parts = (): { origin: 'live'; latencyMs: number } => ({
        origin: 'live',
        latencyMs: performance.now() - startedMs,
      });
      if (isClosed || signal.aborted) return null;
      const said = model(request);
      switch (said.kind) {
        case 'none':
          return failed('empty', `reference:${name} gives no answer: ${said.because}`, parts());
        case 'answer':
          return answered(format(said, request), parts());
      }
    },
    async close() {
      isClosed = true;
    },
  };
}

type Answer = Extract<ReferenceAnswer, { kind: 'answer' }>;

/** The fields under which protocols ask for the answer. */
const ANSWER_FIELDS = ['answer', 'disposition'] as const;

/**
 * The answer alone; where JSON is asked for, an object that has it under each of its usual names, with the confidence in
 * per cent where there is one, and the answer alone on a last line.
 */
function format({ answer, confidence }: Answer, request: ModelRequest): string {
  if (request.format !== 'json') return answer;
  const fields = Object.fromEntries(ANSWER_FIELDS.map((field) => [field, answer]));
  return `${JSON.stringify(confidence === null ? fields : { ...fields, confidence })}\n${answer}`;
}
