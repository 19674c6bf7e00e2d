import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aStarter, preceptor } from './preceptor.js';

const MODEL = [
  'model: live',
  'family: live',
  'snapshot: live-1',
  'client: {kind: http, api: openai-chat, url: "http://127.0.0.1:9/v1", credential: {env: NO_SUCH_KEY_HERE}}',
  'settings: {}',
  'deployment: {location: this-machine}',
  '',
].join('\n');

it('a run without its key stores nothing and says which it wants; its plan needs none', async () => {
  await using workspace = await aStarter();
  await writeFile(join(workspace.path, 'models', 'live.model.yaml'), MODEL);
  const where = { cwd: workspace.path };
  const run = await preceptor(['run', 'starter', '--model', 'live'], where);
  expect(run.exit).toBe(2);
  expect(run.stderr).toContain(
    'MODEL_UNAVAILABLE: models/live.model.yaml: client.credential.env: expected a key in the environment variable NO_SUCH_KEY_HERE',
  );
  expect(run.stderr).not.toContain('--resume');
  expect(existsSync(join(workspace.path, 'runs'))).toBe(false);
  for (const verb of [['plan'], ['run', '--dry-run']]) {
    const planned = await preceptor([...verb, 'starter', '--model', 'live'], where);
    expect(planned.exit, planned.stderr).toBe(0);
  }
}, 60_000);

it('a run that is to decide and has no policy stores nothing', async () => {
  await using workspace = await aStarter();
  const run = await preceptor(['run', 'starter', '--model', 'reference:random', '--gate'], {
    cwd: workspace.path,
  });
  expect(run.exit).toBe(2);
  expect(run.stderr).toContain('expected --policy with --gate');
  expect(existsSync(join(workspace.path, 'runs'))).toBe(false);
}, 60_000);
