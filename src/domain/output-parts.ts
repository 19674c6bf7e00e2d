import { Type } from 'typebox';

/** How many. */
export const Count = Type.Integer({ minimum: 0 });

/** null: it is not there. */
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
