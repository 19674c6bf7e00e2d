import { PreceptorError } from '../errors.js';

/** What may reach SQLite. Anything else either ends the process inside libsql or comes back as another value. */
export type BindValue = string | number | null;

/**
 * Converts a value to what SQLite stores: booleans to 0 or 1, dates to ISO 8601 text, small bigints to numbers.
 *
 * @param table - where it is to stand, for the message
 * @param column - its name, or its number
 * @throws PreceptorError `INTERNAL` for undefined, objects, functions, NaN, infinities and integers over 2^53
 */
export function toBind(value: unknown, table: string, column: string | number): BindValue {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw refuse(table, column, `the number ${value}`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value))
        throw refuse(table, column, `the integer ${value}`);
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint': {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) throw refuse(table, column, `the integer ${value}`);
      return number;
    }
    case 'object':
      if (value === null) return null;
      if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
      throw refuse(table, column, value instanceof Date ? 'an invalid date' : 'an object');
    default:
      throw refuse(table, column, typeof value);
  }
}

function refuse(table: string, column: string | number, found: string): PreceptorError {
  return new PreceptorError(
    'INTERNAL',
    `${table}.${column}: expected text, a finite number up to 2^53, a boolean, a date or null; found ${found}. Nothing was stored.`,
  );
}
