import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWaitingLine } from '../../../src/models/limit/waiting-line.js';

const steps = fc.array(
  fc.oneof(
    fc.constant({ kind: 'join' } as const),
    fc.constant({ kind: 'next' } as const),
    fc.record({ kind: fc.constant('leave' as const), who: fc.nat({ max: 40 }) }),
  ),
  { maxLength: 120 },
);

it('serves in the order of joining, without those who left', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const line = createWaitingLine<number>();
      const leaves: (() => void)[] = [];
      let model: readonly number[] = [];
      for (const step of all) {
        if (step.kind === 'join') {
          model = [...model, leaves.length];
          leaves.push(line.join(leaves.length));
        } else if (step.kind === 'leave') {
          model = model.filter((each) => each !== step.who);
          leaves[step.who]?.();
        } else {
          expect(line.next()).toBe(model[0] ?? null);
          model = model.slice(1);
        }
        expect(line.isEmpty()).toBe(model.length === 0);
      }
      for (const expected of [...model, null]) expect(line.next()).toBe(expected);
    }),
  );
});
