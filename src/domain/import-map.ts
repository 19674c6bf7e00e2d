import { type Static, Type } from 'typebox';
import { CaseSet } from './case-set.js';
import { REPORTABLE_CAUSES } from './failure.js';
import { ConditionSlot, EachSlots, MapLookup, MapSource, ValueSlot, Word } from './map-value.js';
import { CLOSED, Name, Text } from './name.js';
import { UNGRADED_CAUSES } from './verdict.js';

const repeated = { each: Type.Optional(EachSlots), skip_if: Type.Optional(ConditionSlot) };
const optionalValue = Type.Optional(ValueSlot);

const head = {
  map: Name,
  version: Text,
  title: Type.Optional(Text),
  description: Type.Optional(Text),
};
const body = {
  source: MapSource,
  lookups: Type.Optional(Type.Record(Word, MapLookup)),
  skip: Type.Optional(
    Type.Array(Type.Object({ when: ConditionSlot, reason: Text }, CLOSED), {
      description: 'Records that are left out; each reason is counted.',
    }),
  ),
  each: Type.Optional(EachSlots),
};
const address = {
  set: optionalValue,
  case: ValueSlot,
  variant: optionalValue,
  step: optionalValue,
  protocol: optionalValue,
  repeat: optionalValue,
};

const ListedValue = Type.Object({ each: Type.Optional(EachSlots), value: ValueSlot }, CLOSED);

/** A map of foreign records to our cases and keys. */
export const CaseMap = Type.Object(
  {
    ...head,
    kind: Type.Literal('cases'),
    ...body,
    set: CaseSet,
    case: Type.Object(
      {
        id: ValueSlot,
        cluster: optionalValue,
        title: optionalValue,
        turns: Type.Array(
          Type.Object({ ...repeated, role: ValueSlot, text: ValueSlot, at: optionalValue }, CLOSED),
          {
            minItems: 1,
          },
        ),
        options: Type.Optional(
          Type.Array(Type.Object({ ...repeated, id: ValueSlot, text: ValueSlot }, CLOSED)),
        ),
        criteria: Type.Array(
          Type.Object(
            {
              ...repeated,
              id: ValueSlot,
              text: optionalValue,
              points: ValueSlot,
              grader: ValueSlot,
              harm: optionalValue,
              critical: optionalValue,
              tags: Type.Optional(Type.Array(ListedValue)),
            },
            CLOSED,
          ),
          { minItems: 1 },
        ),
        primary: ValueSlot,
        strata: Type.Optional(Type.Record(Name, ValueSlot)),
        source: Type.Optional(Type.Object({ cite: ValueSlot, locator: optionalValue }, CLOSED)),
      },
      CLOSED,
    ),
    keys: Type.Array(
      Type.Object(
        {
          ...repeated,
          criterion: ValueSlot,
          accept: Type.Optional(Type.Array(ListedValue, { minItems: 1 })),
          number: Type.Optional(
            Type.Object(
              { value: ValueSlot, unit: ValueSlot, lower: optionalValue, upper: optionalValue },
              CLOSED,
            ),
          ),
          status: ValueSlot,
          version: ValueSlot,
          raters: Type.Array(Type.Object({ id: ValueSlot, role: ValueSlot, method: ValueSlot }, CLOSED)),
          jurisdiction: optionalValue,
          valid_from: optionalValue,
          review_by: optionalValue,
          cite: optionalValue,
          rationale: optionalValue,
        },
        CLOSED,
      ),
    ),
  },
  { ...CLOSED, title: 'CaseMap' },
);
export type CaseMap = Static<typeof CaseMap>;

/** A map of foreign records to recorded responses, one file a model. */
export const ResponseMap = Type.Object(
  {
    ...head,
    kind: Type.Literal('responses'),
    ...body,
    response: Type.Object(
      {
        model: ValueSlot,
        ...address,
        text: ValueSlot,
        failed: Type.Optional(
          Type.Array(
            Type.Object(
              {
                when: ConditionSlot,
                cause: Type.Enum([...REPORTABLE_CAUSES]),
                detail: optionalValue,
              },
              CLOSED,
            ),
            { description: 'The first that holds: no answer, with this cause.' },
          ),
        ),
        served_model: optionalValue,
        latency_ms: optionalValue,
        log_probability: optionalValue,
        raw: optionalValue,
      },
      CLOSED,
    ),
  },
  { ...CLOSED, title: 'ResponseMap' },
);
export type ResponseMap = Static<typeof ResponseMap>;

/** A map of foreign records to another grader's verdicts. */
export const VerdictMap = Type.Object(
  {
    ...head,
    kind: Type.Literal('verdicts'),
    ...body,
    verdict: Type.Object(
      {
        grader: ValueSlot,
        model: ValueSlot,
        ...address,
        criterion: ValueSlot,
        met: ValueSlot,
        ungraded: Type.Optional(
          Type.Array(
            Type.Object(
              { when: ConditionSlot, cause: Type.Enum([...UNGRADED_CAUSES]), detail: optionalValue },
              CLOSED,
            ),
            { description: 'The first that holds: no verdict, with this cause.' },
          ),
        ),
        evidence: optionalValue,
      },
      CLOSED,
    ),
  },
  { ...CLOSED, title: 'VerdictMap' },
);
export type VerdictMap = Static<typeof VerdictMap>;

/** What a map file holds, by its `kind`. */
export const ImportMap = Type.Union([CaseMap, ResponseMap, VerdictMap], { title: 'ImportMap' });
export type ImportMap = Static<typeof ImportMap>;
export type MapKind = ImportMap['kind'];
