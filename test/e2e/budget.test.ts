import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FaultServer, ok, startFaultServer } from '../fixtures/http/fault-server.js';
import { MODEL, withWorkspace } from '../load/a-workspace.js';
import { documentOf, preceptor } from './preceptor.js';

/** 10 tokens in and 5 out: 20 USD at the price below. */
const ANSWER = JSON.stringify({
  model: 'ward-llm-0924',
  choices: [{ message: { content: 'answer: now' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5 },
});
const PRICE = 'price: {currency: USD, input_per_million: 1000000, output_per_million: 2000000}\n';
const env = { WARD_KEY: 'for-this-test-only' };

function withPriced<T>(price: string, use: (root: string, server: FaultServer) => Promise<T>): Promise<T> {
  return startFaultServer().then(async (server) => {
    await using owned = server;
    owned.script(...Array.from({ length: 40 }, () => ok(ANSWER)));
    const model = MODEL.replace('https://llm.hospital.example', owned.url).replace('inside', 'this-machine');
    return await withWorkspace({ 'models/ward.model.yaml': model + price }, (root) => use(root, owned));
  });
}

const RUN = ['run', 'triage', '--model', 'ward', '--repeats', '20'];
const RESUME = ['run', '--resume', 'latest'];

describe('a run with a budget', () => {
  it('ends without a decision where the money ends, and goes on where it left off', () =>
    withPriced(PRICE, async (root, server) => {
      const where = { cwd: root, env };
      const first = await preceptor([...RUN, '--max-cost', '100'], where);
      expect(first).toMatchObject({ exit: 4, stdout: '' });
      expect(first.stderr).toMatch(
        /BUDGET_REACHED: run \S+: --max-cost 100: 100 USD spent\. .*; 15 of 20 planned trials have no response yet\./,
      );
      expect(server.requests()).toHaveLength(5);
      expect((await preceptor([...RESUME, '--max-cost', '100'], where)).exit).toBe(4);
      expect(server.requests()).toHaveLength(5);
      const second = await preceptor([...RESUME, '--max-tokens', '150'], where);
      expect(second.stderr).toContain('--max-tokens 150: 150 tokens taken');
      expect(server.requests()).toHaveLength(10);
      const { usage, error } = await documentOf(RESUME, where);
      expect(error).toBeUndefined();
      expect(usage).toEqual([
        {
          model: 'ward',
          requests: 20,
          counted: 20,
          input: 200,
          output: 100,
          silent: 0,
          silentCharacters: 0,
          cost: { currency: 'USD', amount: 400 },
        },
      ]);
      expect(server.requests()).toHaveLength(20);
    }));

  it('decides where the last trial used it up', () =>
    withPriced(PRICE, async (root, server) => {
      const done = await preceptor([...RUN, '--max-cost', '400'], { cwd: root, env });
      expect(done.exit).toBe(0);
      expect(done.stdout.replaceAll('\u00a0', ' ')).toContain('cost 400.00 USD');
      expect(server.requests()).toHaveLength(20);
    }));

  it('is refused before anything is stored where a price is missing', () =>
    withPriced('', async (root, server) => {
      const refused = await preceptor([...RUN, '--max-cost', '1'], { cwd: root, env });
      expect(refused).toMatchObject({ exit: 2, stderr: expect.stringContaining('found none of ward') });
      expect(existsSync(join(root, 'runs'))).toBe(false);
      expect(server.requests()).toEqual([]);
    }));
});

describe('a dry run', () => {
  it('says what would be asked, as plan does, and neither asks nor stores', () =>
    withPriced(PRICE, async (root, server) => {
      const where = { cwd: root };
      const dry = await documentOf([...RUN, '--dry-run'], where);
      const [, ...rest] = RUN;
      const planned = await documentOf(['plan', ...rest], where);
      expect(dry).toEqual({ ...planned, verb: 'run' });
      // "My chest hurts. now. Call an ambulance\nlater. See a doctor next week": 68 characters, 17 tokens, 20 times.
      expect(dry.estimate).toEqual({
        models: [
          {
            model: 'ward',
            trials: 20,
            inputTokens: 340,
            outputTokensAtMost: null,
            cost: { currency: 'USD', least: 340, most: null },
          },
        ],
        costs: [{ currency: 'USD', least: 340, most: null }],
      });
      expect(await preceptor([...RUN, '--dry-run'], where)).toMatchObject({ exit: 0, stderr: '' });
      expect(await preceptor([...RESUME, '--dry-run'], where)).toMatchObject({ exit: 2 });
      expect(existsSync(join(root, 'runs'))).toBe(false);
      expect(server.requests()).toEqual([]);
    }));
});
