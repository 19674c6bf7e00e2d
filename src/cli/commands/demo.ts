import { relative } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, withCommon } from '../arguments.js';
import { exitWith } from '../failure.js';
import { onInterrupt, sayInterrupted } from '../interrupt.js';
import { note, printJson, say } from '../output.js';

const SUITE = 'builtin:triage';
const POLICY = 'triage-release';
const CANDIDATE = 'reference:rules@2';
const BASELINE = 'reference:rules@1';

export function demoVerb(command: Command): void {
  withCommon(command)
    .name('demo')
    .description(
      'compare two versions of a small rule-based triage model on the built-in cases; no network, exits 0',
    )
    .action(async ({ workspace: root, json }: CommonOptions) => {
      const wire = await import('../wire.js');
      if (!json)
        say(`preceptor run ${SUITE} --model ${CANDIDATE} --baseline ${BASELINE} --policy ${POLICY} --floors`);
      const planned = await wire.preparePlan({
        root,
        suites: [SUITE],
        models: [CANDIDATE],
        baseline: BASELINE,
        repeats: null,
        limit: null,
        policy: POLICY,
        floors: true,
      });
      const store = await wire.createRun(root, planned, new Date());
      const interrupt = onInterrupt(note);
      try {
        await wire.askWithProgress(store, root, 8, interrupt);
        if (interrupt.wasHit()) {
          sayInterrupted(store.runId, root);
          exitWith(130);
          return;
        }
        interrupt.endsRun(store, root);
        const run = await wire.prepareRun(store, root);
        const request = {
          policy: planned.policy,
          candidate: null,
          baseline: null,
          otherRun: null,
          acceptAdvisory: false,
        };
        const { html, summary, output, decided } = await wire.decideAndReport(run, request);
        if (json) {
          printJson({ verb: 'demo', ...output });
          return;
        }
        say(summary);
        say(`run      ${store.runId}`);
        say(`dossier  ${relative(process.cwd(), html)}`);
        say(`next     preceptor gate latest   would exit with ${decided.decision?.exitCode}`);
      } finally {
        await interrupt.settled();
        await store.close();
        interrupt.release();
      }
    });
}
