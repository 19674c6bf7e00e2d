import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.js';
import { validateWorkspace } from '../../src/load/validate-workspace.js';
import {
  aCaseLine,
  aKeyLine,
  CASE,
  type Files,
  KEY,
  POLICY,
  PROTOCOL,
  SET,
  SUITE,
  withWorkspace,
} from './a-workspace.js';

type Expected = Partial<Record<keyof Problem, unknown>>;

async function problemsOf(changes: Files): Promise<readonly Problem[]> {
  return (await withWorkspace(changes, validateWorkspace)).problems;
}

/** One change to the sound workspace and the one problem that it has to give. */
type Broken = readonly [name: string, changes: Files, expected: Expected];

const CASE_FILE = 'cases/triage/chest-pain.case.yaml';
const KEYS_FILE = 'cases/triage/keys.jsonl';
const SUITE_FILE = 'suites/triage.suite.yaml';
const PROTOCOL_FILE = 'suites/plain.protocol.yaml';
const POLICY_FILE = 'suites/screen.policy.yaml';

function expectEach(broken: readonly Broken[]): void {
  it.each(broken)('%s', async (_name, changes, expected) => {
    expect(await problemsOf(changes)).toEqual([expect.objectContaining(expected)]);
  });
}

describe('validateWorkspace', () => {
  it('finds nothing in a sound workspace and counts its own objects', async () => {
    expect(await withWorkspace({}, validateWorkspace)).toEqual({
      problems: [],
      counts: { sets: 1, cases: 1, keys: 1, suites: 1, protocols: 1, graders: 1, policies: 1, models: 0 },
    });
  });

  it('reports all problems of all files, in order', async () => {
    const problems = await problemsOf({
      [CASE_FILE]: CASE.replace('points', 'pints').replace('role: user', 'role: usr'),
      [SUITE_FILE]: SUITE.replace('[plain]', '[plian]').replace('repeats: 1', 'repeats: 0'),
      [POLICY_FILE]: POLICY.replace('alpha: 0.025', 'alpha: 0.5'),
    });
    expect(problems.map(({ file, line, field }) => [file, line, field])).toEqual([
      [CASE_FILE, 3, 'turns[0].role'],
      [CASE_FILE, 8, 'criteria[0].points'],
      [CASE_FILE, 8, 'criteria[0].pints'],
      [POLICY_FILE, 16, 'gates[0].alpha'],
      [SUITE_FILE, 10, 'repeats'],
    ]);
  });

  it('checks the other lines where one is broken', async () => {
    const problems = await problemsOf({
      'cases/triage/cases.jsonl': `${aCaseLine('a')}{"id":\n${aCaseLine('b', { primary: 'x' })}`,
      [KEYS_FILE]: KEY + aKeyLine('a') + aKeyLine('b', { accept: ['nwo'] }),
    });
    expect(problems.map(({ file, line, field }) => [file, line, field])).toEqual([
      ['cases/triage/cases.jsonl', 2, ''],
      ['cases/triage/cases.jsonl', 3, 'primary'],
      [KEYS_FILE, 3, 'accept[0]'],
    ]);
  });
});

describe('what follows from a broken record', () => {
  it('is not reported beside it: neither its key nor those who name it', async () => {
    const lost = { 'cases/triage/cases.jsonl': '{"id":"other",}\n', [KEYS_FILE]: KEY + aKeyLine('other') };
    expect(await problemsOf(lost)).toEqual([
      expect.objectContaining({ file: 'cases/triage/cases.jsonl', line: 1 }),
    ]);
    expect(await problemsOf({ [PROTOCOL_FILE]: '' })).toEqual([
      expect.objectContaining({ file: PROTOCOL_FILE }),
    ]);
    expect(await problemsOf({ [CASE_FILE]: 'a: [' })).toEqual([expect.objectContaining({ file: CASE_FILE })]);
  });
});

describe('a broken file of a case', () => {
  expectEach([
    [
      'with an unknown field',
      { [CASE_FILE]: `${CASE}stratta: {}\n` },
      { file: CASE_FILE, line: 11, column: 1, field: 'stratta', remedy: 'Did you mean strata?' },
    ],
    [
      'with a value of the wrong type',
      { [CASE_FILE]: CASE.replace('points: 10', 'points: ten') },
      {
        line: 8,
        column: 31,
        field: 'criteria[0].points',
        expected: 'a number >= -100 and <= 100',
        found: '"ten"',
      },
    ],
    [
      'with a primary that is no criterion',
      { [CASE_FILE]: CASE.replace('primary: disposition', 'primary: dispositon') },
      { line: 9, column: 10, field: 'primary', found: '"dispositon"', remedy: 'Did you mean disposition?' },
    ],
    [
      'with an option twice',
      { [CASE_FILE]: CASE.replace('id: later', 'id: now') },
      {
        line: 6,
        column: 10,
        field: 'options[1].id',
        found: 'a second "now"; the first is options[0].id in line 5',
      },
    ],
    [
      'with an attachment',
      {
        [CASE_FILE]: `${CASE}attachments: [{id: ct, kind: image, file: ct.png, sha256: ${'a'.repeat(64)}}]\n`,
      },
      {
        line: 11,
        column: 1,
        field: 'attachments',
        expected: expect.stringContaining('no client of this version'),
      },
    ],
    [
      'with a step that ends behind the last turn',
      {
        [CASE_FILE]: `${CASE}steps: [{step: 1, through: 3}]\n`,
        [KEYS_FILE]: aKeyLine('chest-pain', { step: 1 }),
      },
      {
        line: 11,
        column: 28,
        field: 'steps[0].through',
        expected: 'at most 1, the number of turns',
        found: '3',
      },
    ],
    [
      'with a variant that takes the name of the unchanged case',
      { [CASE_FILE]: `${CASE}variants: [{id: base, relation: invariant, change: none}]\n` },
      { line: 11, column: 17, field: 'variants[0].id', remedy: 'Rename the variant.' },
    ],
    [
      'without a turn of the user',
      { [CASE_FILE]: CASE.replace('role: user', 'role: assistant') },
      { line: 3, column: 3, field: 'turns', expected: 'at least one turn of the user' },
    ],
    [
      'with an unknown grader',
      { [CASE_FILE]: CASE.replace('grader: choice', 'grader: chioce') },
      { line: 8, column: 43, field: 'criteria[0].grader', found: '"chioce"', remedy: 'Did you mean choice?' },
    ],
    [
      'with a grader that its suite has not',
      {
        [CASE_FILE]: CASE.replace('grader: choice', 'grader: other'),
        'graders/other.grader.yaml': 'grader: other\nversion: "1"\nkind: choice\n',
      },
      { line: 8, field: 'criteria[0].grader', expected: 'one of the graders of suite triage: choice' },
    ],
    [
      'whose id another file has',
      { 'cases/triage/cases.jsonl': aCaseLine('chest-pain') },
      {
        file: 'cases/triage/cases.jsonl',
        line: 1,
        column: 7,
        found: `a second "chest-pain"; the first is in ${CASE_FILE}:1`,
      },
    ],
    [
      'whose name is not its id',
      { [CASE_FILE]: null, 'cases/triage/other.case.yaml': CASE },
      {
        severity: 'warning',
        file: 'cases/triage/other.case.yaml',
        line: 1,
        expected: 'the file\'s name, "other"',
      },
    ],
    [
      'that nobody reads',
      { 'cases/triage/second.yaml': CASE },
      {
        severity: 'warning',
        file: 'cases/triage/second.yaml',
        remedy: 'Rename it; as it is, nobody reads it.',
      },
    ],
  ]);
});

describe('a broken key', () => {
  const key = (changes: Readonly<Record<string, unknown>>) => ({
    [KEYS_FILE]: KEY + aKeyLine('chest-pain', changes),
  });
  const alone = (changes: Readonly<Record<string, unknown>>) => ({
    [KEYS_FILE]: aKeyLine('chest-pain', changes),
  });
  expectEach([
    [
      'of no case',
      key({ case: 'chest-pian' }),
      { file: KEYS_FILE, line: 2, column: 9, field: 'case', remedy: 'Did you mean chest-pain?' },
    ],
    [
      'of no criterion',
      key({ criterion: 'disp' }),
      { line: 2, column: 34, field: 'criterion', found: '"disp"' },
    ],
    [
      'of no variant',
      key({ variant: 'older' }),
      { line: 2, field: 'variant', expected: 'one of the variants of chest-pain: base' },
    ],
    [
      'of no step',
      key({ step: 2 }),
      { line: 2, field: 'step', expected: 'one of the steps of chest-pain: 0', found: '"2"' },
    ],
    [
      'that accepts no option',
      alone({ accept: ['now', 'latr'] }),
      { line: 1, field: 'accept[1]', remedy: 'Did you mean later?' },
    ],
    ['twice', key({}), { line: 2, found: expect.stringContaining(`the first is in ${KEYS_FILE}:1`) }],
    [
      'with neither accept nor number',
      alone({ accept: undefined }),
      { line: 1, column: 1, found: 'neither', remedy: 'Add one.' },
    ],
    [
      'with both',
      alone({ number: { value: 1, unit: 'mg' } }),
      { line: 1, expected: 'exactly one of accept and number', found: 'both' },
    ],
    [
      'with a number for a grader of choices',
      alone({ accept: undefined, number: { value: 1, unit: 'mg' } }),
      { field: 'number', expected: 'accept, which grader choice (choice) compares with' },
    ],
    [
      'on a day that does not exist',
      alone({ review_by: '2026-02-30' }),
      { field: 'review_by', found: '"2026-02-30"' },
    ],
    [
      'with an unknown status',
      { [KEYS_FILE]: KEY.replace('draft', 'agred') + KEY },
      { line: 1, field: 'status', remedy: 'Did you mean agreed?' },
    ],
  ]);

  it('in a unit that its grader does not know, or outside its own limits', async () => {
    const dose = {
      [CASE_FILE]: CASE.replace('grader: choice', 'grader: dose'),
      [SUITE_FILE]: SUITE.replace('[choice]', '[dose]'),
    };
    const grader = 'grader: dose\nversion: "1"\nkind: number\ntolerance: {}\nunits: {mg: 1}\n';
    const problems = await problemsOf({
      ...dose,
      'graders/dose.grader.yaml': grader,
      ...alone({ accept: undefined, number: { value: 5, unit: 'ml', lower: 6 } }),
    });
    expect(problems.map(({ field, found }) => [field, found])).toEqual([
      ['number', 'lower 6, value 5, upper 5'],
      ['number.unit', '"ml"'],
    ]);
  });

  it('that is retired may stand beside the new one', async () => {
    expect(await problemsOf(key({ status: 'retired' }))).toEqual([]);
  });
});

describe('a missing key', () => {
  const second = { 'cases/triage/cases.jsonl': aCaseLine('other') };

  it('of a case that a suite takes is an error at the case', async () => {
    expect(await problemsOf(second)).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'cases/triage/cases.jsonl',
        line: 1,
        field: 'primary',
        expected: 'a key for the primary criterion disposition',
        found: 'none; taken by triage',
      }),
    ]);
  });

  it('of a case that no suite takes is a warning', async () => {
    const where = SUITE.replace('- set: triage', '- {set: triage, where: {age: [adult]}}');
    const child = aCaseLine('other', { strata: { age: 'child' } });
    expect(await problemsOf({ 'cases/triage/cases.jsonl': child, [SUITE_FILE]: where })).toEqual([
      expect.objectContaining({ severity: 'warning', found: 'none' }),
    ]);
  });

  it('is one problem where the whole file is missing', async () => {
    expect(await problemsOf({ ...second, [KEYS_FILE]: null })).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: KEYS_FILE,
        expected: 'keys for the 2 cases of the set',
      }),
    ]);
    expect(await problemsOf({ [KEYS_FILE]: null })).toEqual([
      expect.objectContaining({ expected: 'keys for the 1 case of the set' }),
    ]);
  });

  it('is needed by the variants that a suite asks, unless they keep the key of the base', async () => {
    const variants = [
      { id: 'older', relation: 'invariant', change: 'age 60' },
      { id: 'calm', relation: 'changes', change: 'no pain' },
    ];
    const changes = {
      'cases/triage/cases.jsonl': aCaseLine('other', { variants }),
      [SUITE_FILE]: SUITE.replace('- set: triage', '- {set: triage, variants: [invariant, changes]}'),
      [KEYS_FILE]: KEY + aKeyLine('other'),
    };
    expect(await problemsOf(changes)).toEqual([
      expect.objectContaining({ expected: 'a key for the primary criterion disposition of variant calm' }),
    ]);
  });

  it('is not missed where recorded verdicts grade', async () => {
    const grader = 'grader: choice\nversion: "1"\nkind: recorded\nverdicts: verdicts/v.jsonl\nby: a panel\n';
    const files = { 'graders/choice.grader.yaml': grader, 'verdicts/v.jsonl': '', [KEYS_FILE]: null };
    expect(await problemsOf(files)).toEqual([]);
  });
});

const URGENCY =
  'grader: urgency\nversion: "1"\nkind: scale\nscale: urgency\nlevels: [now, later]\ncritical: 1\n';

describe('a broken set, suite or grader', () => {
  expectEach([
    [
      'set under another name than its folder',
      {
        'cases/triage/set.yaml': SET.replace('set: triage', 'set: triag'),
        [SUITE_FILE]: SUITE.replace('- set: triage', '- set: triag'),
      },
      {
        file: 'cases/triage/set.yaml',
        line: 1,
        column: 6,
        field: 'set',
        expected: 'the folder\'s name, "triage"',
      },
    ],
    [
      'folder without set.yaml',
      { 'cases/other/a.case.yaml': CASE },
      { file: 'cases/other/set.yaml', found: 'nothing' },
    ],
    [
      'set without a case',
      { 'cases/other/set.yaml': SET.replace('set: triage', 'set: other') },
      { file: 'cases/other/set.yaml', expected: 'at least one case in the set', found: 'none' },
    ],
    [
      'set file that is empty',
      { 'cases/other/set.yaml': '' },
      { file: 'cases/other/set.yaml', line: 1, found: 'an empty file' },
    ],
    [
      'suite with a triage metric and no scale',
      { [SUITE_FILE]: SUITE.replace('[accuracy]', '[accuracy, under_triage]') },
      {
        file: SUITE_FILE,
        line: 8,
        field: 'metrics[1]',
        expected: 'a grader of kind scale among the graders of the suite',
      },
    ],
    [
      'suite with a metric of confidence, and no protocol that asks for one',
      { [SUITE_FILE]: SUITE.replace('[accuracy]', '[accuracy, brier]') },
      { file: SUITE_FILE, line: 8, field: 'metrics[1]', remedy: expect.stringContaining('confidence') },
    ],
    [
      'suite with a metric twice',
      { [SUITE_FILE]: SUITE.replace('[accuracy]', '[accuracy, accuracy]') },
      { file: SUITE_FILE, field: 'metrics' },
    ],
    [
      'scale whose every level is critical',
      { 'graders/urgency.grader.yaml': URGENCY.replace('critical: 1', 'critical: 2') },
      { file: 'graders/urgency.grader.yaml', line: 6, field: 'critical', found: '2' },
    ],
    [
      'key that accepts a level that the scale does not have',
      {
        'graders/urgency.grader.yaml': URGENCY,
        [SUITE_FILE]: SUITE.replace('[choice]', '[choice, urgency]'),
        'cases/triage/chest-pain.case.yaml': CASE.replace('grader: choice', 'grader: urgency'),
        'cases/triage/keys.jsonl': KEY.replace('["now"]', '["nwo"]'),
      },
      { file: 'cases/triage/keys.jsonl', field: 'accept[0]', remedy: 'Did you mean now?' },
    ],
    [
      'suite that takes no case',
      { [SUITE_FILE]: SUITE.replace('- set: triage', '- {set: triage, where: {age: [child]}}') },
      { file: SUITE_FILE, field: 'cases[0].where', line: 5, found: 'one that takes none' },
    ],
    [
      'suite with an unknown set',
      { [SUITE_FILE]: SUITE.replace('- set: triage', '- set: traige') },
      { line: 5, column: 10, field: 'cases[0].set', remedy: 'Did you mean triage?' },
    ],
    [
      'suite with an unknown protocol',
      { [SUITE_FILE]: SUITE.replace('[plain]', '[plain, plan]') },
      { line: 6, column: 20, field: 'protocols[1]', remedy: 'Did you mean plain?' },
    ],
    [
      'suite with an unknown grader',
      { [SUITE_FILE]: SUITE.replace('[choice]', '[choice, judge]') },
      { line: 7, field: 'graders[1]', found: '"judge"' },
    ],
    [
      'suite with a stratum that no case has',
      { [SUITE_FILE]: SUITE.replace('[age]', '[agee]') },
      {
        severity: 'warning',
        line: 9,
        field: 'strata[0]',
        found: 'agee, which no case of 1 has',
        remedy: 'Did you mean age?',
      },
    ],
    [
      'suite under another name than its file',
      { [SUITE_FILE]: null, 'suites/other.suite.yaml': SUITE },
      {
        file: 'suites/other.suite.yaml',
        line: 1,
        column: 8,
        field: 'suite',
        found: '"triage"',
        remedy: 'Make the two equal.',
      },
    ],
    [
      'file that nobody reads',
      { 'suites/second.yml': SUITE },
      { severity: 'warning', file: 'suites/second.yml', line: null },
    ],
    [
      'grader whose verdicts lie outside',
      {
        'graders/panel.grader.yaml':
          'grader: panel\nversion: "1"\nkind: recorded\nverdicts: ../../v.jsonl\nby: us\n',
      },
      { line: 4, column: 11, field: 'verdicts', expected: 'a file inside the workspace' },
    ],
    [
      'grader whose verdicts are not there yet',
      {
        'graders/panel.grader.yaml':
          'grader: panel\nversion: "1"\nkind: recorded\nverdicts: v.jsonl\nby: us\n',
      },
      {
        severity: 'warning',
        field: 'verdicts',
        remedy: expect.stringContaining('preceptor import verdicts'),
      },
    ],
  ]);

  it('names both files of a name that stands twice', async () => {
    expect(await problemsOf({ 'suites/zeta.suite.yaml': SUITE })).toEqual([
      expect.objectContaining({ field: 'suite', expected: 'the file\'s name, "zeta"' }),
      expect.objectContaining({ field: 'suite', found: `a second "triage"; the first is in ${SUITE_FILE}` }),
    ]);
  });
});

describe('a broken protocol', () => {
  const pattern = '{name: line, pattern: "answer: ([a-z]+)"}';
  const withPattern = (text: string) => ({ [PROTOCOL_FILE]: PROTOCOL.replace(pattern, text) });
  expectEach([
    [
      'whose reading is none',
      { [PROTOCOL_FILE]: PROTOCOL.replace('reading: strict', 'reading: strickt') },
      { line: 9, column: 10, field: 'reading', remedy: 'Did you mean strict?' },
    ],
    [
      'with a pattern that RE2 has not',
      withPattern('{name: line, pattern: "(?<=x)a"}'),
      {
        line: 8,
        column: 31,
        field: 'readings.strict.answer[0].pattern',
        expected: expect.stringContaining('RE2'),
      },
    ],
    [
      'with a pattern of two ways',
      withPattern('{name: line, whole: true, json: a}'),
      { line: 8, column: 9, found: 'json and whole' },
    ],
    [
      'with a pattern of no way',
      withPattern('{name: line}'),
      { line: 8, found: 'none of them', remedy: 'Add one.' },
    ],
    [
      'without the slot of the case',
      { [PROTOCOL_FILE]: PROTOCOL.replace('{{case}} ', '') },
      { line: 3, field: 'prompt.user', expected: 'the slot {{case}}' },
    ],
    [
      'with an unknown slot',
      { [PROTOCOL_FILE]: PROTOCOL.replace('{{options}}', '{{option}}') },
      { severity: 'warning', remedy: 'Did you mean options?' },
    ],
  ]);
});

const gate = (from: string, to: string) => ({ [POLICY_FILE]: POLICY.replace(from, to) });
const POLICIES: readonly Broken[] = [
  [
    'for release without an intended use',
    gate('purpose: screen', 'purpose: release'),
    { file: POLICY_FILE, line: 1, field: 'intended_use', found: 'no such field in a release policy' },
  ],
  [
    'with an unknown suite',
    gate('suites: [triage]', 'suites: [triage, traige]'),
    { line: 6, column: 18, field: 'suites[1]', remedy: 'Did you mean triage?' },
  ],
  [
    'with a gate on another suite',
    gate('suite: triage', 'suite: safety'),
    { line: 16, field: 'gates[0].suite', expected: 'one of the suites of this policy: triage' },
  ],
  [
    'with an unknown comparator',
    gate('vs: [baseline]', 'vs: [basline]'),
    { line: 16, field: 'gates[0].vs[0]', remedy: 'Did you mean baseline?' },
  ],
  [
    'with an unknown protocol',
    gate('metric: accuracy', 'metric: accuracy, protocol: fancy'),
    { field: 'gates[0].protocol', expected: 'one of the protocols of suite triage: plain' },
  ],
  [
    'with an unknown stratum',
    gate('metric: accuracy', 'metric: accuracy, stratum: {agee: x}'),
    { field: 'gates[0].stratum.agee', remedy: 'Did you mean age?' },
  ],
  [
    'with an unknown reading',
    gate('gates:', 'readings: [lenient]\ngates:'),
    { line: 15, field: 'readings[0]', found: '"lenient"' },
  ],
  [
    'with critical failures of another suite',
    gate('gates:', 'critical_failures: {suites: [safety], allowed: 0, adjudication: rule}\ngates:'),
    { field: 'critical_failures.suites[0]' },
  ],
  [
    'with an unknown test',
    gate('ni_max_tango_cr2', 'ni_max'),
    { line: 16, field: 'gates[0].test', expected: expect.stringContaining('lower_exact') },
  ],
  [
    'with an exact limit on a score',
    {
      [SUITE_FILE]: SUITE.replace('[accuracy]', '[accuracy, rubric_score]'),
      ...gate(
        'metric: accuracy, test: ni_max_tango_cr2, alpha: 0.025, margin: 0.05, vs: [baseline]',
        'metric: rubric_score, test: lower_exact, alpha: 0.05, min: 0.5',
      ),
    },
    { field: 'gates[0].test', found: expect.stringContaining('counts events'), remedy: 'Use lower_limit.' },
  ],
  [
    'with a margin on a metric that has a target',
    {
      [SUITE_FILE]: SUITE.replace('[accuracy]', '[accuracy, calibration_slope]'),
      'suites/plain.protocol.yaml': `${PROTOCOL}confidence: [verbalised]\n`,
      ...gate('metric: accuracy', 'metric: calibration_slope'),
    },
    { field: 'gates[0].test', expected: 'a test with two limits', remedy: expect.stringContaining('inside') },
  ],
  [
    'with a release of the ledger',
    gate('{model: old}', '{release: "2026.1"}'),
    { line: 8, field: 'comparators.baseline.release', remedy: expect.stringContaining('run:') },
  ],
  [
    'with Holm',
    gate('multiplicity: iut', 'multiplicity: holm'),
    { line: 17, field: 'multiplicity', remedy: expect.stringContaining('iut') },
  ],
  [
    'with a budget',
    gate('multiplicity: iut', 'multiplicity: iut\nsuite_budget: 3'),
    { line: 18, field: 'suite_budget' },
  ],
  [
    'with a judge',
    gate(
      'multiplicity: iut',
      'multiplicity: iut\njudge: {prompt_hash: x, anchor_set: a, min_macro_f1: x, correction: none, labels_min: 1}',
    ),
    { line: 18, field: 'judge', found: 'a judge, not supported yet' },
  ],
  [
    'with a gate id twice',
    gate(
      'multiplicity',
      '  - {id: ni, family: advisory, suite: triage, metric: accuracy, test: lower_limit, alpha: 0.05, min: 0.5}\nmultiplicity',
    ),
    { line: 17, field: 'gates[1].id', found: 'a second "ni"; the first is gates[0].id in line 16' },
  ],
];

describe('a broken policy', () => expectEach(POLICIES));
