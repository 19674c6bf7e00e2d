import type { PlannedTrials } from '../domain/plan.js';
import type { Problem } from '../domain/problem.js';
import { mayLeave } from '../domain/unguarded.js';
import type { Workspace } from '../load/workspace.js';
import { screenIdentifiers } from '../models/identifiers/screen-identifiers.js';

interface SentPrompt {
  readonly file: string;
  readonly field: string;
  readonly text: string | undefined;
}

/**
 * Screens the prompts that go with every case to a model outside the institution or to a program that no file declares.
 * They belong to no set that could be declared synthetic, so a hit stops nothing: it is said.
 *
 * @returns one warning for each prompt with hits, without the text
 */
export function screenPrompts({ plan }: PlannedTrials, workspace: Workspace): readonly Problem[] {
  return sentPrompts(plan, workspace).flatMap(({ file, field, text = '' }) => {
    const kinds = [...new Set(screenIdentifiers(text).map(({ kind }) => kind))];
    if (kinds.length === 0) return [];
    return [
      {
        severity: 'warning',
        file,
        line: null,
        column: null,
        field,
        expected: 'no identifier in what goes with every case to where it may leave the institution',
        found: `what is or may be one (${kinds.join(', ')})`,
        remedy: 'Look at the text, and remove what identifies somebody.',
      } as const,
    ];
  });
}

function sentPrompts(
  { models, protocols }: PlannedTrials['plan'],
  workspace: Workspace,
): readonly SentPrompt[] {
  const leaving = models.filter(({ version }) => mayLeave(version));
  if (leaving.length === 0) return [];
  const ofModels = leaving.map(({ version: { model, system_prompt: text } }) => ({
    file: workspace.models.get(model)?.file ?? model,
    field: 'system_prompt',
    text,
  }));
  const ofProtocols = protocols.flatMap(({ protocol, prompt: { system, user } }) => {
    const file = workspace.protocols.get(protocol)?.file ?? protocol;
    return [
      { file, field: 'prompt.system', text: system },
      { file, field: 'prompt.user', text: user },
    ];
  });
  return [...ofModels, ...ofProtocols];
}
