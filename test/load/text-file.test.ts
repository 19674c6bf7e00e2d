import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText } from '../../src/load/text-file.js';
import { resolveInside } from '../../src/load/workspace-path.js';

const LIMIT = { maxBytes: 1000 };
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'preceptor-'));
  mkdirSync(join(root, 'in'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(bytes: string | Uint8Array): string {
  const file = join(root, 'in', 'a.yaml');
  writeFileSync(file, bytes);
  return file;
}

function errorOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}

describe('readText', () => {
  it('reads UTF-8 as it is, without the byte order mark', () => {
    expect(readText(write('é: ü\r\n'), LIMIT)).toBe('é: ü\r\n');
    expect(readText(write(Buffer.from('\ufeffa: 1\n')), LIMIT)).toBe('a: 1\n');
    expect(readText(write(''), LIMIT)).toBe('');
  });

  it('names the line, the column and the offset of the first byte that is no UTF-8', () => {
    const file = write(
      Buffer.concat([Buffer.from('ok: ü\nname: caf'), Buffer.from([0xe9]), Buffer.from('\n')]),
    );
    expect(errorOf(() => readText(file, LIMIT))).toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(
        /^a\.yaml:2:10: error: expected text in UTF-8; found byte 0xe9 at offset 16\./,
      ),
    });
  });

  it('finds the bad byte wherever it stands', () => {
    for (const before of [0, 1, 2, 3, 7, 64, 65, 900]) {
      const bytes = Buffer.concat([
        Buffer.from('ü'.repeat(before)),
        Buffer.from([0x80]),
        Buffer.from('日本'),
      ]);
      expect(String(errorOf(() => readText(write(bytes), { maxBytes: 5000 })))).toContain(
        `a.yaml:1:${before + 1}: error: expected text in UTF-8; found byte 0x80 at offset ${2 * before}.`,
      );
    }
    expect(String(errorOf(() => readText(write(Buffer.from([0x61, 0xe6, 0x97])), LIMIT)))).toContain('1:2');
  });

  it('recognises UTF-16 and gzip', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a: 1', 'utf16le')]);
    expect(String(errorOf(() => readText(write(utf16), LIMIT)))).toContain('found UTF-16. Save it as UTF-8.');
    expect(String(errorOf(() => readText(write(Buffer.from([0x1f, 0x8b, 8])), LIMIT)))).toContain('gzip');
  });

  it('refuses a file over the limit before it reads it', () => {
    const file = join(root, 'in', 'huge.yaml');
    const descriptor = openSync(file, 'w');
    ftruncateSync(descriptor, 200 * 2 ** 20);
    closeSync(descriptor);
    const before = process.memoryUsage.rss();
    expect(errorOf(() => readText(file, { maxBytes: 64 * 2 ** 20 }))).toMatchObject({
      code: 'INPUT_TOO_LARGE',
      message: expect.stringContaining('expected a file of at most 64 MiB; found one of 200 MiB.'),
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 2 ** 20);
  });

  it('says what is there where no file is', () => {
    const missing = errorOf(() => readText(join(root, 'in', 'none.yaml'), LIMIT));
    expect(missing).toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('found nothing'),
    });
    const folder = errorOf(() => readText(join(root, 'in'), LIMIT));
    expect(folder).toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('found a folder'),
    });
    symlinkSync('gone.yaml', join(root, 'in', 'link.yaml'));
    expect(String(errorOf(() => readText(join(root, 'in', 'link.yaml'), LIMIT)))).toContain(
      'a link to nothing',
    );
    symlinkSync('self.yaml', join(root, 'in', 'self.yaml'));
    expect(String(errorOf(() => readText(join(root, 'in', 'self.yaml'), LIMIT)))).toContain(
      'lead in a circle',
    );
  });

  it('follows links inside the workspace and no others', () => {
    writeFileSync(join(root, 'secret.yaml'), 'x: 1');
    write('a: 1');
    symlinkSync('a.yaml', join(root, 'in', 'inner.yaml'));
    symlinkSync('../secret.yaml', join(root, 'in', 'outer.yaml'));
    const limits = { maxBytes: 1000, within: join(root, 'in') };
    expect(readText('inner.yaml', limits)).toBe('a: 1');
    for (const path of ['outer.yaml', '../secret.yaml', join(root, 'secret.yaml')]) {
      expect(
        errorOf(() => readText(path, limits)),
        path,
      ).toMatchObject({ code: 'PATH_OUTSIDE_WORKSPACE' });
    }
  });
});

describe('resolveInside', () => {
  it('resolves what stays inside, whether it exists or not', () => {
    expect(resolveInside(root, 'in/new.jsonl')).toBe(join(root, 'in', 'new.jsonl'));
    expect(resolveInside(root, 'in/../in/b')).toBe(join(root, 'in', 'b'));
  });

  it('refuses absolute paths, parents and links that lead out', () => {
    symlinkSync(tmpdir(), join(root, 'out'));
    for (const path of ['/etc/passwd', '../x', 'in/../../x', 'out']) {
      expect(
        errorOf(() => resolveInside(root, path)),
        path,
      ).toMatchObject({ code: 'PATH_OUTSIDE_WORKSPACE' });
    }
  });
});
