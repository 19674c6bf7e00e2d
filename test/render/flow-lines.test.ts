import { describe, expect, it } from 'vitest';
import type { ModelFlow } from '../../src/domain/flow.js';
import { flowLines } from '../../src/render/flow-lines.js';

const whole: ModelFlow = {
  model: 'ward-1',
  reading: 'strict',
  planned: 120,
  asked: 120,
  answered: 120,
  read: 120,
  graded: 120,
  losses: [],
};
const thin: ModelFlow = {
  ...whole,
  answered: 20,
  read: 18,
  graded: 18,
  losses: [
    { charged: 'infrastructure', cause: 'server-error', trials: 97 },
    { charged: 'model', cause: 'truncated', trials: 3 },
    { charged: 'model', cause: 'unreadable', trials: 2 },
    { charged: 'grader', cause: 'tie', trials: 0 },
  ],
};
const LIVE = { live: 120, cache: 0, replay: 0, import: 0 };

describe('flowLines', () => {
  it('says stage by stage where the trials went, and who is charged with each that was lost', () => {
    expect(flowLines([thin], new Map([['ward-1', LIVE]]))).toEqual([
      'flow     ward-1: planned 120, asked 120, answered 20, read 18, graded 18; lost: server-error 97 (infrastructure), truncated 3 (model), unreadable 2 (model)',
    ]);
  });

  it('names no loss where there is none, and what came from the cache where some did', () => {
    const other = { ...whole, model: 'ward-2' };
    const origins = new Map([['ward-2', { ...LIVE, live: 20, cache: 100 }]]);
    expect(flowLines([whole, other], origins)).toEqual([
      'flow     ward-1: planned 120, asked 120, answered 120, read 120, graded 120',
      'flow     ward-2: planned 120, asked 120, answered 120, read 120, graded 120; from the cache: 100',
    ]);
  });

  it('writes out what a name hides', () => {
    const [line] = flowLines([{ ...whole, model: 'ward\u001b[2J' }], new Map());
    expect(line).toMatch(/^flow {5}ward⟦U\+001B⟧\[2J: planned/);
  });
});
