import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from '../../src/models/on-abort.js';

describe('onAbort', () => {
  it('calls every listener once, in order, with one listener on the signal', () => {
    const stop = new AbortController();
    const heard: number[] = [];
    for (let n = 0; n < 50; n += 1) onAbort(stop.signal, () => void heard.push(n));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort();
    stop.abort();
    expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });

  it('does not call who has left, and leaves nothing on the signal when all have', () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const same = () => void heard.push('same');
    const leave = [onAbort(stop.signal, same), onAbort(stop.signal, same)];
    leave[0]?.();
    leave[0]?.();
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    leave[1]?.();
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    onAbort(stop.signal, () => void heard.push('later'));
    stop.abort();
    expect(heard).toEqual(['later']);
  });

  it('does not call who leaves while others are called', () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const leave = onAbort(stop.signal, () => {
      heard.push('first');
      leave();
      leaveThird();
    });
    onAbort(stop.signal, () => void heard.push('second'));
    const leaveThird = onAbort(stop.signal, () => void heard.push('third'));
    stop.abort();
    expect(heard).toEqual(['first', 'second']);
  });
});
