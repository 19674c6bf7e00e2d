import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './foreign-record.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a file in chunks, unpacked where its first two bytes say gzip.
 *
 * @throws UnreadableFile where the file is not there, is no file, or its gzip is damaged or cut off
 */
export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  const isPacked = await startsLikeGzip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const unpacked = isPacked ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
  file.on('error', (cause) => unpacked.destroy(cause));
  try {
    for await (const chunk of unpacked) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (cause) {
    throw isPacked ? damagedGzip(cause) : unreadable(cause);
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}

/**
 * As {@link readBytes}, decoded from UTF-8 without a byte-order mark.
 *
 * @throws UnreadableFile also where a byte is not UTF-8, naming the line
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const chunk of readBytes(path)) {
    const text = decode(decoder, chunk, line);
    line += countBreaks(chunk);
    if (text !== '') yield text;
  }
  const rest = decode(decoder, Buffer.alloc(0), line, true);
  if (rest !== '') yield rest;
}

function decode(decoder: TextDecoder, chunk: Buffer, line: number, isLast = false): string {
  try {
    return decoder.decode(chunk, { stream: !isLast });
  } catch {
    throw new UnreadableFile({
      line: null,
      field: '',
      expected: 'UTF-8 text',
      found: `bytes that are not UTF-8, in or after line ${line}`,
      remedy: 'Save the file as UTF-8 and import it again.',
    });
  }
}

function countBreaks(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

async function startsLikeGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(cause);
  }
}

function damagedGzip(cause: unknown): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: 'a whole gzip file',
    found: `one that cannot be unpacked (${reasonOf(cause)})`,
    remedy: 'Get the file again: it is cut off or damaged.',
  });
}

function unreadable(cause: unknown): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: 'a file that can be read',
    found: reasonOf(cause),
    remedy: 'Check the name and the permissions of the file.',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'a file that this user may not read',
  Z_BUF_ERROR: 'it ends too early',
  Z_DATA_ERROR: 'its content is damaged',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
  return Object.hasOwn(REASONS, code) ? (REASONS[code] ?? code) : code;
}
