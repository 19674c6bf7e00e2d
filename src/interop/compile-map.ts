import type { ImportMap } from '../domain/import-map.js';
import type { Problem } from '../domain/problem.js';
import { type Condition, compileCondition } from './compile-condition.js';
import { compileExpansion, type Expansion } from './compile-each.js';
import type { Emitter } from './emitter.js';
import { type CompiledLookup, compileLookup } from './lookup.js';
import type { MapContext } from './map-mistakes.js';
import { type MapFile, mapInvalid } from './read-map.js';

/** A map that can be carried out. */
export interface CompiledMap {
  readonly map: ImportMap;
  readonly lookups: readonly CompiledLookup[];
  readonly skips: readonly { readonly reason: string; readonly holds: Condition }[];
  readonly expansion: Expansion;
  readonly emit: Emitter;
  readonly place: MapContext['place'];
}

/** @throws PreceptorError `MAP_INVALID` with every mistake of the map and its line */
export function compileMap(file: MapFile, compileEmitter: (context: MapContext) => Emitter): CompiledMap {
  const { map } = file;
  const mistakes: Problem[] = [];
  const fields = Object.entries(map.lookups ?? {}).map(
    ([name, lookup]) => [name, Object.keys(lookup.fields)] as const,
  );
  const context: MapContext = {
    source: map.source,
    eachNames: [],
    lookups: new Map(fields),
    mistake: (...mistake) => mistakes.push(file.problemAt(...mistake)),
    place: file.place,
  };
  const lookups = Object.entries(map.lookups ?? {}).map(([name, lookup]) =>
    compileLookup(name, lookup, ['lookups', name], context),
  );
  const skips = (map.skip ?? []).map(({ when, reason }, place) => ({
    reason,
    holds: compileCondition(when, ['skip', place, 'when'], context),
  }));
  const expansion = compileExpansion(map.each === undefined ? {} : { each: map.each }, [], context);
  const emit = compileEmitter(expansion.context);
  if (mistakes.length > 0) throw mapInvalid(mistakes);
  return { map, lookups, skips, expansion, emit, place: file.place };
}
