import { describe, expect, it } from 'vitest';
import { outputLimit } from '../../src/domain/output-limit.js';

describe('outputLimit', () => {
  it.each([
    [{}, null],
    [{ temperature: 0 }, null],
    [{ max_tokens: '800' }, null],
    [{ max_tokens: -1 }, null],
    [{ max_tokens: 800 }, 800],
    [{ max_completion_tokens: 900 }, 900],
    [{ max_output_tokens: 7 }, 7],
    [{ maxOutputTokens: 0 }, 0],
    [{ max_tokens: 800, max_completion_tokens: 900 }, 900],
  ])('%j', (settings, limit) => {
    expect(outputLimit(settings)).toBe(limit);
  });
});
