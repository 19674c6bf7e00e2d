import { fieldOf, isArray } from '../json.js';

/** For a message. */
export const TOO_LONG = 'the request is longer than the model’s context';

/** What is read of a message: gateways put words before a vendor’s, and some put the request behind them. */
const MOST_CHARS = 1_000;

/** Whole statements of a vendor, each with its numbers: nothing else says them, wherever they stand. */
const STATEMENTS: readonly RegExp[] = [
  // OpenAI, vLLM, DeepSeek, OpenRouter.
  /\bthis (?:model|endpoint)['’]s maximum context length is \d{1,12} tokens(?:[.,] however,? (?:you requested|your messages resulted in|your request has|your prompt contains)| and your request has|, but the prompt (?:is|contains)) (?:about |at least )?\d{1,12}\b/i,
  /\binput tokens exceed the configured limit of \d{1,12} tokens\. your messages resulted in \d{1,12} tokens\b/i,
  /\bprompt (?:\((?:total )?length \d{1,12}\)|length of \d{1,12}) is (?:longer than the maximum model length of|too long to fit into the model \(context length) \d{1,12}\b/i,
  // SGLang.
  /\binput \(\d{1,12} tokens\) is longer than the model['’]s context length \(\d{1,12} tokens\)/i,
  /\btoken count exceeds the model['’]s maximum context length of \d{1,12} tokens\. you requested a total of \d{1,12} tokens\b/i,
  // llama.cpp.
  /\brequest \(\d{1,12} tokens\) exceeds the available context size \(\d{1,12} tokens\)/i,
  // Text Generation Inference.
  /`inputs` tokens \+ `max_new_tokens` must be <= \d{1,12}\. given: \d{1,12} `inputs` tokens\b/i,
  /`inputs` must have less than \d{1,12} tokens\. given: \d{1,12}\b/i,
  // Anthropic.
  /\bprompt is too long: \d{1,12} tokens > \d{1,12} maximum\b/i,
  /\binput length and `max_tokens` exceed context limit: \d{1,12} \+ \d{1,12} > \d{1,12}\b/i,
  // Google.
  /\binput token count \(\d{1,12}\) exceeds the maximum number of tokens allowed \(\d{1,12}\)/i,
  /\binput token count is \d{1,12} but (?:the )?model only supports up to \d{1,12}\b/i,
  // Mistral, xAI.
  /\bprompt contains \d{1,12} tokens(?: and \d{1,12} draft tokens)?, too large for model with \d{1,12} maximum context length\b/i,
  /\bmaximum prompt length is \d{1,12} but the request contains \d{1,12} tokens\b/i,
];

/** Statements without both numbers: they count at the start of a message alone. */
const STARTS: readonly RegExp[] = [
  // llama.cpp, Ollama, LM Studio.
  /^the request exceeds the available context size\b/i,
  /^(?:the )?input length exceeds the context length\b/i,
  /^the number of tokens to keep from the initial prompt is greater than the context length\b/i,
  // Google, OpenAI, Bedrock.
  /^the input token count exceeds the maximum number of tokens allowed\b/i,
  /^your input exceeds the context window of this model\b/i,
  /^input is too long for requested model\b/i,
  // LiteLLM: its own name of the error, before the vendor’s words.
  /^litellm\.ContextWindowExceededError:/,
];

/**
 * Whether the body of an error says that the request (with the longest answer that it asks for, where the service counts
 * both) is longer than the model’s context: by a code, or, where the API has none for it, by its message.
 *
 * @param document - a parsed body with an error’s status, of any vendor
 */
export function isContextLengthError(document: unknown): boolean {
  // Google wraps it so behind OpenAI’s format.
  const body = isArray(document) ? document[0] : document;
  const error = fieldOf(body, 'error');
  if (fieldOf(error, 'code') === 'context_length_exceeded') return true;
  const type = fieldOf(error, 'type');
  if (type === 'exceed_context_size_error') return true;
  const message = messageOf(body, error);
  if (message === null) return false;
  if (type === 'invalid_request_error' && /^prompt is too long\b/i.test(message)) return true;
  return [...STATEMENTS, ...STARTS].some((statement) => statement.test(message));
}

/** Its start. It stands in the error, is the error, or, in bodies that are an error as a whole, beside it. */
function messageOf(body: unknown, error: unknown): string | null {
  const message = typeof error === 'string' ? error : fieldOf(error === undefined ? body : error, 'message');
  return typeof message === 'string' ? message.slice(0, MOST_CHARS) : null;
}
