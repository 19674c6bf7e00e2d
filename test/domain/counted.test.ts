import { expect, it } from 'vitest';
import { counted } from '../../src/domain/counted.js';

it('counts one and many', () => {
  expect(counted(1, 'trial')).toBe('1 trial');
  expect([counted(0, 'trial'), counted(2, 'trial')]).toEqual(['0 trials', '2 trials']);
  expect([counted(1, 'policy', 'policies'), counted(3, 'policy', 'policies')]).toEqual([
    '1 policy',
    '3 policies',
  ]);
});
