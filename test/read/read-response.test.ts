import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadingRule } from '../../src/domain/protocol.js';
import type { Reading } from '../../src/domain/reading.js';
import { compileRule } from '../../src/read/read-response.js';
import { aPattern, aRule } from '../builders/a-protocol.js';

function read(rule: Partial<ReadingRule>, text: string, logProbability: number | null = null): Reading {
  return compileRule(aRule(rule))({ text, logProbability });
}

const whole = aPattern({ name: 'whole', whole: true });
const bare = { name: 'whole', whole: true } as const;

describe('compileRule: the answer', () => {
  const answer = [aPattern(), { name: 'letter', pattern: '\\b[A-E]\\b' }];

  it('is the first pattern’s that finds one, by its name', () => {
    expect(read({ answer }, 'A or B? Answer: C')).toMatchObject({
      status: 'read',
      answer: 'C',
      by: 'final-line',
    });
    expect(read({ answer }, 'A or B?')).toMatchObject({ answer: 'A', by: 'letter' });
  });

  it('is unreadable where none does, naming what was tried', () => {
    expect(read({ answer }, 'no idea')).toEqual({
      status: 'unreadable',
      detail: 'no pattern found an answer (tried final-line, letter)',
    });
    expect(read({ answer, on_miss: 'unreadable' }, '')).toMatchObject({ status: 'unreadable' });
  });

  it('is the declared one on a miss, and says so', () => {
    expect(read({ answer, on_miss: { answer: 'A' } }, 'no idea')).toMatchObject({
      status: 'read',
      answer: 'A',
      by: 'on-miss',
    });
    expect(read({ answer, on_miss: { answer: 'A' } }, 'Answer: B')).toMatchObject({
      answer: 'B',
      by: 'final-line',
    });
  });

  it('refuses a pattern that names two ways', () => {
    expect(() => read({ answer: [{ ...whole, json: 'a' }] }, '')).toThrow(/exactly one of/);
  });
});

describe('compileRule: refusals', () => {
  it('come first, though an answer is there too', () => {
    const refusal = [{ name: 'cannot', pattern: 'I cannot', ignore_case: true }];
    expect(read({ refusal }, 'i cannot say. Answer: B')).toEqual({ status: 'refused', by: 'cannot' });
    expect(read({ refusal, on_miss: { answer: 'A' } }, 'I cannot')).toEqual({
      status: 'refused',
      by: 'cannot',
    });
    expect(read({ refusal }, 'Answer: B')).toMatchObject({ status: 'read' });
  });
});

describe('compileRule: confidences', () => {
  function confidence(text: string, scale: 'unit' | 'percent'): number | undefined {
    const patterns = [{ name: 'c', pattern: 'c=(.*)' }];
    const rule = { answer: [bare], confidences: [{ source: 'verbalised' as const, scale, patterns }] };
    const reading = read(rule, `c=${text}`);
    return reading.status === 'read' ? reading.confidences[0]?.value : Number.NaN;
  }

  it.each([
    ['0.85', 'unit', 0.85],
    ['0', 'unit', 0],
    ['1', 'unit', 1],
    ['85', 'percent', 0.85],
    ['85 %', 'percent', 0.85],
    ['100%', 'percent', 1],
    ['0', 'percent', 0],
    ['1%', 'unit', 0.01],
    ['85%', 'unit', 0.85],
  ] as const)('reads %s on the scale %s as %d', (text, scale, value) => {
    expect(confidence(text, scale)).toBeCloseTo(value, 12);
  });

  it.each([
    ['85', 'unit'],
    ['1.01', 'unit'],
    ['-0.1', 'unit'],
    ['101', 'percent'],
    ['-1', 'percent'],
    ['high', 'unit'],
    ['%', 'percent'],
    [' % ', 'unit'],
    [' ', 'unit'],
    ['NaN', 'unit'],
    ['Infinity', 'percent'],
    ['0,85', 'unit'],
  ] as const)('drops %s on the scale %s: never clamped', (text, scale) => {
    expect(confidence(text, scale)).toBeUndefined();
  });

  it('are kept by their source, the client’s log-probability beside them', () => {
    const rule = {
      answer: [{ name: 'a', json: 'answer' }],
      confidences: [
        {
          source: 'verbalised' as const,
          scale: 'percent' as const,
          patterns: [{ name: 'j', json: 'confidence' }],
        },
      ],
    };
    expect(read(rule, '{"answer": "B", "confidence": 70}', Math.log(0.5))).toMatchObject({
      confidences: [
        { source: 'verbalised', value: 0.7 },
        { source: 'logprob', value: 0.5 },
      ],
    });
  });

  it('come from a log-probability only where it is one', () => {
    const values = [0, -1, 0.1, Number.NaN].map((log) => {
      const reading = read({ answer: [bare] }, 'B', log);
      return reading.status === 'read' ? reading.confidences.map((c) => c.value) : null;
    });
    expect(values).toEqual([[1], [Math.exp(-1)], [], []]);
  });

  it('do not take the answer away where they cannot be read', () => {
    const confidences = [
      { source: 'verbalised' as const, scale: 'unit' as const, patterns: [{ name: 'j', json: 'c' }] },
    ];
    expect(read({ confidences }, 'Answer: B')).toMatchObject({ answer: 'B', confidences: [] });
  });
});

describe('compileRule: any text', () => {
  const rule = compileRule(
    aRule({
      refusal: [{ name: 'r', pattern: 'I (cannot|will not)' }],
      answer: [
        { name: 'j', json: 'a.b' },
        { name: 'p', after: 'Answer', pattern: '(\\S+)\\s*$' },
      ],
      confidences: [
        { source: 'verbalised', scale: 'percent', patterns: [{ name: 'c', pattern: '(\\d+)%' }] },
      ],
    }),
  );

  it('never throws, and reads the same text the same way', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const first = rule({ text, logProbability: null });
        expect(rule({ text, logProbability: null })).toEqual(first);
        expect(['read', 'refused', 'unreadable']).toContain(first.status);
      }),
    );
  });

  it('reads hostile megabytes in linear time', () => {
    for (const part of ['{', '{"a":', 'Answer', 'I can', '9', '\n']) {
      const began = performance.now();
      rule({ text: part.repeat(1_000_000 / part.length), logProbability: null });
      expect(performance.now() - began).toBeLessThan(6000);
    }
  });
});
