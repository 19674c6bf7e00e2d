import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HTTP_APIS } from '../../../../src/domain/model-version.js';
import type { Dialect, DialectAnswer } from '../../../../src/models/http/dialect.js';
import { DIALECTS } from '../../../../src/models/http/dialects/dialects.js';

const SECRET = 'sk-s3cret';

/** Names that the dialects look for, so that chance builds bodies that are nearly right. */
const NAMES = [
  'candidates',
  'choices',
  'code',
  'content',
  'error',
  'finishReason',
  'finish_reason',
  'innererror',
  'logprobs',
  'message',
  'model',
  'output',
  'parts',
  'promptFeedback',
  'refusal',
  'status',
  'stop_reason',
  'text',
  'type',
  '__proto__',
];
const LEAVES = [
  SECRET,
  429,
  'error',
  'failed',
  'text',
  'message',
  'output_text',
  'completed',
  'incomplete',
  7,
  true,
  null,
  '',
];

const { body: ANY_BODY } = fc.letrec<{ body: unknown }>((tie) => ({
  body: fc.oneof(
    { maxDepth: 7, depthSize: 'large' },
    fc.constantFrom(...LEAVES),
    fc.array(tie('body'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('body'), { maxKeys: 5 }),
  ),
}));

const detailOf = (answer: DialectAnswer): string => (answer.status === 'failed' ? answer.detail : '');

it('is there for every API', () => {
  expect(Object.keys(DIALECTS)).toEqual([...HTTP_APIS]);
});

describe.each(Object.entries<Dialect>(DIALECTS))('%s', (_api, dialect) => {
  it('reads whatever comes without an error, and quotes none of it', () => {
    fc.assert(
      fc.property(ANY_BODY, (body) => {
        const document: unknown = JSON.parse(JSON.stringify(body));
        const answer = dialect.read(document);
        expect(detailOf(answer).length).toBeLessThanOrEqual(200);
        expect(detailOf(answer)).not.toContain(SECRET);
        if (answer.status === 'answered') expect(answer.text.trim()).not.toBe('');
        expect(typeof dialect.isContentFilter(document)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it.each([undefined, null, 7, true, '', 'x'.repeat(1_000_000), [], [{}], {}])(
    'is malformed for the body of another service (%#)',
    (document) => {
      expect(dialect.read(document)).toMatchObject({ status: 'failed', cause: 'malformed-response' });
      expect(dialect.isContentFilter(document)).toBe(false);
    },
  );

  it('is malformed, and says it briefly, for texts of a million characters where none belong', () => {
    const long = SECRET.repeat(100_000);
    for (const name of ['choices', 'output', 'content', 'candidates', 'status']) {
      const answer = dialect.read({ [name]: long });
      expect(answer).toMatchObject({ status: 'failed', cause: 'malformed-response' });
      expect(detailOf(answer).length).toBeLessThanOrEqual(200);
      expect(detailOf(answer)).not.toContain(SECRET);
    }
  });

  it.each<readonly [unknown, string]>([
    [{ code: 429, message: SECRET }, 'rate-limited'],
    [{ code: '429', type: 'throttling_error', message: SECRET }, 'rate-limited'],
    [{ code: 502, message: SECRET.repeat(500_000) }, 'server-error'],
    [{ type: 'internal_server_error', message: SECRET }, 'server-error'],
    [{ code: 'context_length_exceeded', message: SECRET }, 'truncated'],
    [{ code: SECRET, message: SECRET }, 'malformed-response'],
    [{ code: { code: 429 } }, 'malformed-response'],
    [[{ code: 429 }], 'malformed-response'],
    [SECRET.repeat(500_000), 'malformed-response'],
    [null, 'malformed-response'],
  ])('tells whose the error is that stands in the place of an answer (%#)', (error, cause) => {
    const answer = dialect.read({ error });
    expect(answer).toMatchObject({ status: 'failed', cause });
    expect(detailOf(answer).length).toBeLessThanOrEqual(200);
    expect(detailOf(answer)).not.toContain(SECRET);
  });

  it('takes no field for its own that every object inherits', () => {
    const document: unknown = JSON.parse('{"__proto__": {"choices": [], "output": [], "content": []}}');
    expect(dialect.read(document)).toMatchObject({ cause: 'malformed-response' });
  });

  it('sends lists and objects among the settings as they are', () => {
    const endpoint = { kind: 'http', api: 'openai-chat', url: 'https://gateway.example/v1' } as const;
    const settings = { max_tokens: 8, reasoning: { effort: 'high' }, stop: ['a', { b: null }] };
    const body = dialect.body({ model: 'm', messages: [], settings }, endpoint);
    expect(body.generationConfig ?? body).toMatchObject(settings);
    const wrong = { max_tokens: 8, reasoning: { budget: Number.NaN } };
    const ask = () => dialect.body({ model: 'm', messages: [], settings: wrong }, endpoint);
    expect(ask).toThrow('settings.reasoning.budget: expected a finite number, found NaN');
  });

  it('holds the secret in its headers alone', () => {
    const endpoint = { kind: 'http', api: 'openai-chat', url: 'https://gateway.example/v1' } as const;
    const request = {
      model: 'm',
      messages: [{ role: 'user', text: 'x' }],
      settings: { max_tokens: 8 },
    } as const;
    const body = dialect.body(request, endpoint);
    const headers = Object.values(dialect.authorise(SECRET, false));
    expect(headers.filter((value) => value.includes(SECRET))).toHaveLength(1);
    expect(dialect.path(endpoint, 'm')).toMatch(/^\/[^\s#]+$/);
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect(JSON.stringify(dialect.authorise(null, true))).not.toMatch(/authorization|key/i);
  });
});
