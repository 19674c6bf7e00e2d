import { Readable } from 'node:stream';
import jsonParser from 'stream-json/parser.js';
import { showValue } from '../schema/fault.js';
import { readText } from './byte-source.js';
import { type ForeignItem, UnreadableFile } from './foreign-record.js';
import { type JsonToken, valueBuilder } from './json-value.js';

const MAX_RECORD_CHARACTERS = 64 * 1024 * 1024;

type Shape = 'json-list' | 'json-object';

/**
 * The items of one list, or the entries of one object, of a JSON document of any size; one record is held at a time.
 *
 * @param at - the names that lead to the list or object; empty: the document itself
 * @throws UnreadableFile where the text is not JSON, is cut off, or has no such list or object
 */
export async function* readJsonDocument(
  path: string,
  shape: Shape,
  at: readonly string[],
): AsyncGenerator<ForeignItem> {
  const opening = shape === 'json-list' ? 'startArray' : 'startObject';
  const trail: (string | null)[] = [];
  let name: string | null = null;
  let builder: ReturnType<typeof valueBuilder> | null = null;
  let isInside = false;
  let isFound = false;
  let index = 0;
  for await (const token of tokensOf(path, () => index)) {
    if (builder !== null) {
      if (!builder.add(token)) continue;
      yield record(builder.value(), index, shape === 'json-object' ? name : null);
      index += 1;
      builder = null;
      continue;
    }
    const isClosing = token.name === 'endObject' || token.name === 'endArray';
    if (isClosing) {
      isInside = false;
      name = null;
      trail.pop();
    } else if (token.name === 'keyValue') {
      name = token.value;
    } else if (isInside) {
      builder = valueBuilder();
      if (!builder.add(token)) continue;
      yield record(builder.value(), index, shape === 'json-object' ? name : null);
      index += 1;
      builder = null;
    } else if (token.name === 'startObject' || token.name === 'startArray') {
      trail.push(name);
      isInside = !isFound && token.name === opening && isSame(trail.slice(1), at);
      isFound ||= isInside;
      name = null;
    }
  }
  if (!isFound) throw notThere(shape, at);
}

function record(value: unknown, index: number, key: string | null): ForeignItem {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { status: 'record', index, line: null, key, value, header: null };
  }
  return {
    status: 'broken',
    line: null,
    field: `record ${index + 1}`,
    expected: 'an object',
    found: showValue(value),
    remedy: 'Mend the record.',
  };
}

function isSame(trail: readonly (string | null)[], at: readonly string[]): boolean {
  return trail.length === at.length && at.every((name, place) => trail[place] === name);
}

function notThere(shape: Shape, at: readonly string[]): UnreadableFile {
  const what = shape === 'json-list' ? 'a list' : 'an object of records';
  return new UnreadableFile({
    line: null,
    field: '',
    expected: at.length === 0 ? `${what} as the whole document` : `${what} at ${at.join(', ')}`,
    found: 'none',
    remedy: 'Check `source.format` and `source.at` of the map.',
  });
}

/** @param recordCount - how many records are out: text since the last one is what one record holds in memory */
async function* tokensOf(path: string, recordCount: () => number): AsyncGenerator<JsonToken> {
  let held = 0;
  let counted = 0;
  async function* bounded(): AsyncGenerator<string> {
    for await (const text of readText(path)) {
      held = recordCount() === counted ? held + text.length : text.length;
      counted = recordCount();
      if (held > MAX_RECORD_CHARACTERS) throw tooLarge();
      yield text;
    }
  }
  const source = Readable.from(bounded(), { highWaterMark: 1 });
  const tokens = jsonParser.asStream({ packValues: true, streamValues: false });
  source.on('error', (cause) => tokens.destroy(cause));
  source.pipe(tokens);
  let depth = 0;
  try {
    for await (const token of tokens) {
      const { name } = token;
      if (name === 'startObject' || name === 'startArray') depth += 1;
      if (name === 'endObject' || name === 'endArray') depth -= 1;
      yield token;
    }
  } catch (cause) {
    throw cause instanceof UnreadableFile ? cause : notJson(recordCount(), cause);
  } finally {
    source.destroy();
    tokens.destroy();
  }
  if (depth > 0) throw notJson(recordCount(), new Error('it ends too early'));
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: `records of at most ${MAX_RECORD_CHARACTERS / 1024 / 1024} million characters`,
    found: 'more text without the end of a record',
    remedy: 'Check `source.format` and `source.at` of the map, or split the record.',
  });
}

function notJson(records: number, cause: unknown): UnreadableFile {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UnreadableFile({
    line: null,
    field: '',
    expected: 'one JSON document',
    found: `text that is not JSON, in or after record ${records + 1} (${why})`,
    remedy: 'Mend the file; one object a line is format json-lines.',
  });
}
