import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MapKind } from '../../src/domain/import-map.js';
import { importCases } from '../../src/interop/import-cases.js';
import { importResponses, importVerdicts } from '../../src/interop/import-recorded.js';
import { readMap } from '../../src/interop/read-map.js';
import { aFolder } from './a-folder.js';

const project = join(import.meta.dirname, '../..');
const data = process.env.PRECEPTOR_DATA ?? join(project, '../shared/data');
const shipped = (name: string) => join(project, 'maps', `${name}.map.yaml`);

const KINDS: Readonly<Record<string, MapKind>> = {
  medqa: 'cases',
  mmlu: 'cases',
  pubmedqa: 'cases',
  'mirage-predictions': 'responses',
  'craft-md-cases': 'cases',
  'craft-md-responses': 'responses',
  'craft-md-verdicts': 'verdicts',
};

describe('the maps that ship', () => {
  it.each(Object.entries(KINDS))('%s is a sound map', async (name, kind) => {
    expect((await readMap(shipped(name), kind)).map.map).toBe(name);
  });
});

interface Line {
  readonly model: string;
  readonly protocol: string;
  readonly met?: boolean;
  readonly ungraded?: object;
  readonly failed?: object;
}

describe('MIRAGE', () => {
  it.skipIf(!existsSync(join(data, 'mirage')))(
    'becomes three sets and the responses of four systems',
    async () => {
      using folder = aFolder();
      const from = (name: string) => join(data, 'mirage', name);
      const workspace = folder.root;
      const mmlu = readdirSync(from('mmlu')).map((name) => from(`mmlu/${name}`));
      const reports = [
        await importCases({ mapFile: shipped('medqa'), files: [from('medqa-us-test.jsonl')], workspace }),
        await importCases({ mapFile: shipped('mmlu'), files: mmlu, workspace }),
        await importCases({ mapFile: shipped('pubmedqa'), files: [from('pubmedqa-test.json')], workspace }),
      ];
      expect(reports.map((report) => report.written[1]?.records)).toEqual([1273, 1089, 500]);
      const files = [from('predictions.jsonl.gz')];
      const predictions = await importResponses({ mapFile: shipped('mirage-predictions'), files, workspace });
      expect(predictions.written.map(({ records }) => records)).toEqual([2862, 2862, 2862, 2862]);
      const known = new Set(
        ['mirage-medqa', 'mirage-mmlu', 'mirage-pubmedqa'].flatMap((set) =>
          folder
            .lines(`cases/${set}/cases.jsonl`)
            .map((aCase) => `${set}/${Reflect.get(Object(aCase), 'id')}`),
        ),
      );
      const failed: Record<string, number> = {};
      for (const { file } of predictions.written) {
        for (const line of folder.lines(file)) {
          const { set, case: id, failed: failure } = Object(line);
          expect(known.has(`${set}/${id}`)).toBe(true);
          if (failure !== undefined) failed[`${file} ${set}`] = (failed[`${file} ${set}`] ?? 0) + 1;
        }
      }
      expect(failed).toEqual({ 'responses/gpt-35-turbo-16k-cot.jsonl mirage-medqa': 6 });
    },
  );
});

describe('CRAFT-MD', () => {
  it.skipIf(!existsSync(join(data, 'craft-md')))(
    'becomes cases, responses and the published counts',
    async () => {
      using folder = aFolder();
      const workspace = folder.root;
      const files = ['gpt4_1106', 'gpt3_1106'].map((model) => join(data, 'craft-md', `${model}.jsonl.gz`));
      const cases = await importCases({
        mapFile: shipped('craft-md-cases'),
        files: files.slice(0, 1),
        workspace,
      });
      expect(cases.written[1]).toEqual({ file: 'cases/craft-md/cases.jsonl', records: 2004 });
      const responses = await importResponses({ mapFile: shipped('craft-md-responses'), files, workspace });
      expect(responses.written).toEqual([
        { file: 'responses/gpt4_1106.jsonl', records: 40_080 },
        { file: 'responses/gpt3_1106.jsonl', records: 40_080 },
      ]);
      await importVerdicts({ mapFile: shipped('craft-md-verdicts'), files, workspace });
      const counts = new Map<string, { met: number; graded: number; ungraded: number }>();
      for (const line of folder.lines('verdicts/craft-md-grader.jsonl')) {
        const { model, protocol, met, ungraded }: Line = Object(line);
        const key = `${model} ${protocol}`;
        const count = counts.get(key) ?? { met: 0, graded: 0, ungraded: 0 };
        counts.set(key, count);
        if (ungraded === undefined) count.graded += 1;
        else count.ungraded += 1;
        if (met === true) count.met += 1;
      }
      expect(Object.fromEntries(counts)).toEqual({
        'gpt4_1106 craft-vignette': { met: 4869, graded: 10_020, ungraded: 0 },
        'gpt4_1106 craft-multiturn': { met: 2643, graded: 10_020, ungraded: 0 },
        'gpt4_1106 craft-singleturn': { met: 1331, graded: 10_020, ungraded: 0 },
        'gpt4_1106 craft-summarized': { met: 2721, graded: 10_005, ungraded: 15 },
        'gpt3_1106 craft-vignette': { met: 3756, graded: 10_015, ungraded: 5 },
        'gpt3_1106 craft-multiturn': { met: 1692, graded: 10_020, ungraded: 0 },
        'gpt3_1106 craft-singleturn': { met: 1230, graded: 10_020, ungraded: 0 },
        'gpt3_1106 craft-summarized': { met: 1740, graded: 9981, ungraded: 39 },
      });
    },
    60_000,
  );
});
