import type { MapSource } from '../domain/map-value.js';
import type { ForeignItem } from './foreign-record.js';
import { readCsv } from './read-csv.js';
import { readJsonDocument } from './read-json-document.js';
import { readJsonLines } from './read-json-lines.js';

/** The records of a foreign file, one at a time. */
export function readRecords(path: string, source: MapSource): AsyncGenerator<ForeignItem> {
  switch (source.format) {
    case 'json-lines':
      return readJsonLines(path);
    case 'json-list':
    case 'json-object':
      return readJsonDocument(path, source.format, source.at ?? []);
    case 'csv':
      return readCsv(path, source);
  }
}
