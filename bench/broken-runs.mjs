import { spawn } from 'node:child_process';
import { chmodSync, truncateSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { GATE, MAIN, MODEL, POLICY, PROTOCOL, RUN } from './broken-workspace.mjs';

/** What is refused before anybody is asked. `spoil` changes a fresh copy of the starter workspace. */
export const BROKEN_PLANS = [
  {
    name: 'a kind of model that is not there',
    args: ['run', 'starter', '--model', 'comand:node models/example-model.mjs'],
    exit: 2,
    says: ['MODEL_UNKNOWN', 'comand', 'expected one of', 'Did you mean command?'],
  },
  {
    name: 'a vendor in place of a file of models',
    args: ['run', 'starter', '--model', 'openai:some-model'],
    exit: 2,
    says: ['MODEL_UNKNOWN', 'openai: is no kind of its own', 'command:'],
  },
  {
    name: 'a program that is not there',
    args: ['run', 'starter', '--model', 'mine=command:no-such-program --fast'],
    exit: 2,
    says: ['MODEL_UNAVAILABLE', 'no-such-program', 'expected a program', 'PATH'],
  },
  {
    name: 'recorded responses outside the workspace',
    args: ['run', 'starter', '--model', 'mine=replay:../elsewhere.jsonl'],
    exit: 2,
    says: ['PATH_OUTSIDE_WORKSPACE', '../elsewhere.jsonl'],
  },
  {
    name: 'a suite that is misspelt',
    args: ['run', 'startre', '--model', MODEL],
    exit: 2,
    says: ['REFERENCE_UNKNOWN', 'startre', 'Did you mean starter?'],
  },
  {
    name: 'no model',
    args: ['run', 'starter'],
    exit: 2,
    says: ['USAGE', '--model'],
  },
  {
    name: 'an option that is misspelt',
    args: ['run', 'starter', '--modle', MODEL],
    exit: 2,
    says: ['USAGE', '--modle', '--model'],
  },
  {
    name: 'a number of repeats that is none',
    args: ['run', 'starter', '--model', MODEL, '--repeats', 'three'],
    exit: 2,
    says: ['USAGE', '--repeats', 'whole number of at least 1', 'three'],
  },
  {
    name: 'two model versions of one name',
    args: ['run', 'starter', '--model', MODEL, '--model', 'mine=reference:random'],
    exit: 2,
    says: ['USAGE', 'model mine is given twice', 'each with its own name'],
  },
  {
    name: 'a policy that cannot be passed',
    spoil: (w) => {
      w.replace(POLICY, 'gates: []\n', GATE);
      w.replace(POLICY, 'purpose: screen', 'purpose: research');
    },
    args: ['plan', 'starter', '--model', MODEL, '--baseline', 'reference:random', '--policy', 'starter'],
    exit: 2,
    says: ['ENDPOINT_UNPASSABLE', 'endpoint-unpassable', 'accuracy', 'n planned 2', 'n needed'],
  },
  {
    name: 'a file where the folder of runs should be',
    spoil: (w) => w.write('runs', 'not a folder\n'),
    args: RUN,
    exit: 4,
    says: ['STORE_WRITE', 'runs', 'writing failed'],
  },
  {
    name: 'a folder that may not be written',
    skip: () => (process.getuid?.() === 0 ? 'root may write everywhere' : null),
    spoil: (w) => chmodSync(w.path(''), 0o555),
    args: RUN,
    exit: 4,
    says: ['STORE_WRITE', 'expected a folder that can be written', 'start the run again'],
  },
];

/** Runs that are stored. `spoil` changes a fresh copy of the starter workspace; `from`: one with a stored run, or with one that was cut off. */
export const BROKEN_RUNS = [
  {
    name: 'a run that is not there',
    from: 'stored',
    args: ['gate', '1999'],
    exit: 2,
    says: ['RUN_UNKNOWN', '"1999"', 'expected', 'found none', 'The latest is'],
  },
  {
    name: 'a run whose file is no database',
    from: 'stored',
    spoil: (w) => w.write(w.run(), 'This is not a database. '.repeat(1000)),
    args: ['gate', 'latest'],
    exit: 4,
    says: ['STORE_CORRUPT', 'run.sqlite', 'expected a stored run', 'Restore'],
  },
  {
    name: 'a run whose file was overwritten in the middle',
    from: 'stored',
    spoil: (w) => w.overwrite(w.run(), 4096),
    args: ['gate', 'latest'],
    exit: 4,
    says: ['STORE_CORRUPT', 'run.sqlite', 'Restore'],
  },
  {
    name: 'a run whose file was cut off',
    from: 'stored',
    spoil: (w) => truncateSync(w.path(w.run()), 5000),
    args: ['gate', 'latest'],
    exit: 4,
    says: ['STORE_CORRUPT', 'run.sqlite', 'Restore'],
  },
  {
    name: 'a run that another process writes',
    spoil: async (w) => {
      w.write(
        'models/silent.mjs',
        'setInterval(() => undefined, 1000);\nprocess.stdin.on("end", () => process.exit()).resume();\n',
      );
      const model = 'mine=command:node models/silent.mjs';
      const other = spawn(process.execPath, [MAIN, 'run', 'starter', '--model', model], {
        cwd: w.path(''),
        stdio: ['ignore', 'ignore', 'ignore'],
      });
      while (w.run() === null) await wait(50);
      await wait(1000);
      return () => other.kill('SIGKILL');
    },
    args: ['run', '--resume', 'latest'],
    exit: 4,
    says: ['STORE_BUSY', 'run.sqlite', 'found process', 'Wait for it to end'],
  },
  {
    name: 'a decision on a run that is not complete',
    from: 'cut-off',
    args: ['gate', 'latest', '--policy', 'starter'],
    exit: 4,
    says: ['RUN_INCOMPLETE', '1 of 2 planned trials', 'preceptor run --resume'],
  },
  {
    name: 'recorded responses that changed since the run',
    from: 'cut-off',
    spoil: (w) => w.append('responses/recorded.jsonl', '\n{"case":"other","text":"B"}\n'),
    args: ['run', '--resume', 'latest'],
    exit: 2,
    says: ['MODEL_UNAVAILABLE', 'responses/recorded.jsonl', 'expected', 'found', 'start a new run'],
  },
  {
    name: 'resuming where a grader of the suite is gone',
    from: 'cut-off',
    spoil: (w) => w.remove('graders/clearance.grader.yaml'),
    args: ['run', '--resume', 'latest'],
    exit: 2,
    says: ['REFERENCE_UNKNOWN', 'clearance'],
  },
  {
    name: 'resuming with a program that has changed',
    from: 'cut-off-program',
    spoil: (w) => w.append('models/example-model.mjs', '// another version\n'),
    args: ['run', '--resume', 'latest'],
    exit: 2,
    says: [
      'MODEL_UNAVAILABLE',
      'models/example-model.mjs',
      'expected the program that the run began with',
      'start a new run',
    ],
  },
  {
    name: 'a protocol that was broken since the run',
    from: 'stored',
    spoil: (w) => w.replace(PROTOCOL, 'reading: strict', 'reading: lenient'),
    args: ['read', 'latest'],
    exit: 2,
    says: ['INPUT_INVALID', `${PROTOCOL}:`, 'reading', 'lenient', 'strict'],
  },
  {
    name: 'resuming with another plan',
    from: 'cut-off',
    args: ['run', 'starter', '--resume', 'latest', '--repeats', '3'],
    exit: 2,
    says: ['USAGE', '--resume', '--repeats'],
  },
  {
    name: 'a gate without a policy',
    from: 'cut-off',
    args: ['gate', 'latest'],
    exit: 2,
    says: ['USAGE', '--policy'],
  },
  {
    name: 'a case that the run did not ask',
    from: 'stored',
    args: ['why', 'no-such-case'],
    exit: 2,
    says: ['REFERENCE_UNKNOWN', 'no-such-case'],
  },
  {
    name: 'a reading rule that is not there',
    from: 'stored',
    args: ['read', 'latest', '--reading', 'lenient'],
    exit: 2,
    says: ['REFERENCE_UNKNOWN', 'lenient', 'strict'],
  },
];
