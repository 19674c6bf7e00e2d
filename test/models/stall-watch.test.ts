import { expect, it } from 'vitest';
import { createStallWatch } from '../../src/models/stall-watch.js';

function aWatch() {
  let nowMs = 1_000;
  const watch = createStallWatch(() => nowMs);
  return {
    watch,
    pass(ms: number): void {
      nowMs += ms;
    },
  };
}

it('counts no time in which the process went on', () => {
  const { watch, pass } = aWatch();
  for (let n = 0; n < 10; n++) {
    pass(1_200);
    expect(watch.stalledMs()).toBe(0);
  }
  watch.close();
});

it('counts each time that it stood still, once', () => {
  const { watch, pass } = aWatch();
  pass(4_250);
  expect(watch.stalledMs()).toBe(4_000);
  expect(watch.stalledMs()).toBe(4_000);
  pass(10_250);
  expect(watch.stalledMs()).toBe(14_000);
  watch.close();
});

it('is told by the clock of this machine where none is given', () => {
  const watch = createStallWatch();
  expect(watch.stalledMs()).toBe(0);
  watch.close();
});
