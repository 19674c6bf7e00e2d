import type { Message } from './ports/model-client.js';

/** A rule of thumb for English text; other languages and numbers take more tokens. */
const CHARACTERS_PER_TOKEN = 4;

/** Tokens of so many characters, where no service counts them: an estimate. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/** Tokens of one request: an estimate. */
export function estimateRequest(messages: readonly Message[]): number {
  let characters = 0;
  for (const { text } of messages) characters += text.length;
  return estimateTokens(characters);
}
