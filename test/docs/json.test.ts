import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { VERBS } from '../../src/cli/verbs.js';
import { PROJECT } from './page.js';
import { Typed } from './typed.js';

const schema = JSON.parse(readFileSync(join(PROJECT, 'schemas/output.schema.json'), 'utf8'));
const isOutput = new Ajv2020({ strict: false }).compile(schema);

const MODEL = '"mine=command:node models/example-model.mjs"';
const QUIZ =
  'map: quiz\nversion: "1"\nkind: responses\nsource: {format: json-lines}\nresponse: {model: quiz, case: {path: c}, text: {path: t}}';
/** One command for each verb, in an order in which each finds what it needs. */
const COMMANDS: Readonly<Record<keyof typeof VERBS, string>> = {
  init: 'preceptor init --json',
  validate: 'preceptor validate --json',
  plan: `preceptor plan starter --model ${MODEL} --policy starter --json`,
  run: `preceptor run starter --model ${MODEL} --baseline reference:random --policy starter --json`,
  read: 'preceptor read --json',
  grade: 'preceptor grade --json',
  measure: 'preceptor measure --json',
  compare: 'preceptor compare --json',
  gate: 'preceptor gate --json',
  report: 'preceptor report --json',
  why: 'preceptor why head-injury --json',
  import: `printf '{"c":"head-injury","t":"B"}\\n' >quiz.jsonl && printf '%s\\n' '${QUIZ}' >quiz.map.yaml && preceptor import responses --map quiz.map.yaml quiz.jsonl --json`,
  cache: 'preceptor cache --json',
  demo: 'preceptor demo --json',
};

describe('--json', () => {
  it('prints one document for every verb, as the schema says', async () => {
    using folder = new Typed();
    for (const [verb, command] of Object.entries(COMMANDS)) {
      const { out } = await folder.type(command);
      const document = JSON.parse(out);
      expect({ verb, valid: isOutput(document), errors: isOutput.errors }).toEqual({
        verb,
        valid: true,
        errors: null,
      });
      expect(document.verb).toBe(verb);
    }
  }, 300_000);

  it.each([
    ['an unknown verb', 'preceptor nothing --json', 2],
    ['an unknown suite', 'preceptor run nothing --model reference:random --json', 2],
    ['no stored run', 'preceptor gate latest --json', 2],
  ])('prints an error as a document: %s', async (_, command, exit) => {
    using folder = new Typed();
    const done = await folder.type(command);
    const document = JSON.parse(done.out);
    expect({ exit: done.exit, valid: isOutput(document) }).toEqual({ exit, valid: true });
    expect(document.error.message).not.toBe('');
  });

  it('has every field described', () => {
    const text = readFileSync(join(PROJECT, 'docs/json.md'), 'utf8');
    const names = new Set(namesIn(schema));
    expect(names.size).toBeGreaterThan(50);
    expect([...names].filter((name) => !new RegExp(`[\`{ ]${name}(\\[\\])?[\`,} ]`).test(text))).toEqual([]);
  });
});

function namesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([word, value]) =>
    word === 'properties'
      ? [...Object.keys(value), ...Object.values(value).flatMap(namesIn)]
      : namesIn(value),
  );
}
