/** Receives the lines of a stream of bytes, without their line feed. */
export interface LineSink {
  /** @param offset - of the line's first byte in the stream */
  line(bytes: Uint8Array, offset: number): void;
  /** A line over the limit, whose rest is skipped. @param head - its first bytes */
  tooLong(head: Uint8Array, offset: number): void;
}

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** The stream has ended: a last line without a line feed is a line. */
  end(): void;
}

const LINE_FEED = 0x0a;
const HEAD_BYTES = 4096;

/**
 * Splits bytes at line feeds, holding at most one line.
 *
 * @param maxBytes - longest line that is handed on
 */
export function splitLines(maxBytes: number, sink: LineSink): LineSplitter {
  let parts: Uint8Array[] = [];
  let held = 0;
  let skipping = false;
  let start = 0;

  const finish = (end: number): void => {
    if (!skipping) sink.line(joined(parts, held), start);
    parts = [];
    held = 0;
    skipping = false;
    start = end;
  };
  const hold = (piece: Uint8Array): void => {
    if (skipping || piece.length === 0) return;
    parts.push(piece);
    held += piece.length;
    if (held <= maxBytes) return;
    skipping = true;
    sink.tooLong(joined(parts, held).subarray(0, HEAD_BYTES), start);
    parts = [];
  };

  let position = 0;
  return {
    push(chunk) {
      let from = 0;
      for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, from)) {
        hold(chunk.subarray(from, feed));
        from = feed + 1;
        finish(position + from);
      }
      hold(chunk.subarray(from));
      position += chunk.length;
    },
    end() {
      if (position > start) finish(position);
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return Buffer.concat(parts, length);
}
