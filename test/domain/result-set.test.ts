import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { analysis, gradingSet, readingSet, runIdFrom } from '../../src/domain/result-set.js';

const run = runIdFrom('r1');
const reading = readingSet(run, 'strict', hashOf('rule'));
const grading = gradingSet(reading, { choice: hashOf('choice') }, hashOf('keys'));
const metric = { id: 'accuracy', hash: hashOf('accuracy') };

describe('identity of result sets', () => {
  it('another rule, grader or key makes another set, and with it every later one', () => {
    expect(readingSet(run, 'strict', hashOf('rule 2')).id).not.toBe(reading.id);
    expect(readingSet(runIdFrom('r2'), 'strict', hashOf('rule')).id).not.toBe(reading.id);
    expect(gradingSet(reading, { choice: hashOf('choice 2') }, hashOf('keys')).id).not.toBe(grading.id);
    expect(gradingSet(reading, { choice: hashOf('choice') }, hashOf('keys 2')).id).not.toBe(grading.id);
    const other = gradingSet(reading, { choice: hashOf('choice') }, hashOf('keys 2'));
    expect(analysis(other, metric, 'ite', 'none').id).not.toBe(analysis(grading, metric, 'ite', 'none').id);
  });

  it('tells every missing policy and correction apart', () => {
    const all = (['ite', 'complete', 'best', 'worst'] as const).flatMap((missing) =>
      (['none', 'ppi', 'lee'] as const).map(
        (correction) => analysis(grading, metric, missing, correction).id,
      ),
    );
    expect(new Set(all).size).toBe(12);
  });

  it('is the same for the same content, whatever the order of graders', () => {
    const a = gradingSet(reading, { choice: hashOf(1), text: hashOf(2) }, hashOf('keys'));
    const b = gradingSet(reading, { text: hashOf(2), choice: hashOf(1) }, hashOf('keys'));
    expect(a.id).toBe(b.id);
  });
});
