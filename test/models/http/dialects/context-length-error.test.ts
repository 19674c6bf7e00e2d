import { describe, expect, it } from 'vitest';
import { isContextLengthError } from '../../../../src/models/http/dialects/context-length-error.js';

const saying = (message: unknown): unknown => ({ error: { message, type: 'BadRequestError', code: 400 } });

describe('a request that is longer than the model’s context is known', () => {
  it.each<readonly [string, unknown]>([
    ['OpenAI’s code', { error: { code: 'context_length_exceeded', message: 'x' } }],
    [
      'llama.cpp’s type',
      { error: { code: 500, type: 'exceed_context_size_error', n_prompt_tokens: 1407, n_ctx: 256 } },
    ],
    ['Google behind OpenAI’s format', [{ error: { code: 'context_length_exceeded' } }]],
    ['Anthropic’s type', { error: { type: 'invalid_request_error', message: 'Prompt is too long' } }],
  ])('by %s', (_name, document) => {
    expect(isContextLengthError(document)).toBe(true);
  });

  it.each<readonly [string, string]>([
    [
      'OpenAI, first',
      'This model’s maximum context length is 4097 tokens, however you requested 4203 tokens (3703 in your prompt; 500 for the completion).',
    ],
    [
      'OpenAI',
      "This model's maximum context length is 4097 tokens. However, your messages resulted in 4159 tokens.",
    ],
    [
      'Azure',
      'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 509178 tokens.',
    ],
    [
      'OpenAI, of Responses',
      'Your input exceeds the context window of this model. Please adjust your input.',
    ],
    [
      'vLLM, first',
      "This model's maximum context length is 4096 tokens. However, you requested 5060 tokens (4036 in the messages, 1024 in the completion).",
    ],
    [
      'vLLM, of the prompt',
      "This model's maximum context length is 16384 tokens. However, your request has 19427 input tokens. (parameter=input_tokens)",
    ],
    [
      'vLLM, of both',
      "This model's maximum context length is 8192 tokens. However, you requested 0 output tokens and your prompt contains at least 8193 input tokens",
    ],
    [
      'vLLM, of the answer',
      "'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context length is 8192 tokens and your request has 20 input tokens (9000 > 8192 - 20).",
    ],
    [
      'vLLM, in Rust',
      "this model's maximum context length is 4096 tokens, but the prompt contains 5000 input tokens",
    ],
    ['vLLM’s engine', 'The decoder prompt (length 21535) is longer than the maximum model length of 16384.'],
    [
      'vLLM’s first engine',
      'The prompt (total length 25938) is too long to fit into the model (context length 4096).',
    ],
    ['vLLM’s second engine', 'Prompt length of 5016 is longer than the maximum model length of 4096.'],
    [
      'OpenRouter',
      "This endpoint's maximum context length is 32768 tokens. However, you requested about 42832 tokens (42832 of text input).",
    ],
    ['SGLang', "The input (61709 tokens) is longer than the model's context length (40960 tokens)."],
    [
      'SGLang, of both',
      "Requested token count exceeds the model's maximum context length of 40960 tokens. You requested a total of 70000 tokens: 50000 from the input",
    ],
    [
      'llama.cpp, first',
      'the request exceeds the available context size. try increasing the context size or enable context shift',
    ],
    [
      'llama.cpp',
      'request (4476 tokens) exceeds the available context size (4096 tokens), try increasing it',
    ],
    ['Ollama', 'the input length exceeds the context length'],
    [
      'LM Studio',
      'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5228>= n_ctx: 4096).',
    ],
    [
      'TGI, of both',
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3474 `inputs` tokens and 60 `max_new_tokens`',
    ],
    ['TGI', 'Input validation error: `inputs` must have less than 4096 tokens. Given: 4545'],
    ['Anthropic', 'prompt is too long: 208310 tokens > 200000 maximum'],
    [
      'Anthropic, of both',
      'input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000, decrease input length',
    ],
    ['Google', 'The input token count (1196265) exceeds the maximum number of tokens allowed (1048576).'],
    [
      'Google, without the count',
      'The input token count exceeds the maximum number of tokens allowed 1048576.',
    ],
    [
      'Vertex AI',
      'Unable to submit request because the input token count is 1251952 but model only supports up to 1048576. Reduce the input',
    ],
    [
      'Mistral',
      'Prompt contains 235396 tokens and 0 draft tokens, too large for model with 131072 maximum context length',
    ],
    ['xAI', "This model's maximum prompt length is 131072 but the request contains 537812 tokens."],
    ['Bedrock', 'Input is too long for requested model.'],
    [
      'LiteLLM',
      'litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - too many. Received Model Group=m',
    ],
    [
      'LiteLLM around Anthropic',
      'litellm.BadRequestError: AnthropicException - b\'{"type":"error","error":{"message":"input length and `max_tokens` exceed context limit: 179413 + 32768 > 200000, decrease"}}\'',
    ],
    [
      'a body in a message',
      '{\n "error": {\n "code": 400,\n "message": "The input token count (3475108) exceeds the maximum number of tokens allowed (1048576)."',
    ],
  ])('by the words of %s, wherever the body has its message', (_name, message) => {
    expect(isContextLengthError(saying(message))).toBe(true);
    expect(isContextLengthError({ object: 'error', message, type: 'BadRequestError', code: 400 })).toBe(true);
    expect(isContextLengthError({ error: message, error_type: 'validation' })).toBe(true);
    expect(isContextLengthError([saying(message)])).toBe(true);
    expect(isContextLengthError(saying(`${message} ${'x'.repeat(5_000_000)}`))).toBe(true);
  });
});

describe('what is another error, or none', () => {
  it.each<readonly [unknown]>([
    [{ error: { type: 'api_error', message: 'prompt is too long' } }],
    [{ error: { type: 'invalid_request_error', message: 'max_tokens: prompt is too long' } }],
    [{ error: { type: 'invalid_request_error', message: ['prompt is too long'] } }],
    [{ error: { code: ['context_length_exceeded'] } }],
    [{ error: { type: { type: 'exceed_context_size_error' } } }],
    [{ error: { code: 'invalid_api_key' } }],
    [{ code: 'context_length_exceeded' }],
    [{ error: [{ code: 'context_length_exceeded' }] }],
    [{ error: null, message: 'Input is too long for requested model.' }],
    [[[{ error: { code: 'context_length_exceeded' } }]]],
    ['context_length_exceeded'],
    ['prompt is too long: 9 tokens > 8 maximum'],
    [[]],
    [null],
    [undefined],
  ])('is %j', (document) => {
    expect(isContextLengthError(document)).toBe(false);
  });

  it.each<readonly [string]>([
    ['context'],
    ["This model's maximum context length is 8192 tokens."],
    ['maximum context length'],
    ['The context of this question exceeds the length of the form'],
    ['max_tokens must be at least 1, got -186.'],
    ['`max_new_tokens` must be <= 192. Given: 200'],
    ['Rate limit reached on tokens per minute: Limit 12000, Requested 15318'],
    ['Invalid input: "the request exceeds the available context size" is no role'],
    ['Invalid input: "the input length exceeds the context length"'],
    ['The patient said: your input exceeds the context window of this model'],
    ['prompt is too long: 9 tokens'],
    ['Invalid input: prompt is too long'],
    [`prompt is too long: ${'9'.repeat(5_000_000)} tokens > 8 maximum`],
    [`Invalid input: ${'this model'.repeat(500_000)}`],
    [`Invalid input: ${'x'.repeat(5_000_000)} prompt is too long: 9 tokens > 8 maximum`],
  ])('says something else (%#)', (message) => {
    expect(isContextLengthError(saying(message))).toBe(false);
    expect(isContextLengthError({ error: message })).toBe(false);
  });
});
