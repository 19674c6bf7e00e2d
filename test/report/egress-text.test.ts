import { describe, expect, it } from 'vitest';
import { USUAL_ASKING } from '../../src/domain/asking.js';
import type { BlockedEgress } from '../../src/domain/blocked-egress.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import { egressLimitations } from '../../src/report/egress-text.js';
import { aModel, aPlan } from '../builders/a-plan.js';

const HOME: BlockedEgress = { host: '<b>home.example', port: 443, how: 'tcp', times: 1 };

function planOf(client: ModelVersion['client']) {
  return aPlan({ models: [aModel(), aModel({ model: 'other', client }, 'other')] }).plan;
}

const OFFLINE = planOf({ kind: 'command', argv: ['node', 'model.mjs'] });
const ENDPOINT = planOf({ kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' });
const VENDOR = planOf({
  kind: 'promptfoo',
  promptfoo: '0.121.20',
  provider: 'mistral:x',
  hosts: ['api.mistral.ai'],
  env: ['KEY'],
});
const NONE =
  'No attempt of Preceptor’s own process to reach another host was seen while the models were asked.';

describe('egressLimitations', () => {
  it('says that nothing was seen where an endpoint was asked, and nothing where none was', () => {
    const said = (plan: typeof OFFLINE) => egressLimitations({ plan, blocked: [], asking: USUAL_ASKING });
    expect([ENDPOINT, VENDOR, OFFLINE].map(said)).toEqual([[NONE], [NONE], []]);
  });

  it('counts what was blocked, whatever was asked, and repeats no host', () => {
    const said = (blocked: readonly BlockedEgress[]) =>
      egressLimitations({ plan: OFFLINE, blocked, asking: USUAL_ASKING });
    expect(said([HOME])).toEqual([
      'While the models were asked, and after, 1 attempt of Preceptor’s own process to reach other hosts was blocked; nothing was sent to them.',
    ]);
    expect(said([HOME, { ...HOME, how: 'udp', times: 3 }])[0]).toContain(', 4 attempts of');
  });

  it('says where the sittings of a continued run are told of', () => {
    const asking = { ...USUAL_ASKING, continues: { run: 'r0', reopened: 1, attempts: 3 } };
    expect(egressLimitations({ plan: ENDPOINT, blocked: [], asking })).toEqual([
      `${NONE} What was blocked in run r0, which this run continues, stands in that run’s dossier.`,
    ]);
  });
});
