import { describe, expect, it } from 'vitest';
import {
  type CircuitBreaker,
  createCircuitBreaker,
  type Ticket,
} from '../../../src/models/limit/circuit-breaker.js';

const ORDINARY: Ticket = { kind: 'ordinary' };

function fail(breaker: CircuitBreaker, times: number): void {
  for (let n = 0; n < times; n++) breaker.failed(0, ORDINARY);
}

function anOpenBreaker(): CircuitBreaker {
  const breaker = createCircuitBreaker();
  fail(breaker, 10);
  return breaker;
}

describe('a closed breaker', () => {
  it('opens for 5 s at the tenth failure in a row', () => {
    const breaker = createCircuitBreaker();
    fail(breaker, 9);
    expect(breaker.dueMs()).toBe(Number.NEGATIVE_INFINITY);
    expect(breaker.failed(1000, ORDINARY)).toEqual({ failures: 10, pauseMs: 5000 });
    expect(breaker.dueMs()).toBe(6000);
  });

  it('begins to count again at an answer, not at what says nothing', () => {
    const breaker = createCircuitBreaker();
    fail(breaker, 9);
    breaker.answered();
    fail(breaker, 9);
    breaker.undecided(ORDINARY);
    expect(breaker.failed(0, ORDINARY)).toEqual({ failures: 10, pauseMs: 5000 });
  });
});

describe('an open breaker', () => {
  it('is not prolonged by what was under way when it opened', () => {
    const breaker = anOpenBreaker();
    expect(breaker.failed(4000, ORDINARY)).toBeNull();
    expect(breaker.dueMs()).toBe(5000);
  });

  it('lets one probe through', () => {
    const breaker = anOpenBreaker();
    expect(breaker.send()).toEqual({ kind: 'probe', number: 1 });
    expect(breaker.dueMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('doubles the pause with each probe that fails, to 60 s', () => {
    const breaker = anOpenBreaker();
    const pauses = Array.from({ length: 6 }, () => breaker.failed(0, breaker.send())?.pauseMs);
    expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('closes at an answer, and begins at 5 s again', () => {
    const breaker = anOpenBreaker();
    breaker.failed(0, breaker.send());
    breaker.send();
    breaker.answered();
    expect(breaker.send()).toEqual(ORDINARY);
    fail(breaker, 9);
    expect(breaker.failed(0, ORDINARY)).toEqual({ failures: 10, pauseMs: 5000 });
  });

  it('lets another probe through where the first says nothing, and keeps its pause', () => {
    const breaker = anOpenBreaker();
    breaker.undecided(breaker.send());
    expect(breaker.dueMs()).toBe(Number.NEGATIVE_INFINITY);
    expect(breaker.failed(0, breaker.send())?.pauseMs).toBe(10_000);
  });

  it('does not take an overtaken probe for the one under way', () => {
    const breaker = anOpenBreaker();
    const overtaken = breaker.send();
    breaker.answered();
    fail(breaker, 10);
    breaker.send();
    expect(breaker.failed(0, overtaken)).toBeNull();
    breaker.undecided(overtaken);
    expect(breaker.dueMs()).toBe(Number.POSITIVE_INFINITY);
  });
});
