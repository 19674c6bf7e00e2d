import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '../../../src/models/reference/rules/rule.js';
import { openRules, RULES_VERSIONS } from '../../../src/models/reference/rules.js';
import { aRequest } from '../requests.js';

const options = DISPOSITIONS.map((id) => ({ id, text: id }));

describe('reference:rules', () => {
  it('answers with the disposition and a confidence in per cent', () => {
    for (const version of RULES_VERSIONS) {
      const said = openRules(version)(
        aRequest({ caseText: 'My son is two and he is having a seizure.', options }),
      );
      expect(said).toEqual({ kind: 'answer', answer: 'emergency_now', confidence: 90 });
    }
  });

  it('reads the call and nothing else of the request', () => {
    const call = { caseText: 'I have a runny nose.', options };
    const one = openRules(1)(aRequest(call, { caseId: 'a', cluster: 'a' }));
    const other = openRules(1)(
      aRequest({ ...call, messages: [{ role: 'user', text: 'chest pain, sweating' }] }, { caseId: 'b' }),
    );
    expect(other).toEqual(one);
    expect(one).toMatchObject({ answer: 'self_care' });
  });

  it('says so where the case does not offer its disposition', () => {
    expect(openRules(1)(aRequest({ caseText: 'I have a runny nose.' }))).toEqual({
      kind: 'none',
      because: 'the case does not offer self_care',
    });
  });

  it('refuses a version that does not exist', () => {
    expect(() => openRules(3)).toThrow(expect.objectContaining({ code: 'MODEL_UNKNOWN' }));
  });
});
