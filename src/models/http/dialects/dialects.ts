import type { HttpApi } from '../../../domain/model-version.js';
import type { Dialect } from '../dialect.js';
import { anthropic } from './anthropic.js';
import { azureInference } from './azure-inference.js';
import { azureOpenai } from './azure-openai.js';
import { gemini } from './gemini.js';
import { openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';

/** Every wire format that a live model can be asked in. */
export const DIALECTS = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'azure-openai': azureOpenai,
  'azure-inference': azureInference,
  anthropic,
  gemini,
} as const satisfies Record<HttpApi, Dialect>;
