import { describe, expect, it } from 'vitest';
import { acceptedPositions, farthestPosition, nearestPosition, type Scale } from '../../src/domain/scale.js';

const scale: Scale = { name: 's', levels: ['a', 'b', 'c', 'd', 'e'], critical: 1 };

describe('scale', () => {
  it('takes accepted levels in the order of the scale, and no others', () => {
    expect(acceptedPositions(scale, ['d', 'b', 'x'])).toEqual([1, 3]);
    expect(acceptedPositions(scale, [])).toEqual([]);
  });

  it('measures against the nearest accepted level, of two equally near the more urgent', () => {
    expect(nearestPosition([1, 3], 3)).toBe(3);
    expect(nearestPosition([1, 3], 2)).toBe(1);
    expect(nearestPosition([1, 3], 4)).toBe(3);
    expect(nearestPosition([], 2)).toBeNull();
  });

  it('goes as far from a level as it can', () => {
    expect([0, 1, 2, 3, 4].map((at) => farthestPosition(scale, at))).toEqual([4, 4, 4, 0, 0]);
  });
});
