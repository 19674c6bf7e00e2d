import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../src/store/connection.js';
import { type Fault, type FaultServer, ok, status } from '../fixtures/http/fault-server.js';
import { POLICY } from '../load/a-workspace.js';
import { withWard } from './live-workspace.js';
import { documentOf, listOf, preceptor, startPreceptor } from './preceptor.js';

const env = { WARD_KEY: 'for-this-test-only' };
const TRIALS = 40;
const RUN = ['run', 'triage', '--model', 'ward', '--repeats', String(TRIALS)];
const USE =
  'intended_use: {user: a nurse, setting: a line, population: callers, decision: where to go, autonomy: recommends, exclusions: [], languages: [en]}\n';
const RELEASE = POLICY.replace('purpose: screen', 'purpose: release')
  .replace('policy: screen', 'policy: board')
  .replace('unit:', `${USE}unit:`)
  .replace(/comparators:\n.*\n/, 'comparators: {}\n')
  .replace(
    /gates:\n.*\n/,
    'gates: []\ncritical_failures: {suites: [triage], allowed: 0, adjudication: rule}\n',
  );

function chat(content: string): Fault {
  return ok(JSON.stringify({ model: 'm-1', choices: [{ message: { content }, finish_reason: 'stop' }] }));
}

const withEndpoint = <T>(
  answer: (request: number) => Fault,
  use: (root: string, server: FaultServer) => Promise<T>,
): Promise<T> => withWard(answer, use, { 'suites/board.policy.yaml': RELEASE });

/** Final responses of the newest run, by origin. */
function originsIn(root: string): Readonly<Record<string, number>> {
  const newest = readdirSync(join(root, 'runs')).sort().at(-1) ?? '';
  const stored = openConnection(join(root, 'runs', newest, 'run.sqlite'), { mode: 'read', timeoutMs: 1000 });
  const rows = stored
    .prepare('SELECT origin, count(*) AS count FROM attempt WHERE final = 1 GROUP BY origin')
    .all([]);
  stored.close();
  return Object.fromEntries(rows.map(({ origin, count }) => [String(origin), Number(count)]));
}

function newestDossier(root: string): string {
  const newest = readdirSync(join(root, 'reports')).sort().at(-1) ?? '';
  return readFileSync(join(root, 'reports', newest, 'dossier.html'), 'utf8');
}

/** Every seventh answer is empty: the model’s own failure. */
const mixed = (index: number): Fault => chat(index % 7 === 6 ? '' : `answer: now ${index}`);

describe('the cache of a workspace', () => {
  it('answers a second run without a request, failures of the model included, with the same figures', () =>
    withEndpoint(mixed, async (root, server) => {
      const where = { cwd: root, env };
      const first = await documentOf(RUN, where);
      expect([server.requests().length, originsIn(root)]).toEqual([TRIALS, { live: TRIALS }]);
      expect(newestDossier(root)).not.toContain('from the cache');
      const second = await documentOf(RUN, where);
      expect([server.requests().length, originsIn(root)]).toEqual([TRIALS, { cache: TRIALS }]);
      const figures = (document: Record<string, unknown>) =>
        listOf(document, 'results').map(({ metric, missing, estimate, coverage }) => ({
          metric,
          missing,
          estimate,
          coverage,
        }));
      expect(figures(second)).toEqual(figures(first));
      expect(listOf(second, 'usage')).toMatchObject([{ requests: 0 }]);
      expect(newestDossier(root)).toContain(`0 asked for this run, ${TRIALS} from the cache`);
    }));

  it('asks what it does not hold: further repeats, another version, and all with --fresh', () =>
    withEndpoint(mixed, async (root, server) => {
      const where = { cwd: root, env };
      await preceptor(['run', 'triage', '--model', 'ward', '--repeats', '4'], where);
      await preceptor(['run', 'triage', '--model', 'ward', '--repeats', '10'], where);
      expect([server.requests().length, originsIn(root)]).toEqual([10, { cache: 4, live: 6 }]);
      await preceptor(['run', 'triage', '--model', 'ward', '--repeats', '10', '--fresh'], where);
      expect([server.requests().length, originsIn(root)]).toEqual([20, { live: 10 }]);
      await preceptor(['run', 'triage', '--model', 'ward', '--repeats', '10'], where);
      expect([server.requests().length, originsIn(root)]).toEqual([20, { cache: 10 }]);
    }));

  it('keeps nothing that the infrastructure lost', () =>
    withEndpoint(
      (index) => (index < 3 ? status(500) : chat('answer: now')),
      async (root, server) => {
        const once = ['run', 'triage', '--model', 'ward'];
        await preceptor(once, { cwd: root, env });
        expect(server.requests()).toHaveLength(3);
        await preceptor(once, { cwd: root, env });
        expect([server.requests().length, originsIn(root)]).toEqual([4, { live: 1 }]);
      },
    ));

  it('gives nothing to a run under a release policy, and what came from it binds nobody', () =>
    withEndpoint(mixed, async (root, server) => {
      const where = { cwd: root, env };
      await preceptor(RUN, where);
      await preceptor(RUN, where);
      expect(originsIn(root)).toEqual({ cache: TRIALS });
      const { decision } = await documentOf(['gate', 'latest', '--policy', 'board'], where);
      expect(decision).toMatchObject({
        standing: 'advisory',
        standingReasons: expect.arrayContaining([
          `${TRIALS} of ${TRIALS} responses of ward came from the cache, not asked for this run`,
        ]),
      });
      const release = await preceptor([...RUN, '--policy', 'board'], where);
      expect(release.stderr).toContain(
        'policy board decides a release: every response is asked for this run, none is taken from the cache',
      );
      expect([server.requests().length, originsIn(root)]).toEqual([2 * TRIALS, { live: TRIALS }]);
      const own = await documentOf(['gate', 'latest'], where);
      expect(JSON.stringify(own.decision)).not.toContain('cache');
    }));

  it('is never what a run fails by: a file that is no cache is left and the run asks', () =>
    withEndpoint(mixed, async (root, server) => {
      const where = { cwd: root, env };
      await preceptor(RUN, where);
      const file = join(root, 'cache', 'responses.sqlite');
      writeFileSync(file, 'patient notes, not a cache\n'.repeat(300));
      const again = await preceptor(RUN, where);
      expect(again.exit).toBe(0);
      expect(again.stderr).toMatch(/expected a response cache .* The run goes on without it\./);
      expect([server.requests().length, originsIn(root)]).toEqual([2 * TRIALS, { live: TRIALS }]);
      expect(readFileSync(file, 'utf8')).toMatch(/^patient notes/);
      expect((await preceptor(['cache'], where)).stderr).toContain('STORE_CORRUPT');
    }));

  it(
    'loses nothing of a run by a kill, and every trial has one answer',
    () =>
      withEndpoint(
        (index) => async (call) => {
          await new Promise((resolve) => setTimeout(resolve, 10));
          await chat(`answer: now ${index}`)(call);
        },
        async (root, server) => {
          const where = { cwd: root, env };
          const many = ['run', 'triage', '--model', 'ward', '--repeats', '600'];
          const started = startPreceptor(many, where);
          while (server.requests().length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
          started.child.kill('SIGKILL');
          await started.ended;
          const before = originsIn(root);
          const kept = await cachedIn(where);
          const asked = server.requests().length;
          expect((await preceptor(['run', '--resume', 'latest'], where)).exit).toBe(0);
          const { live = 0, cache = 0 } = originsIn(root);
          expect(live + cache).toBe(600);
          expect(cache).toBeLessThanOrEqual(kept);
          expect(server.requests().length - asked).toBe(600 - (before.live ?? 0) - cache);
          // What the run had stored and the cache had not is asked once more.
          const missing = 600 - (await cachedIn(where));
          await preceptor(many, where);
          expect(originsIn(root).live ?? 0).toBe(missing);
        },
      ),
    60_000,
  );

  it('serves two runs at once', () =>
    withEndpoint(mixed, async (root, server) => {
      const where = { cwd: root, env };
      const both = await Promise.all([preceptor(RUN, where), preceptor(RUN, where)]);
      expect(both.map(({ exit }) => exit)).toEqual([0, 0]);
      expect(both.map(({ stderr }) => stderr).join('')).not.toContain('response cache');
      const asked = server.requests().length;
      await preceptor(RUN, where);
      expect([server.requests().length, originsIn(root)]).toEqual([asked, { cache: TRIALS }]);
    }));
});

async function cachedIn(where: { readonly cwd: string }): Promise<number> {
  const [row] = listOf(await documentOf(['cache'], where), 'cached');
  return Number(row?.responses ?? 0);
}

describe('preceptor cache', () => {
  it('counts by content class and model version, and clears', () =>
    withEndpoint(mixed, async (root) => {
      const where = { cwd: root, env };
      expect((await preceptor(['cache'], where)).stdout).toBe('the cache is empty\n');
      await preceptor(RUN, where);
      const { cached } = await documentOf(['cache'], where);
      expect(cached).toEqual([
        { content: 'synthetic', model: 'ward', modelHash: expect.any(String), responses: TRIALS },
      ]);
      const kept = await documentOf(['cache', 'clear', '--content', 'phi'], where);
      expect(kept).toMatchObject({ counts: { removed: 0 }, cached });
      const cleared = await documentOf(['cache', 'clear'], where);
      expect(cleared).toMatchObject({ counts: { removed: TRIALS }, cached: [] });
      expect((await preceptor(['cache', '--content', 'phi'], where)).exit).toBe(2);
      expect((await preceptor(['cache', 'empty'], where)).exit).toBe(2);
    }));
});
