import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path in the workspace → its content; null leaves a file of {@link SOUND} out. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export const SET = [
  'set: triage',
  'version: "1"',
  'title: Triage',
  'licence: CC-BY-4.0',
  'authored_by: A. Author',
  'key_by: A. Author',
  'reviewed_by: []',
  'review_status: unreviewed',
  'exposure: dev',
  'content: synthetic',
  'jurisdiction: GB',
  'languages: [en]',
  '',
].join('\n');

export const CASE = [
  'id: chest-pain',
  'turns:',
  '  - {role: user, text: My chest hurts.}',
  'options:',
  '  - {id: now, text: Call an ambulance}',
  '  - {id: later, text: See a doctor next week}',
  'criteria:',
  '  - {id: disposition, points: 10, grader: choice}',
  'primary: disposition',
  'strata: {age: adult}',
  '',
].join('\n');

export const KEY =
  '{"case":"chest-pain","criterion":"disposition","accept":["now"],"status":"draft","version":1,"raters":[]}\n';

export const SUITE = [
  'suite: triage',
  'version: "1"',
  'title: Triage',
  'cases:',
  '  - set: triage',
  'protocols: [plain]',
  'graders: [choice]',
  'metrics: [accuracy]',
  'strata: [age]',
  'repeats: 1',
  '',
].join('\n');

export const PROTOCOL = [
  'protocol: plain',
  'version: "1"',
  'prompt: {user: "{{case}} {{options}}"}',
  'answer: {format: choice}',
  'readings:',
  '  strict:',
  '    answer:',
  '      - {name: line, pattern: "answer: ([a-z]+)"}',
  'reading: strict',
  '',
].join('\n');

export const POLICY = [
  'policy: screen',
  'version: "1"',
  'title: Screen',
  'purpose: screen',
  'ratified: null',
  'suites: [triage]',
  'comparators:',
  '  baseline: {model: old}',
  'unit: {min_clusters: 10, max_cluster_share: 0.2}',
  'failures:',
  '  missing: ite',
  '  invalid_above: {overall: 0.01, stratum: 0.03}',
  '  ungraded_above: 0.005',
  '  unpaired_above: 0.05',
  'gates:',
  '  - {id: ni, family: confirmatory, suite: triage, metric: accuracy, test: ni_max_tango_cr2, alpha: 0.025, margin: 0.05, vs: [baseline]}',
  'multiplicity: iut',
  '',
].join('\n');

export const SOUND: Files = {
  'cases/triage/set.yaml': SET,
  'cases/triage/chest-pain.case.yaml': CASE,
  'cases/triage/keys.jsonl': KEY,
  'suites/triage.suite.yaml': SUITE,
  'suites/plain.protocol.yaml': PROTOCOL,
  'suites/screen.policy.yaml': POLICY,
  'graders/choice.grader.yaml': 'grader: choice\nversion: "1"\nkind: choice\n',
};

/** A sound workspace in a folder of its own, with some files changed; the folder is removed afterwards. */
export async function withWorkspace<T>(changes: Files, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'preceptor-'));
  try {
    for (const [path, content] of Object.entries({ ...SOUND, ...changes })) {
      if (content === null) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A case as one JSON line. */
export function aCaseLine(id: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const base = {
    id,
    turns: [{ role: 'user', text: 'My chest hurts.' }],
    options: [
      { id: 'now', text: 'Call an ambulance' },
      { id: 'later', text: 'See a doctor next week' },
    ],
    criteria: [{ id: 'disposition', points: 10, grader: 'choice' }],
    primary: 'disposition',
    strata: { age: 'adult' },
  };
  return `${JSON.stringify({ ...base, ...changes })}\n`;
}

/** A key as one JSON line. */
export function aKeyLine(caseId: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const base = {
    case: caseId,
    criterion: 'disposition',
    accept: ['now'],
    status: 'draft',
    version: 1,
    raters: [],
  };
  return `${JSON.stringify({ ...base, ...changes })}\n`;
}

/** The file of a program that is declared as an endpoint is. */
export const PROGRAM = [
  'model: ward',
  'family: ward-llm',
  'snapshot: ward-2026-10',
  'client: {kind: command, argv: [node, models/ward.mjs], deadline_ms: 60000}',
  'settings: {}',
  'deployment: {location: inside, training: none, retention: none}',
  '',
].join('\n');

/** The file of an endpoint that answers as OpenAI’s chat completions do. */
export const MODEL = [
  'model: ward',
  'family: ward-llm',
  'snapshot: ward-llm-2026-10',
  'client:',
  '  kind: http',
  '  api: openai-chat',
  '  url: https://llm.hospital.example/v1',
  '  credential: {env: WARD_KEY}',
  'settings: {temperature: 0}',
  'deployment: {location: inside, training: none, retention: 30 days}',
  '',
].join('\n');
