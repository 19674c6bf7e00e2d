/** One thing that a user can get wrong, and what Preceptor has to say to it. */
export interface BrokenInput {
  readonly name: string;
  readonly exit: number;
  /** Everything that the message has to contain. */
  readonly says: readonly string[];
}

export interface BrokenOutcome {
  readonly exit: number | null;
  /** Standard output and standard error. */
  readonly text: string;
  /** A reason why it could not be tried here; null: it was. */
  readonly skipped: string | null;
}

export const BROKEN_INPUTS: readonly BrokenInput[];

/** A folder with the sound workspaces that every input spoils in its own copy. */
export function prepareTemplates(): { readonly folder: string; readonly remove: () => void };

/** Spoils a fresh workspace and runs the command, as a user would. */
export function tryBrokenInput(input: BrokenInput, templates: string): Promise<BrokenOutcome>;
