import { sql } from 'kysely';
import type { Store } from '../domain/ports/store.js';
import type { RunContext } from './run-context.js';

type DocumentMethods = Pick<Store, 'putDocument' | 'documents'>;

export function documentMethods({ db, put, flush, values }: RunContext): DocumentMethods {
  return {
    putDocument: ({ kind, id, body }) => put('document', { kind, id, body: JSON.stringify(body) }),
    async documents(kind) {
      await flush();
      const rows = await db
        .selectFrom('document')
        .select(['id', 'body'])
        .where('kind', '=', kind)
        .orderBy(sql.ref('rowid'))
        .execute();
      return rows.map(({ id, body }) => ({
        kind,
        id,
        body: values.json(body, isPresent, `document ${kind} ${id}`),
      }));
    },
  };
}

function isPresent(value: unknown): value is unknown {
  return value !== undefined;
}
