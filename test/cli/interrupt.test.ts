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

  it('ends a run once nothing is under way', async () => {
    const interrupt = onInterrupt(() => expect.fail('nothing is under way'));
    await interrupt.settled();
    let closed = 0;
    const close = () => {
      closed += 1;
      return new Promise<void>(() => undefined);
    };
    interrupt.endsRun({ runId: 'a-run', close }, '/srv/ward');
    process.emit('SIGTERM', 'SIGTERM');
    process.emit('SIGTERM', 'SIGTERM');
    expect([closed, interrupt.wasHit()]).toEqual([1, false]);
    const next = new Promise((resolve) => setImmediate(() => resolve('still waiting')));
    expect(await Promise.race([interrupt.settled(), next])).toBe('still waiting');
    interrupt.release();
  });
});
