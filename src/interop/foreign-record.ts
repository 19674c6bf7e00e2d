/** The file that a record came from. */
export interface ForeignFile {
  /** As the user named it: where it is, and what messages say. */
  readonly name: string;
  /** Without its folder. */
  readonly whole: string;
  /** Also without `.gz` and the ending before it. */
  readonly stem: string;
}

/** One record of a foreign file. `value` is hostile: only own fields are ever read of it. */
export interface ForeignRecord {
  readonly status: 'record';
  /** 0-based among the records of its file. */
  readonly index: number;
  /** 1-based; null where the format has no lines (a JSON document). */
  readonly line: number | null;
  /** The name under which it stands in an object of objects; null elsewhere. */
  readonly key: string | null;
  readonly value: unknown;
  /** The columns of a file with a header: name → 0-based place in `value`. */
  readonly header: ReadonlyMap<string, number> | null;
}

/** A part of a foreign file that is no record. */
export interface BrokenRecord {
  readonly status: 'broken';
  readonly line: number | null;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

export type ForeignItem = ForeignRecord | BrokenRecord;

/** Stops the reading of a file that cannot be read on. */
export class UnreadableFile extends Error {
  readonly item: BrokenRecord;

  constructor(item: Omit<BrokenRecord, 'status'>) {
    super(item.found);
    this.item = { status: 'broken', ...item };
  }
}

export function foreignFile(name: string): ForeignFile {
  const whole = name.split(/[\\/]/).at(-1) ?? name;
  return { name, whole, stem: whole.replace(/\.gz$/i, '').replace(/(.)\.[A-Za-z0-9]+$/, '$1') };
}
