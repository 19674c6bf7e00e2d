import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

/**
 * Writes a workspace with one suite of `cases` easy questions, asked `repeats` times, and a model program that logs.
 *
 * @param {string} folder
 * @param {{cases: number, repeats: number, format?: 'json-lines' | 'yaml'}} size - YAML: a file a case
 */
export function makeBenchWorkspace(folder, { cases, repeats, format = 'json-lines' }) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const letters = ['A', 'B', 'C', 'D'];
  const numbers = Array.from({ length: cases }, (_, index) => index);
  write('cases/made/set.yaml', SET);
  const made = numbers.map((n) => caseOf(n, letters));
  if (format === 'yaml') for (const one of made) write(`cases/made/${one.id}.case.yaml`, stringify(one));
  else write('cases/made/cases.jsonl', made.map((one) => `${JSON.stringify(one)}\n`).join(''));
  write('cases/made/keys.jsonl', numbers.map((n) => `${JSON.stringify(keyOf(n, letters))}\n`).join(''));
  write('suites/made.suite.yaml', SUITE.replace('REPEATS', String(repeats)));
  write('suites/made.protocol.yaml', PROTOCOL);
  write('suites/made.policy.yaml', POLICY);
  mkdirSync(join(folder, 'models'), { recursive: true });
  copyFileSync(
    join(dirname(fileURLToPath(import.meta.url)), 'logged-model.mjs'),
    join(folder, 'models', 'logged-model.mjs'),
  );
}

function caseOf(n, letters) {
  return {
    id: `case-${String(n).padStart(5, '0')}`,
    turns: [{ role: 'user', text: `Question ${n}. The right option is ${letters[n % 4]}.` }],
    options: letters.map((id) => ({ id, text: `Option ${id} of question ${n}` })),
    criteria: [{ id: 'answer', points: 1, grader: 'choice' }],
    primary: 'answer',
    strata: { half: n % 2 === 0 ? 'even' : 'odd' },
  };
}

function keyOf(n, letters) {
  return {
    case: `case-${String(n).padStart(5, '0')}`,
    criterion: 'answer',
    accept: [letters[n % 4]],
    status: 'draft',
    version: 1,
    raters: [{ id: 'made', role: 'program', method: 'author' }],
    cite: 'made by a program',
  };
}

const SET = `set: made
version: "1"
title: Questions made by a program
licence: MIT
authored_by: a program
key_by: a program
reviewed_by: []
review_status: unreviewed
exposure: public
content: synthetic
jurisdiction: GB
languages: [en]
`;

const SUITE = `suite: made
version: "1"
title: Questions made by a program
cases:
  - set: made
protocols: [made]
graders: [choice]
metrics: [accuracy]
strata: [half]
repeats: REPEATS
`;

const PROTOCOL = `protocol: made
version: "1"
prompt:
  user: |
    {{case}}

    {{options}}

    Reply with one line of JSON: {"answer": "<letter>"}
answer: { format: json }
readings:
  strict:
    answer:
      - { name: json-answer, json: answer }
reading: strict
`;

const POLICY = `policy: made
version: "1"
title: The candidate is not worse than the baseline by more than 5 points
purpose: research
ratified: null
suites: [made]
comparators:
  baseline: {}
unit: { min_clusters: 2, max_cluster_share: 0.5 }
failures:
  missing: ite
  invalid_above: { overall: 0.01, stratum: 0.03 }
  ungraded_above: 0.005
  unpaired_above: 0.05
gates:
  - id: overall
    family: confirmatory
    suite: made
    metric: accuracy
    test: ni_max_tango_cr2
    alpha: 0.025
    margin: 0.15
    vs: [baseline]
    reason: Wide enough that few cases can pass it.
multiplicity: iut
`;
