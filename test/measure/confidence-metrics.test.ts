import { describe, expect, it } from 'vitest';
import { brier } from '../../src/measure/brier.js';
import { calibrationError, calibrationSlope, confidenceAuroc } from '../../src/measure/calibration.js';
import { aContext, aGradedTrial } from '../builders/a-trial.js';
import { aUnit, stated, UNGRADED, UNREADABLE } from './graded-units.js';

const asked = aContext({ confidence: 'verbalised' });

describe('Brier score of one unit', () => {
  it('is the mean over repeats of (confidence − right)²: (0.1² + 0.9²) / 2', () => {
    const found = brier.value(aUnit(stated(true, 0.9), stated(false, 0.9)), asked, 'ite');
    expect(found).toMatchObject({ kind: 'mean' });
    expect(found.kind === 'mean' && found.y).toBeCloseTo(0.41, 12);
  });

  it('counts 1 where the model owes the answer or its confidence, and nothing where the grader owes', () => {
    const silent = aGradedTrial();
    expect(brier.value(aUnit(UNREADABLE), asked, 'ite')).toMatchObject({ y: 1 });
    expect(brier.value(aUnit(silent), asked, 'ite')).toMatchObject({ y: 1 });
    expect(brier.value(aUnit(silent), asked, 'complete')).toEqual({ kind: 'missing', reason: 'model' });
    expect(brier.value(aUnit(UNGRADED), asked, 'ite')).toEqual({ kind: 'missing', reason: 'grader' });
    expect(brier.value(aUnit(UNGRADED), asked, 'best')).toMatchObject({ y: 0 });
  });

  it('is about no unit whose protocol asks for no confidence, or for another source', () => {
    const missing = { kind: 'missing', reason: 'not-applicable' };
    expect(brier.value(aUnit(stated(true, 0.9)), aContext(), 'ite')).toEqual(missing);
    const logprob = aContext({ confidence: 'logprob' });
    expect(brier.value(aUnit(stated(true, 0.9)), logprob, 'ite')).toMatchObject({ y: 1 });
  });
});

describe.each([confidenceAuroc, calibrationSlope, calibrationError])('$id: what one unit adds', (metric) => {
  it('is the first repeat’s confidence and whether it was right', () => {
    const unit = aUnit(stated(false, 0.7), stated(true, 0.2));
    expect(metric.value(unit, asked, 'ite')).toEqual({
      kind: 'forecast',
      f: 0.7,
      o: 0,
      source: 'verbalised',
    });
  });

  it('is nothing where there is no forecast, whoever is charged with it', () => {
    for (const missing of ['ite', 'complete', 'best', 'worst'] as const) {
      expect(metric.value(aUnit(UNREADABLE), asked, missing)).toEqual({ kind: 'missing', reason: 'model' });
      expect(metric.value(aUnit(UNGRADED), asked, missing)).toEqual({ kind: 'missing', reason: 'grader' });
      expect(metric.value(aUnit(stated(true, 1)), aContext(), missing)).toMatchObject({
        reason: 'not-applicable',
      });
    }
  });
});
