import type { Protocol, ReadingPattern, ReadingRule } from '../../src/domain/protocol.js';

export function aPattern(part: Partial<ReadingPattern> = {}): ReadingPattern {
  return { name: 'final-line', pattern: 'Answer: (\\w+)', ...part };
}

export function aRule(part: Partial<ReadingRule> = {}): ReadingRule {
  return { answer: [aPattern()], ...part };
}

export function aProtocol(part: Partial<Protocol> = {}): Protocol {
  return {
    protocol: 'direct',
    version: '1',
    prompt: { user: '{{case}}\n\n{{options}}' },
    answer: { format: 'choice' },
    readings: { strict: aRule() },
    reading: 'strict',
    ...part,
  };
}
