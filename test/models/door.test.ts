import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDoor } from '../../src/models/door.js';

describe('a door', () => {
  it('is closed to all where nothing else was sent, and for a credential always', async () => {
    expect(await createDoor().enter().isRefusedToAll(404)).toBe(true);
    const door = createDoor(true);
    door.enter();
    expect(await door.enter().isRefusedToAll(401)).toBe(true);
  });

  it('waits for what was sent before: an answer shows that the refusal is of one request', async () => {
    const door = createDoor();
    const [slow, refused] = [door.enter(), door.enter()];
    const verdict = refused.isRefusedToAll(403);
    let isKnown = false;
    void verdict.then(() => {
      isKnown = true;
    });
    await turn();
    expect(isKnown).toBe(false);
    slow.answered();
    expect(await verdict).toBe(false);
    expect(await door.enter().isRefusedToAll(403)).toBe(false);
  });

  it('is closed to all where what was sent before brings no answer, whatever is sent later', async () => {
    const door = createDoor();
    const [first, second, third] = [door.enter(), door.enter(), door.enter()];
    const verdict = first.isRefusedToAll(400);
    door.enter();
    second.leave();
    void third.isRefusedToAll(400);
    expect(await verdict).toBe(true);
  });

  it('refuses one request alone where an earlier sitting had answers, until 50 in a row', async () => {
    const door = createDoor(true);
    for (let n = 1; n < 50; n += 1) expect(await door.enter().isRefusedToAll(403)).toBe(false);
    expect(await door.enter().isRefusedToAll(403)).toBe(true);
  });
});
