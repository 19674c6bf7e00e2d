import { describe, expect, it } from 'vitest';
import { askHash } from '../../src/domain/protocol.js';
import { aProtocol, aRule } from '../builders/a-protocol.js';

describe('askHash', () => {
  const base = askHash(aProtocol());

  it('does not see how an answer is read, nor name, version and description', () => {
    const readings = { strict: aRule({ on_miss: { answer: 'A' } }), lenient: aRule() };
    for (const same of [
      { readings },
      { readings, reading: 'lenient' },
      { protocol: 'other', version: '2', description: 'words' },
    ]) {
      expect(askHash(aProtocol(same))).toBe(base);
    }
  });

  it('sees prompt, answer format and confidence', () => {
    expect(askHash(aProtocol({ prompt: { user: '{{case}}' } }))).not.toBe(base);
    expect(askHash(aProtocol({ prompt: { system: 's', user: '{{case}}\n\n{{options}}' } }))).not.toBe(base);
    expect(askHash(aProtocol({ answer: { format: 'text' } }))).not.toBe(base);
    expect(askHash(aProtocol({ confidence: ['verbalised'] }))).not.toBe(base);
  });
});
