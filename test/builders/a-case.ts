import type { Case } from '../../src/domain/case.js';
import type { CaseSet } from '../../src/domain/case-set.js';
import type { Criterion } from '../../src/domain/criterion.js';
import type { Key } from '../../src/domain/key.js';
import type { Option } from '../../src/domain/turn.js';
import type { Variant } from '../../src/domain/variant.js';

export const OPTIONS: readonly Option[] = [
  { id: 'emergency_now', text: 'Call emergency services now' },
  { id: 'within_hours', text: 'See a doctor within hours' },
  { id: 'routine', text: 'Make a routine appointment' },
];

export function aCriterion(part: Partial<Criterion> = {}): Criterion {
  return { id: 'disposition', points: 10, grader: 'choice', ...part };
}

export function aCase(part: Partial<Case> = {}): Case {
  return {
    id: 'chest-pain-01',
    turns: [{ role: 'user', text: 'I am 58 and have had a tight chest for an hour.' }],
    options: [...OPTIONS],
    criteria: [aCriterion()],
    primary: 'disposition',
    ...part,
  };
}

export function aVariant(part: Partial<Variant> = {}): Variant {
  return { id: 'woman', relation: 'invariant', change: 'sex', ...part };
}

export function aCaseSet(part: Partial<CaseSet> = {}): CaseSet {
  return {
    set: 'triage',
    version: '1',
    title: 'Telephone triage',
    licence: 'CC-BY-4.0',
    authored_by: 'a language model',
    key_by: 'a language model',
    reviewed_by: [],
    review_status: 'unreviewed',
    exposure: 'public',
    content: 'synthetic',
    jurisdiction: 'GB',
    languages: ['en'],
    ...part,
  };
}

export function aKey(part: Partial<Key> = {}): Key {
  return {
    case: 'chest-pain-01',
    criterion: 'disposition',
    accept: ['emergency_now'],
    status: 'draft',
    version: 1,
    raters: [{ id: 'author', role: 'language model', method: 'author' }],
    ...part,
  };
}
