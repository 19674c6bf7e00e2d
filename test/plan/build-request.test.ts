import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/domain/case.js';
import { hashOf } from '../../src/domain/hash.js';
import type { Protocol } from '../../src/domain/protocol.js';
import { buildRequest } from '../../src/plan/build-request.js';
import { aCase, aVariant } from '../builders/a-case.js';
import { aProtocol } from '../builders/a-protocol.js';
import { aTrial } from '../builders/a-trial.js';

function ask(
  part: Partial<Case>,
  user: string,
  options: {
    readonly variant?: string;
    readonly step?: number;
    readonly system?: string;
    readonly own?: string;
  } = {},
) {
  const content = aCase(part);
  const { variant = 'base', step = 0, system, own } = options;
  const prompt: Protocol['prompt'] = own === undefined ? { user } : { user, system: own };
  const planned = {
    trial: aTrial({ variant, step }),
    case: { set: 'triage', case: content, hash: hashOf(content) },
  };
  return buildRequest(planned, aProtocol({ prompt }), system);
}

const say = (text: string) => ({ turns: [{ role: 'user', text }] }) satisfies Partial<Case>;
const two = {
  options: [
    { id: 'A', text: 'Aspirin' },
    { id: 'B', text: '{{case}}' },
  ],
};

describe('buildRequest: slots', () => {
  it('fills the case and the options as lines', () => {
    expect(ask({ ...say('Chest pain.'), ...two }, 'Case: {{case}}\n{{options}}\nAnswer:').messages).toEqual([
      { role: 'user', text: 'Case: Chest pain.\nA. Aspirin\nB. {{case}}\nAnswer:' },
    ]);
  });

  it('fills each slot wherever it stands, once: what a case or an option says is never a slot', () => {
    const text = ask({ ...say('{{options}} {{case}}'), ...two }, '{{case}}|{{options}}|{{case}}').messages[0]
      ?.text;
    expect(text).toBe('{{options}} {{case}}|A. Aspirin\nB. {{case}}|{{options}} {{case}}');
  });

  it('puts in replacement patterns as they are', () => {
    const hostile = "$& $1 $$ $` $' $<slot> \\1";
    expect(ask(say(hostile), '[{{case}}]').messages[0]?.text).toBe(`[${hostile}]`);
  });

  it('leaves unknown slots, and text of any kind, untouched', () => {
    expect(ask(say('x'), '{{key}} {case} {{ case }}').messages[0]?.text).toBe('{{key}} {case} {{ case }}');
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(ask(say(text), 'a{{case}}b').messages[0]?.text).toBe(`a${text}b`);
      }),
    );
  });

  it('fills no options where the case has none', () => {
    const { options: _, ...bare } = aCase(say('x'));
    const planned = { trial: aTrial(), case: { set: 'triage', case: bare, hash: hashOf(bare) } };
    const request = buildRequest(planned, aProtocol({ prompt: { user: '{{case}}[{{options}}]' } }));
    expect(request.messages[0]?.text).toBe('x[]');
    expect(request.options).toEqual([]);
  });
});

describe('buildRequest: turns and steps', () => {
  const visits: Partial<Case> = {
    turns: [
      { role: 'user', text: 'v1' },
      { role: 'assistant', text: 'a1' },
      { role: 'user', text: 'v2' },
      { role: 'user', text: 'v3' },
    ],
    steps: [
      { step: 1, through: 1 },
      { step: 2, through: 3 },
      { step: 7, through: 2 },
    ],
  };
  const texts = (step: number) =>
    ask(visits, '<{{case}}>', { step }).messages.map((m) => `${m.role} ${m.text}`);

  it('shows the turns up to the step and not one after it', () => {
    expect(texts(1)).toEqual(['user <v1>']);
    expect(texts(2)).toEqual(['user v1', 'assistant a1', 'user <v2>']);
    expect(ask(visits, '<{{case}}>', { step: 2 }).caseText).toBe('v1\n\na1\n\nv2');
  });

  it('wraps the last turn of the user, though an assistant turn follows it', () => {
    expect(texts(7)).toEqual(['user <v1>', 'assistant a1']);
  });

  it('shows all turns at step 0, the last one of the user wrapped', () => {
    expect(texts(0)).toEqual(['user v1', 'assistant a1', 'user v2', 'user <v3>']);
  });
});

describe('buildRequest: variants and system prompt', () => {
  const variants = [
    aVariant({ id: 'woman', turns: [{ role: 'user', text: 'I am a woman.' }] }),
    aVariant({
      id: 'swapped',
      options: [
        { id: 'X', text: 'x' },
        { id: 'Y', text: 'y' },
      ],
    }),
  ];

  it('replaces only the parts that the variant gives', () => {
    const woman = ask({ ...say('base'), ...two, variants }, '{{case}} {{options}}', { variant: 'woman' });
    expect(woman.messages[0]?.text).toBe('I am a woman. A. Aspirin\nB. {{case}}');
    const swapped = ask({ ...say('base'), ...two, variants }, '{{case}} {{options}}', { variant: 'swapped' });
    expect(swapped.messages[0]?.text).toBe('base X. x\nY. y');
    expect(swapped.options.map((o) => o.id)).toEqual(['X', 'Y']);
  });

  it('does not ask the base under the name of a variant that is not there', () => {
    expect(() => ask({ ...say('base'), variants }, '{{case}}', { variant: 'lost' })).toThrow(
      /no variant lost/,
    );
  });

  it('sends one system message: the model version’s, then the protocol’s, whose slots are not filled', () => {
    const both = ask(say('x'), '{{case}}', { system: 'You are a nurse.', own: 'Reply in {{case}} JSON.' });
    expect(both.messages[0]).toEqual({ role: 'system', text: 'You are a nurse.\n\nReply in {{case}} JSON.' });
    expect(ask(say('x'), '{{case}}', { own: 'P' }).messages[0]).toEqual({ role: 'system', text: 'P' });
    expect(ask(say('x'), '{{case}}', { system: 'M' }).messages[0]).toEqual({ role: 'system', text: 'M' });
    expect(ask(say('x'), '{{case}}').messages.map((m) => m.role)).toEqual(['user']);
  });

  it('sends nothing of key, criteria or strata', () => {
    const secret = {
      strata: { acuity: 'SECRET-1' },
      criteria: [{ id: 'SECRET-2', points: 1, grader: 'choice' }],
    };
    const { trial: _, ...sent } = ask({ ...say('x'), ...secret, primary: 'SECRET-2' }, '{{case}}');
    expect(JSON.stringify(sent)).not.toContain('SECRET');
  });
});
