import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROKEN_INPUTS, prepareTemplates, tryBrokenInput } from '../../bench/broken-input-list.mjs';

describe('a broken input', () => {
  let templates: ReturnType<typeof prepareTemplates>;
  beforeAll(() => {
    templates = prepareTemplates();
  }, 60_000);
  afterAll(() => templates.remove());

  it.for(BROKEN_INPUTS.map((input) => [input.name, input] as const))(
    '%s',
    { timeout: 90_000 },
    async ([, input], context) => {
      const { exit, text, skipped } = await tryBrokenInput(input, templates.folder);
      if (skipped !== null) return context.skip(skipped);
      for (const words of input.says) expect(text).toContain(words);
      expect(exit, text).toBe(input.exit);
      expect(text).not.toMatch(/^\s+at .+:\d+/m);
      expect(text).not.toContain('INTERNAL');
      expect(text).not.toContain('node:internal');
    },
  );
});
