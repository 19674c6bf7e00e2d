import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Reading } from '../../../src/domain/reading.js';
import { openReference } from '../../../src/models/reference/reference-client.js';
import { compileRule } from '../../../src/read/read-response.js';
import { parse } from '../../../src/schema/parse.js';
import { answerOf, aRequest } from '../requests.js';

const FILE = new URL('../../../suites/triage.protocol.yaml', import.meta.url);

async function readingOf(rule: string, model: { name: string; version: number }): Promise<Reading> {
  const protocol = parse('protocol', parseYaml(await readFile(FILE, 'utf8')), 'triage.protocol.yaml');
  const { [rule]: reading } = protocol.readings;
  if (reading === undefined) throw new Error(`no reading ${rule}`);
  const client = await openReference(
    { kind: 'reference', ...model },
    { workspace: '', corpus: () => [], seed: 1 },
  );
  const request = aRequest({
    caseText: 'I am 58 years old and have crushing chest pain and I am sweating.',
    format: protocol.answer.format,
    options: [
      { id: 'self_care', text: 'Short' },
      { id: 'emergency_now', text: 'Call an ambulance' },
    ],
  });
  const response = await answerOf(client, request);
  if (response.status !== 'answered') throw new Error(response.detail);
  return compileRule(reading)({ text: response.text, logProbability: response.logProbability });
}

describe.each(['strict', 'lenient'])('the %s rule of the triage protocol', (rule) => {
  it('reads what reference models answer', async () => {
    expect(await readingOf(rule, { name: 'longest-option', version: 1 })).toMatchObject({
      status: 'read',
      answer: 'emergency_now',
      confidences: [],
    });
  });

  it.each([1, 2])('reads the answer and the confidence of rules@%i', async (version) => {
    expect(await readingOf(rule, { name: 'rules', version })).toMatchObject({
      status: 'read',
      answer: 'emergency_now',
      confidences: [{ source: 'verbalised', value: expect.any(Number) }],
    });
  });
});
