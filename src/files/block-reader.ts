import { type FileHandle, open } from 'node:fs/promises';

/** Reads spans of a file, keeping the blocks that were read last. */
export interface BlockReader {
  /** @returns fewer bytes than asked for where the file has become shorter */
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const BLOCK_BYTES = 64 * 1024;
const KEPT_BLOCKS = 64;

/**
 * Opens a file for reading spans in any order; spans near one another cost one read (at most 4 MiB are kept).
 *
 * @throws the system's error where the file cannot be opened or read
 */
export async function openBlockReader(path: string): Promise<BlockReader> {
  const handle = await open(path, 'r');
  const blocks = new Map<number, Promise<Uint8Array>>();

  const block = (index: number): Promise<Uint8Array> => {
    const kept = blocks.get(index);
    if (kept !== undefined) {
      blocks.delete(index);
      blocks.set(index, kept);
      return kept;
    }
    const [oldest] = blocks.keys();
    if (oldest !== undefined && blocks.size >= KEPT_BLOCKS) blocks.delete(oldest);
    const reading = readBlock(handle, index);
    blocks.set(index, reading);
    return reading;
  };

  return {
    async read(start, end) {
      const first = Math.floor(start / BLOCK_BYTES);
      const last = Math.floor(Math.max(start, end - 1) / BLOCK_BYTES);
      const from = start - first * BLOCK_BYTES;
      if (first === last) return (await block(first)).subarray(from, from + end - start);
      const parts: Uint8Array[] = [];
      for (let index = first; index <= last; index++) parts.push(await block(index));
      return Buffer.concat(parts).subarray(from, from + end - start);
    },
    close: () => handle.close(),
  };
}

async function readBlock(handle: FileHandle, index: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let filled = 0;
  while (filled < BLOCK_BYTES) {
    const { bytesRead } = await handle.read(
      buffer,
      filled,
      BLOCK_BYTES - filled,
      index * BLOCK_BYTES + filled,
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
