import { type Static, Type } from 'typebox';
import { CONTENT_CLASSES } from './content-class.js';
import { CLOSED, Name, Text } from './name.js';

export const Exposure = Type.Enum(['public', 'dev', 'sealed']);
const Content = Type.Enum([...CONTENT_CLASSES]);
export const ReviewStatus = Type.Enum(['unreviewed', 'partly-reviewed', 'reviewed']);

/** `set.yaml`: what a folder of cases is, who wrote it, who may see it. */
export const CaseSet = Type.Object(
  {
    set: Name,
    version: Text,
    title: Text,
    description: Type.Optional(Text),
    licence: Text,
    source: Type.Optional(Text),
    authored_by: Type.String({ minLength: 1, description: 'Who wrote the cases.' }),
    key_by: Type.String({ minLength: 1, description: 'Who gave the keys.' }),
    reviewed_by: Type.Array(Text, {
      description: 'Clinicians who reviewed the cases; empty when nobody did.',
    }),
    review_status: ReviewStatus,
    exposure: Exposure,
    content: Content,
    jurisdiction: Text,
    languages: Type.Array(Text, { minItems: 1 }),
    canary: Type.Optional(Text),
  },
  { ...CLOSED, title: 'Set' },
);
export type CaseSet = Static<typeof CaseSet>;
export type Exposure = Static<typeof Exposure>;
