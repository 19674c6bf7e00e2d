import { cpSync, mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { CASE, GATE, KEYS, POLICY, PROTOCOL, SUITE } from './broken-workspace.mjs';

const MIB = 2 ** 20;

/** What `validate` sees. `spoil` changes a fresh copy of the starter workspace. */
export const BROKEN_DATA = [
  {
    name: 'two cases with one id',
    spoil: (w) => w.copy(CASE, 'cases/starter/another.case.yaml'),
    args: ['validate'],
    exit: 2,
    says: ['head-injury.case.yaml:2', 'id', '"head-injury"', 'another.case.yaml', 'expected', 'found'],
  },
  {
    name: 'a grader that is misspelt',
    spoil: (w) => w.replace(SUITE, 'graders: [choice,', 'graders: [chioce,'),
    args: ['validate'],
    exit: 2,
    says: [`${SUITE}:10:`, 'graders[0]', 'chioce', 'Did you mean choice?'],
  },
  {
    name: 'a field that is misspelt',
    spoil: (w) => w.replace(CASE, 'points: 10,', 'pionts: 10,'),
    args: ['validate'],
    exit: 2,
    says: [`${CASE}:18:`, 'criteria[0].pionts', 'points'],
  },
  {
    name: 'YAML that holds itself',
    spoil: (w) => w.write(SUITE, 'suite: &a [*a]\n'),
    args: ['validate'],
    exit: 2,
    says: [`${SUITE}:1:`, 'expected', 'found', '*a'],
  },
  {
    name: 'YAML aliases that multiply',
    spoil: (w) => w.write(SUITE, laughs()),
    args: ['validate'],
    exit: 2,
    says: [SUITE, 'expected', 'found'],
  },
  {
    name: 'YAML that is indented wrongly',
    spoil: (w) => w.replace(SUITE, '  - set: starter', ' \t- set: starter\n   x'),
    args: ['validate'],
    exit: 2,
    says: [`${SUITE}:`, 'expected', 'found'],
  },
  {
    name: 'a YAML field given twice',
    spoil: (w) => w.append(SUITE, 'repeats: 2\n'),
    args: ['validate'],
    exit: 2,
    says: [`${SUITE}:14:1`, 'repeats', 'expected', 'found'],
  },
  {
    name: 'YAML nested 20,000 deep',
    spoil: (w) => w.write(SUITE, `suite: ${'['.repeat(20_000)}`),
    args: ['validate'],
    exit: 2,
    says: [SUITE, 'expected', 'found'],
  },
  {
    name: 'a suite that selects nothing',
    spoil: (w) =>
      w.replace(SUITE, '  - set: starter\n', '  - { set: starter, where: { topic: [no such topic] } }\n'),
    args: ['validate'],
    exit: 2,
    says: [`${SUITE}:7:`, 'cases[0]', 'expected', 'found'],
  },
  {
    name: 'an empty file',
    spoil: (w) => w.write(SUITE, ''),
    args: ['validate'],
    exit: 2,
    says: [SUITE, 'expected', 'found'],
  },
  {
    name: 'text that is not UTF-8',
    spoil: (w) =>
      w.write(
        CASE,
        Buffer.concat([Buffer.from('id: head-injury\ncluster: "'), Buffer.from([0xe9]), Buffer.from('"\n')]),
      ),
    args: ['validate'],
    exit: 2,
    says: [`${CASE}:2:`, 'UTF-8'],
  },
  {
    name: 'a byte order mark (works)',
    spoil: (w) =>
      [CASE, KEYS, SUITE].map((file) =>
        w.write(file, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), w.read(file)])),
      ),
    args: ['validate'],
    exit: 0,
    says: ['2 cases, 3 keys', '0 errors'],
  },
  {
    name: 'CRLF line ends (works)',
    spoil: (w) =>
      [CASE, KEYS, SUITE, PROTOCOL].map((file) =>
        w.write(file, w.read(file).toString().replace(/\n/g, '\r\n')),
      ),
    args: ['validate'],
    exit: 0,
    says: ['2 cases, 3 keys', '0 errors'],
  },
  {
    name: 'a suite of 200 MB',
    spoil: (w) => truncateSync(w.path(SUITE), 200 * MIB),
    args: ['validate'],
    exit: 2,
    says: [SUITE, 'at most 4 MiB', '200 MiB', 'Split it'],
  },
  {
    name: 'one line of 200 MB',
    spoil: (w) => truncateSync(w.path(KEYS), 200 * MIB),
    args: ['validate'],
    exit: 2,
    says: [`${KEYS}:4`, 'expected', 'found', 'MiB'],
  },
  {
    name: 'a folder where a file should be',
    spoil: (w) => {
      w.remove(KEYS);
      mkdirSync(w.path(KEYS));
    },
    args: ['validate'],
    exit: 2,
    says: [KEYS, 'expected a file', 'folder'],
  },
  {
    name: 'a line of JSON that is cut off',
    spoil: (w) => w.append(KEYS, '{"case":"head-injury","criterion":\n'),
    args: ['validate'],
    exit: 2,
    says: [`${KEYS}:4:`, 'expected', 'found'],
  },
  {
    name: 'a key of a case that is not there',
    spoil: (w) =>
      w.replace(
        KEYS,
        '"case":"head-injury","criterion":"next_step"',
        '"case":"head-injry","criterion":"next_step"',
      ),
    args: ['validate'],
    exit: 2,
    says: [`${KEYS}:1:`, 'case', 'head-injry', 'Did you mean head-injury?'],
  },
  {
    name: 'two keys of one criterion',
    spoil: (w) => w.append(KEYS, `${w.read(KEYS).toString().split('\n')[0]}\n`),
    args: ['validate'],
    exit: 2,
    says: [`${KEYS}:4:`, 'expected', 'found', 'Remove one of them'],
  },
  {
    name: 'a reading rule that is not RE2',
    spoil: (w) =>
      w.replace(
        PROTOCOL,
        '{ name: json-answer, json: answer }',
        "{ name: look-ahead, pattern: '(?=A)([A-D])' }",
      ),
    args: ['validate'],
    exit: 2,
    says: [`${PROTOCOL}:18:`, 'readings.strict.answer[0].pattern', 'RE2'],
  },
  {
    name: 'a table that lacks a column',
    spoil: (w) => w.write('cases/starter/cases.csv', 'id,text,grader\nx,What?,text\n'),
    args: ['validate'],
    exit: 2,
    says: ['cases/starter/cases.csv:1', 'accept', 'expected', 'found'],
  },
  {
    name: 'a policy with a part that is not supported yet',
    spoil: (w) => w.replace(POLICY, 'multiplicity: iut', 'multiplicity: holm'),
    args: ['validate'],
    exit: 2,
    says: [`${POLICY}:`, 'multiplicity', 'holm, not supported yet', 'Use iut'],
  },
  {
    name: 'a policy with an unknown test',
    spoil: (w) => w.replace(POLICY, 'gates: []\n', GATE.replace('ni_max_tango_cr2', 'ni_max_tango')),
    args: ['validate'],
    exit: 2,
    says: [`${POLICY}:`, 'gates[0].test', 'ni_max_tango', 'ni_max_tango_cr2'],
  },
  {
    name: 'a comparator that is a release',
    spoil: (w) => w.replace(POLICY, 'previous: {}', 'previous: { release: "2026-01" }'),
    args: ['validate'],
    exit: 2,
    says: [
      `${POLICY}:`,
      'comparators.previous.release',
      'not supported yet',
      '{run: <run id>, model: <name>}',
    ],
  },
  {
    name: 'a release policy without an intended use',
    spoil: (w) => w.replace(POLICY, 'purpose: screen', 'purpose: release'),
    args: ['validate'],
    exit: 2,
    says: [`${POLICY}:`, 'intended_use', 'expected', 'found'],
  },
  {
    name: 'a set that is a link out of the workspace',
    spoil: (w) => {
      const outside = `${w.path('')}-outside`;
      cpSync(w.path('cases/starter'), outside, { recursive: true });
      w.remove('cases/starter');
      symlinkSync(outside, w.path('cases/starter'));
      return () => rmSync(outside, { recursive: true, force: true });
    },
    args: ['validate'],
    exit: 2,
    says: ['cases/starter', 'expected', 'found'],
  },
];

function laughs() {
  const lines = ['a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]'];
  for (let n = 1; n < 10; n += 1) {
    lines.push(`a${n}: &a${n} [${Array.from({ length: 10 }, () => `*a${n - 1}`).join(', ')}]`);
  }
  return `${lines.join('\n')}\n`;
}
