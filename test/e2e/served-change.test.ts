import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, ok, startFaultServer } from '../fixtures/http/fault-server.js';
import { declareLive } from './live-workspace.js';
import { aStarter, documentOf, edit, isObject, preceptor } from './preceptor.js';

interface Served {
  readonly model?: string;
  readonly system_fingerprint?: string;
}

const CONSTANT: Served = { model: 'live-1', system_fingerprint: 'fp-1' };
const ALLOWED = 'failures:\n  served_model_change: allowed';

/** An answer to either case of the starter. */
function answer(served: Served): Fault {
  const content = JSON.stringify({ answer: 'B', confidence: 80 });
  return ok(JSON.stringify({ ...served, choices: [{ message: { content }, finish_reason: 'stop' }] }));
}

/** The decision on a run in which the second half of the answers says something else of who gave them. */
async function decisionOn(later: Served, failures = 'failures:') {
  await using workspace = await aStarter();
  await using server = await startFaultServer();
  const where = { cwd: workspace.path };
  await edit(workspace.path, 'suites/starter.policy.yaml', 'failures:', failures);
  await declareLive(workspace.path, server.url);
  server.script(...Array.from({ length: 6 }, (_, n) => answer(n < 3 ? CONSTANT : later)));
  const asked = ['--model', 'live', '--repeats', '3', '--concurrency', '1', '--policy', 'starter'];
  const run = await preceptor(['run', 'starter', ...asked], where);
  expect(run.exit, run.stderr).toBe(0);
  const { decision } = await documentOf(['gate', 'latest'], where);
  return isObject(decision) ? decision : {};
}

describe('a served model that changes in the middle of a run', () => {
  it.each<readonly [string, Served, string]>([
    ['its name', { ...CONSTANT, model: 'live-2' }, 'live-2, fingerprint fp-1'],
    ['its fingerprint', { ...CONSTANT, system_fingerprint: 'fp-2' }, 'live-1, fingerprint fp-2'],
    ['its fingerprint is not said any more', { model: 'live-1' }, 'live-1, no fingerprint'],
    ['nothing is said any more', {}, 'no name, no fingerprint'],
  ])(
    'makes the decision invalid: %s',
    async (_what, later, said) => {
      const decision = await decisionOn(later);
      expect(decision).toMatchObject({ outcome: 'invalid', exitCode: 4 });
      expect(decision.because).toContain('answers came from 2 served models');
      expect(decision.because).toContain(said);
    },
    60_000,
  );

  it('is none where every answer says the same, and counts for nothing where the policy says so', async () => {
    expect((await decisionOn(CONSTANT)).outcome).not.toBe('invalid');
    expect((await decisionOn({ model: 'live-2' }, ALLOWED)).outcome).not.toBe('invalid');
  }, 60_000);
});

it('says where a candidate and a baseline of other snapshots were served by one model', async () => {
  await using workspace = await aStarter();
  await using server = await startFaultServer();
  const where = { cwd: workspace.path };
  server.script(...Array.from({ length: 6 }, () => answer(CONSTANT)));
  await declareLive(workspace.path, server.url);
  const live = await readFile(join(workspace.path, 'models', 'live.model.yaml'), 'utf8');
  const old = live.replace('model: live', 'model: old').replace('snapshot: live-1', 'snapshot: live-0');
  await writeFile(join(workspace.path, 'models', 'old.model.yaml'), old);
  const asked = ['--model', 'live', '--baseline', 'old', '--policy', 'starter'];
  const run = await preceptor(['run', 'starter', ...asked], where);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stdout).toContain(
    'live and old are of different snapshots and were served as the same (live-1, fingerprint fp-1)',
  );
}, 60_000);
