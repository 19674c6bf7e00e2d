import { type Static, Type } from 'typebox';
import { IDENTIFIER_KINDS } from './identifier-kind.js';
import { CLOSED, IsoDate, Name } from './name.js';

const Said = (description: string) => Type.String({ pattern: '\\S', description });

/**
 * A named person lets a text leave the institution in which the screen found what may be an identifier. It stands for
 * as many hits of that kind in that very text as it says, and lapses when the text changes.
 */
export const Waiver = Type.Object(
  {
    case: Name,
    field: Said('The field of the case, such as turns[0].text.'),
    kind: Type.Enum([...IDENTIFIER_KINDS]),
    hits: Type.Optional(
      Type.Integer({
        minimum: 1,
        default: 1,
        description: 'How many hits of the kind in this text it covers.',
      }),
    ),
    sha256: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the whole text of the field (UTF-8), or of the image.',
    }),
    by: Said('The name of the person who waives it.'),
    at: IsoDate,
    reason: Said('Why it may leave: what it is instead of an identifier, or who permitted it.'),
  },
  { ...CLOSED, title: 'Waiver' },
);
export type Waiver = Static<typeof Waiver>;

/** What a hit and its waivers have in common. */
export type Waived = Pick<Waiver, 'case' | 'field' | 'kind' | 'sha256'>;

export function waivedKey(of: Waived): string {
  return JSON.stringify([of.case, of.field, of.kind, of.sha256]);
}

export function hitsCovered({ hits = 1 }: Waiver): number {
  return hits;
}

/** `cases/<set>/waivers.yaml`: the waivers of one set. */
export const Waivers = Type.Array(Waiver, { title: 'Waivers' });

/** A waiver that let something leave in a run, with the set that it is of. */
export interface UsedWaiver extends Waiver {
  readonly set: string;
}
