import { describe, expect, it } from 'vitest';
import { listChanges } from '../../src/report/list-changes.js';
import { aModel } from '../builders/a-plan.js';

describe('listChanges', () => {
  it('says of every part whether it is the same', () => {
    const before = aModel({ model: 'm1', settings: { temperature: 0 } }, 'baseline');
    const after = aModel({ model: 'm2', settings: { temperature: 1 }, system_prompt: 'Be brief.' });
    const changes = listChanges(before, after);
    expect(changes.filter((c) => !c.same).map((c) => c.what)).toEqual([
      'model',
      'model hash',
      'settings',
      'system prompt',
    ]);
    expect(changes.find((c) => c.what === 'system prompt')).toMatchObject({
      baseline: 'none',
      candidate: 'Be brief.',
    });
    expect(changes.find((c) => c.what === 'family')).toMatchObject({ same: true });
  });

  it('does not take what nobody stated for a deployment that stayed the same', () => {
    const changes = listChanges(
      aModel({}, 'baseline'),
      aModel({ deployment: { location: 'outside', region: 'EU' } }),
    );
    expect(changes.find((c) => c.what === 'region')).toEqual({
      what: 'region',
      baseline: 'not stated',
      candidate: 'EU',
      same: false,
    });
    expect(changes.find((c) => c.what === 'location')?.same).toBe(false);
  });

  it('shows a changed price', () => {
    const price = { currency: 'USD', input_per_million: 1, output_per_million: 2 };
    expect(listChanges(aModel(), aModel({ price })).find((c) => c.what === 'price')).toEqual({
      what: 'price',
      baseline: 'not stated',
      candidate: 'currency: "USD", input_per_million: 1, output_per_million: 2',
      same: false,
    });
  });

  it('finds no change between a version and itself', () => {
    expect(listChanges(aModel(), aModel()).every((change) => change.same)).toBe(true);
  });
});
