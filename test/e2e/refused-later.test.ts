import { expect, it } from 'vitest';
import { ok, status } from '../fixtures/http/fault-server.js';
import { withWard } from './live-workspace.js';
import { documentOf, preceptor } from './preceptor.js';

const ANSWER = ok(
  JSON.stringify({ choices: [{ message: { content: 'answer: now' }, finish_reason: 'stop' }] }),
);

it(
  'fails one request alone that is the first of a later sitting: the endpoint has answered before',
  () =>
    withWard(
      (n) => (n === 1 ? status(401) : n === 2 ? status(403) : ANSWER),
      async (root) => {
        const where = { cwd: root, env: { WARD_KEY: 'a-key-for-the-ward' } };
        const asked = ['--repeats', '4', '--concurrency', '1'];
        const first = await preceptor(['run', 'triage', '--model', 'ward', ...asked], where);
        expect(first.stderr).toContain('(401)');
        const later = await preceptor(['run', '--resume', 'latest', '--concurrency', '1'], where);
        expect(later.exit, later.stderr).toBe(0);
        const { flow } = await documentOf(['report', 'latest'], where);
        expect(flow).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              losses: expect.arrayContaining([
                { charged: 'infrastructure', cause: 'request-refused', trials: 1 },
              ]),
            }),
          ]),
        );
      },
    ),
  60_000,
);
