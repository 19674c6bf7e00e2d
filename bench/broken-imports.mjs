import { gzipSync } from 'node:zlib';

const CSV_MAP = `map: foreign
version: "1"
kind: cases
source: { format: csv, header: true }
set:
  set: foreign
  version: "1"
  title: Foreign questions
  licence: MIT
  authored_by: somebody
  key_by: somebody
  reviewed_by: []
  review_status: unreviewed
  exposure: public
  content: synthetic
  jurisdiction: GB
  languages: [en]
case:
  id: { column: number }
  turns:
    - { role: user, text: { column: question } }
  criteria:
    - { id: answer, points: 1, grader: text }
  primary: answer
keys:
  - criterion: answer
    accept: [{ value: { column: answer } }]
    status: single
    version: 1
    raters: [{ id: publisher, role: publisher, method: author }]
    jurisdiction: GB
`;

/** Foreign files and folders. `spoil` changes a fresh copy of the starter workspace. */
export const BROKEN_IMPORTS = [
  {
    name: 'a gzip file that is cut off',
    spoil: (w) => {
      const lines = Array.from({ length: 200 }, (_, n) =>
        JSON.stringify({ question: `Q ${n} ${Math.sin(n)}`, options: { A: 'a', B: 'b' }, answer_idx: 'A' }),
      );
      const whole = gzipSync(lines.join('\n'));
      w.write('foreign.jsonl.gz', whole.subarray(0, whole.length / 2));
    },
    args: ['import', 'cases', '--map', 'builtin:medqa', 'foreign.jsonl.gz'],
    exit: 2,
    says: ['foreign.jsonl.gz', 'expected', 'found'],
  },
  {
    name: 'a foreign file that is no gzip',
    spoil: (w) => w.write('foreign.jsonl.gz', '{"question":"Q"}\n'),
    args: ['import', 'cases', '--map', 'builtin:medqa', 'foreign.jsonl.gz'],
    exit: 2,
    says: ['foreign.jsonl.gz', 'expected', 'found'],
  },
  {
    name: 'a foreign record that is cut off',
    spoil: (w) =>
      w.write('foreign.jsonl', '{"question":"Q","options":{"A":"a"},"answer_idx":"A"}\n{"question":\n'),
    args: ['import', 'cases', '--map', 'builtin:medqa', 'foreign.jsonl'],
    exit: 2,
    says: ['foreign.jsonl:2', 'expected', 'found', 'nothing was written'],
  },
  {
    name: 'a foreign table that lacks a column',
    spoil: (w) => {
      w.write('foreign.map.yaml', CSV_MAP);
      w.write('foreign.csv', 'number,question\n1,What?\n');
    },
    args: ['import', 'cases', '--map', 'foreign.map.yaml', 'foreign.csv'],
    exit: 2,
    says: ['foreign.csv:', 'answer', 'expected', 'found', 'nothing was written'],
  },
  {
    name: 'an import map with an unknown field',
    spoil: (w) => {
      w.write('foreign.map.yaml', CSV_MAP.replace('source:', 'sorce:'));
      w.write('foreign.csv', 'number,question,answer\n1,What?,This\n');
    },
    args: ['import', 'cases', '--map', 'foreign.map.yaml', 'foreign.csv'],
    exit: 2,
    says: ['foreign.map.yaml:4:', 'sorce', 'source'],
  },
  {
    name: 'a foreign file that is not there',
    args: ['import', 'cases', '--map', 'builtin:medqa', 'nowhere.jsonl'],
    exit: 2,
    says: ['nowhere.jsonl', 'expected', 'found'],
  },
  {
    name: 'a workspace that is not there',
    args: ['validate', '-C', 'no/such/folder'],
    exit: 2,
    says: ['INPUT_UNREADABLE', 'no/such/folder', 'expected', 'found'],
  },
  {
    name: 'a workspace that would be overwritten',
    args: ['init', '.'],
    exit: 2,
    says: ['USAGE', 'is there already', 'Name another folder'],
  },
];
