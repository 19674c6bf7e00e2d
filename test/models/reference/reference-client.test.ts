import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../../src/domain/response.js';
import type { ReferenceCase } from '../../../src/models/model-context.js';
import { openReference } from '../../../src/models/reference/reference-client.js';
import { answerOf, aReferenceCase, aRequest } from '../requests.js';

const NOTHING = 'nothing';

async function answer(
  name: string,
  request: ModelRequest,
  corpus: readonly ReferenceCase[],
  seed = 1,
): Promise<string> {
  const client = await openReference(
    { kind: 'reference', name, version: 1 },
    { workspace: '', corpus: () => corpus, seed },
  );
  return textOf(await answerOf(client, request));
}

function textOf(response: ModelResponse): string {
  if (response.status === 'answered') return response.text;
  expect(response.cause).toBe('empty');
  return NOTHING;
}

const cases = (...answers: readonly string[]): readonly ReferenceCase[] =>
  answers.map((each, n) => aReferenceCase({ caseId: `other-${n}`, answer: each }));
const inText = aRequest({ options: [], format: 'text' });

describe('every reference model', () => {
  const corpus: readonly ReferenceCase[] = Array.from({ length: 40 }, (_, n) =>
    aReferenceCase({
      caseId: `c${n}`,
      cluster: `patient-${Math.floor(n / 4)}`,
      set: n % 2 === 0 ? 'triage' : 'other',
      text: `${['chest pain', 'cough', 'rash', 'headache'][n % 4]} for ${n % 7} days`,
      answer: `key-${n % 5}`,
    }),
  );
  const options = Array.from({ length: 5 }, (_, n) => ({ id: `key-${n}`, text: `option ${'x'.repeat(n)}` }));

  it.each(['random', 'majority', 'longest-option', 'retrieval'])(
    '%s is kept from every key of the cluster that is asked',
    async (name) => {
      for (const asked of corpus) {
        const poisoned = corpus.map((one) =>
          one.cluster === asked.cluster ? { ...one, answer: 'key-3', text: asked.text } : one,
        );
        const without = corpus.filter((one) => one.cluster !== asked.cluster);
        for (const parts of [{ options }, { options: [], format: 'text' }] as const) {
          const request = aRequest(
            { ...parts, caseText: asked.text },
            { caseId: asked.caseId, set: asked.set, cluster: asked.cluster },
          );
          // TF-IDF weighs terms by all texts, so the texts of the cluster stay as they are there.
          const compared = name === 'retrieval' ? keepTexts(poisoned, corpus) : poisoned;
          const base = name === 'retrieval' ? corpus : without;
          expect(await answer(name, request, compared)).toBe(await answer(name, request, base));
        }
      }
    },
  );

  it.each(['random', 'majority', 'longest-option', 'retrieval'])(
    '%s does not depend on the order of the corpus',
    async (name) => {
      const request = aRequest({ options: [], format: 'text', caseText: 'a rash' }, { cluster: 'patient-2' });
      expect(await answer(name, request, [...corpus].reverse())).toBe(await answer(name, request, corpus));
    },
  );

  it('answers JSON with fields, and alone on the last line', async () => {
    const request = aRequest({ format: 'json' });
    expect(await answer('majority', request, cases('later'))).toBe(
      '{"answer":"later","disposition":"later"}\nlater',
    );
  });
});

function keepTexts(
  poisoned: readonly ReferenceCase[],
  corpus: readonly ReferenceCase[],
): readonly ReferenceCase[] {
  return poisoned.map((one, n) => ({ ...one, text: corpus[n]?.text ?? one.text }));
}

describe('reference:random', () => {
  it('draws each option about as often', async () => {
    const counts = { now: 0, later: 0 };
    const client = await openReference(
      { kind: 'reference', name: 'random', version: 1 },
      { workspace: '', corpus: () => [], seed: 1 },
    );
    for (let n = 0; n < 2000; n++) {
      const text = textOf(await answerOf(client, aRequest({}, { caseId: `c${n}` })));
      counts[text === 'now' ? 'now' : 'later'] += 1;
    }
    // Five standard deviations of a fair coin: 5 · √(2000 / 4).
    expect(Math.abs(counts.now - 1000)).toBeLessThan(112);
  });

  it('differs by repeat and by seed', async () => {
    const drawn = async (seed: number): Promise<readonly string[]> =>
      Promise.all(
        Array.from({ length: 20 }, (_, repeat) => answer('random', aRequest({}, { repeat }), [], seed)),
      );
    const first = await drawn(1);
    expect(new Set(first).size).toBe(2);
    expect(await drawn(2)).not.toEqual(first);
    expect(await drawn(1)).toEqual(first);
  });

  it('draws an answer of another cluster where there are no options', async () => {
    const own = aReferenceCase({ caseId: 'own', cluster: 'chest-pain-01', answer: 'secret' });
    expect(await answer('random', inText, [own, ...cases('asthma')])).toBe('asthma');
    expect(await answer('random', inText, [own])).toBe(NOTHING);
  });
});

describe('reference:majority', () => {
  it('gives the most frequent answer; with ties the first option, or the first in order', async () => {
    expect(await answer('majority', aRequest(), cases('later', 'now', 'later'))).toBe('later');
    expect(await answer('majority', aRequest(), cases('later', 'now'))).toBe('now');
    expect(await answer('majority', inText, cases('b', 'a', 'c', 'b', 'a'))).toBe('a');
  });

  it('counts only answers that the case offers, and falls back to the first option', async () => {
    expect(await answer('majority', aRequest(), cases('X', 'X', 'later'))).toBe('later');
    expect(await answer('majority', aRequest(), cases('X'))).toBe('now');
    expect(await answer('majority', aRequest(), [])).toBe('now');
    expect(await answer('majority', inText, [])).toBe(NOTHING);
  });

  it('looks at its own set first', async () => {
    const foreign = ['now', 'now', 'now'].map((each, n) =>
      aReferenceCase({ set: 'elsewhere', caseId: `f${n}`, answer: each }),
    );
    expect(await answer('majority', aRequest(), [...foreign, ...cases('later')])).toBe('later');
    expect(await answer('majority', inText, foreign)).toBe('now');
  });
});

describe('reference:longest-option', () => {
  it('gives the longest, the first of equals, counted in characters', async () => {
    const options = (...texts: readonly string[]): ModelRequest =>
      aRequest({ options: texts.map((text, n) => ({ id: `o${n}`, text })) });
    expect(await answer('longest-option', options('a', 'abc', 'xyz'), [])).toBe('o1');
    expect(await answer('longest-option', options('🫀🫀', 'abc'), [])).toBe('o1');
    expect(await answer('longest-option', inText, [])).toBe(NOTHING);
  });
});

describe('reference:retrieval', () => {
  const corpus = [
    aReferenceCase({ caseId: 'a', text: 'crushing chest pain in the left arm', answer: 'now' }),
    aReferenceCase({ caseId: 'b', text: 'runny nose and a cough', answer: 'later' }),
    aReferenceCase({ caseId: 'c', text: 'runny nose and a cough for weeks', answer: 'never' }),
  ];

  it('gives the answer of the nearest case', async () => {
    const ask = (caseText: string): Promise<string> => answer('retrieval', aRequest({ caseText }), corpus);
    expect(await ask('I have pain in my chest')).toBe('now');
    expect(await ask('My nose is runny')).toBe('later');
  });

  it('looks only at cases whose answer is offered', async () => {
    const asked = 'runny nose and a cough for weeks';
    expect(await answer('retrieval', aRequest({ caseText: asked }), corpus)).toBe('later');
    expect(await answer('retrieval', { ...inText, caseText: asked }, corpus)).toBe('never');
  });

  it('answers as majority where nothing is alike', async () => {
    const extra = aReferenceCase({ caseId: 'd', text: 'zzz', answer: 'later' });
    expect(await answer('retrieval', aRequest({ caseText: '???' }), [...corpus, extra])).toBe('later');
    expect(await answer('retrieval', { ...inText, caseText: '???' }, [])).toBe(NOTHING);
  });
});
