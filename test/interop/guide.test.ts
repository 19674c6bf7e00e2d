import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCases } from '../../src/interop/import-cases.js';
import { importResponses, importVerdicts } from '../../src/interop/import-recorded.js';
import { aFolder, messages } from './a-folder.js';

const guide = readFileSync(join(import.meta.dirname, '../../docs/guide/import-map.md'), 'utf8');
const blocks = [...guide.matchAll(/^```(\w+)(?: ([^\n]+))?\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', name = '', text = '']) => ({ language, name, text }),
);
const named = (name: string): string => {
  const block = blocks.find((one) => one.name === name);
  if (block === undefined) throw new Error(`the guide has no block ${name}`);
  return block.text;
};
const INPUTS = [
  'quiz.jsonl',
  'writers.csv',
  'answers.csv',
  'judged-large.json',
  'broken.jsonl',
  'maps/quiz.map.yaml',
  'maps/quiz-answers.map.yaml',
  'maps/quiz-verdicts.map.yaml',
];
const IMPORTS = { cases: importCases, responses: importResponses, verdicts: importVerdicts };

function aQuiz() {
  return aFolder(Object.fromEntries(INPUTS.map((name) => [name, named(name)])));
}

describe('the guide to import maps', () => {
  it('shows commands that give what it says', async () => {
    using folder = aQuiz();
    const commands = blocks.filter((block) => block.language === 'sh').map((block) => block.text.trim());
    expect(commands).toHaveLength(3);
    const skipped = [];
    for (const command of commands) {
      const [, kind = '', map = '', file = ''] =
        /^preceptor import (\w+) --map (\S+) (\S+)$/.exec(command) ?? [];
      const importIt = Object.entries(IMPORTS).find(([name]) => name === kind)?.[1];
      const report = await importIt?.({
        mapFile: folder.path(map),
        files: [folder.path(file)],
        workspace: folder.root,
      });
      expect(report?.problems).toEqual([]);
      skipped.push(report?.skipped);
    }
    expect(skipped).toEqual([{ withdrawn: 1 }, {}, {}]);
    for (const file of ['cases/quiz/cases.jsonl', 'responses/small.jsonl', 'verdicts/quiz-judge.jsonl']) {
      expect(folder.read(file)).toBe(named(file));
    }
    expect(folder.lines('responses/large.jsonl')).toHaveLength(4);
    expect(folder.lines('cases/quiz/keys.jsonl')).toMatchObject([
      { case: 'q-0007', accept: ['B'] },
      { case: 'q-0008', accept: ['A'] },
    ]);
  });

  it('shows the messages of broken records as they are', async () => {
    using folder = aQuiz();
    const report = await importCases({
      mapFile: folder.path('maps/quiz.map.yaml'),
      files: [folder.path('broken.jsonl')],
      workspace: folder.root,
    });
    expect(messages(report, folder.root).join('\n')).toBe(named('messages of broken.jsonl').trim());
    expect(folder.files()).toEqual([...INPUTS].sort());
  });

  it('shows the messages of a map with mistakes as they are', async () => {
    using folder = aFolder({
      'maps/mistakes.map.yaml': [
        'map: mistakes',
        'version: "1"',
        'kind: responses',
        'source: {format: json-lines}',
        'response:',
        '  model: {pth: system}',
        '  case: {each: question}',
        '  text: {path: text}',
        '',
      ].join('\n'),
      'in.jsonl': '{}\n',
    });
    const wrong = importResponses({
      mapFile: folder.path('maps/mistakes.map.yaml'),
      files: [folder.path('in.jsonl')],
      workspace: folder.root,
    });
    const said = await wrong.catch((error: Error) => error.message.replaceAll(`${folder.root}/`, ''));
    expect(said).toBe(named('messages of a map with mistakes').trim());
  });
});

describe('the reference of the guide', () => {
  it('shows templates that are valid', async () => {
    using folder = aQuiz();
    const criteria = blocks.find((block) => block.language === 'yaml' && block.name === '')?.text ?? '';
    const rubrics = criteria.replace(/^/gm, '  ').trimEnd();
    const map = named('maps/quiz.map.yaml').replace(/^ {2}criteria:\n(?: {4}.*\n)+/m, `${rubrics}\n`);
    folder.put(
      'maps/rubric.map.yaml',
      map.replace('primary: answer', 'primary: r1').replace('criterion: answer', 'criterion: r1'),
    );
    folder.put(
      'rubric.jsonl',
      `${JSON.stringify({
        qid: 7,
        topic: 'Kidney',
        stem: 'Why?',
        choices: ['a', 'b'],
        right: 1,
        rubrics: [
          { id: 'r1', criterion: 'Says why.', points: 5, tags: ['reason'] },
          { id: 'r2', criterion: 'Is void.', points: 0, tags: [] },
          { id: 'r3', criterion: 'Frightens.', points: -5, tags: ['tone', 'harm'] },
        ],
      })}\n`,
    );
    const report = await importCases({
      mapFile: folder.path('maps/rubric.map.yaml'),
      files: [folder.path('rubric.jsonl')],
      workspace: folder.root,
    });
    expect(messages(report, folder.root)).toEqual([]);
    expect(folder.lines('cases/quiz/cases.jsonl')).toMatchObject([
      {
        criteria: [
          { id: 'r1', points: 5, tags: ['reason'] },
          { id: 'r3', points: -5, tags: ['tone', 'harm'] },
        ],
      },
    ]);
  });
});
