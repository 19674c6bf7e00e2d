import { describe, expect, it } from 'vitest';
import { onInterrupt } from '../../src/cli/interrupt.js';

describe('onInterrupt', () => {
  it('stops at the first signal, gives up at the second, and lets go when released', () => {
    const before = process.listenerCount('SIGTERM');
    const said: string[] = [];
    const interrupt = onInterrupt((text) => said.push(text));
    const states = () => [interrupt.stop.aborted, interrupt.abort.aborted, interrupt.wasHit()];
    expect(states()).toEqual([false, false, false]);
    process.emit('SIGTERM', 'SIGTERM');
    expect(states()).toEqual([true, false, true]);
    process.emit('SIGINT', 'SIGINT');
    expect(states()).toEqual([true, true, true]);
    process.emit('SIGINT', 'SIGINT');
    expect(said).toEqual(['interrupted: storing what is under way; again to give it up']);
    interrupt.release();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('calls what is put in its place', () => {
    const interrupt = onInterrupt(() => expect.fail('nothing is under way'));
    let ended = 0;
    interrupt.instead(() => {
      ended += 1;
    });
    process.emit('SIGTERM', 'SIGTERM');
    expect([ended, interrupt.wasHit()]).toEqual([1, false]);
    interrupt.release();
  });
});
