import { PreceptorError } from '../errors.js';
import type { Case } from './case.js';
import type { Option, Turn } from './turn.js';
import { BASE_VARIANT } from './variant.js';

/** What of a case is asked at one step of one variant. */
export interface Question {
  readonly turns: readonly Turn[];
  readonly options: readonly Option[];
}

/**
 * The variant’s own turns and options, or the base’s where it has none; of a case in steps, the turns up to that step.
 *
 * @param step - the number of a step; of a case without steps any number
 * @throws PreceptorError `INTERNAL` where the case has no such variant
 */
export function questionOf(aCase: Case, variantId: string, step: number): Question {
  const variant = aCase.variants?.find(({ id }) => id === variantId);
  if (variant === undefined && variantId !== BASE_VARIANT) {
    throw new PreceptorError('INTERNAL', `case ${aCase.id} has no variant ${variantId}`);
  }
  const turns = variant?.turns ?? aCase.turns;
  const through = aCase.steps?.find((one) => one.step === step)?.through;
  return {
    turns: through === undefined ? turns : turns.slice(0, through),
    options: variant?.options ?? aCase.options ?? [],
  };
}

/** The case’s own text in it, whatever the protocol puts around it. */
export function caseTextOf({ turns }: Question): string {
  return turns.map(({ text }) => text).join('\n\n');
}
