import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTENT_CLASSES, type ContentClass } from '../../src/domain/content-class.js';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { CACHE_LIMITS } from '../../src/store/cache-queue.js';
import { openConnection } from '../../src/store/connection.js';
import {
  type CacheEntry,
  clearCached,
  countCached,
  openResponseCache,
} from '../../src/store/response-cache.js';
import { aFailure, anAnswer } from './planned-run.js';

const HOSTILE = 'NUL \u0000 inside, "quotes\', emoji 🩺, \u2028, lone \ud800 and \ufeff';

function anEntry(name: string, part: Partial<CacheEntry> = {}): CacheEntry {
  return {
    key: hashOf(name),
    content: 'synthetic',
    model: 'ward',
    modelHash: hashOf('ward'),
    askedAtMs: 1_760_000_000_000,
    response: { ...anAnswer(`answer to ${name}`), origin: 'live' },
    ...part,
  };
}

async function withFile<T>(use: (file: string) => T | Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'preceptor-cache-'));
  try {
    return await use(join(folder, 'cache', 'responses.sqlite'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens the cache, uses it and closes it. @returns what it warned of */
function using(file: string, use: (cache: ReturnType<typeof openResponseCache>) => void): readonly string[] {
  const warnings: string[] = [];
  const cache = openResponseCache(file, (message) => void warnings.push(message));
  use(cache);
  cache.close();
  return warnings;
}

function fromCache(response: ModelResponse): ModelResponse {
  return { ...response, origin: 'cache' };
}

function tamper(file: string, sql: string): void {
  const connection = openConnection(file, { mode: 'write', timeoutMs: 100 });
  connection.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
  connection.close();
}

describe('the response cache', () => {
  it('gives back the whole response under its key, with the origin cache', () =>
    withFile((file) => {
      const kept = [
        anEntry('plain'),
        anEntry('hostile', { response: { ...anAnswer(HOSTILE), raw: HOSTILE } }),
        anEntry('bare', { response: { ...anAnswer('x'), service: null, logProbability: null } }),
        anEntry('failed', { response: aFailure() }),
      ];
      using(file, (cache) => kept.forEach(cache.put));
      const warnings = using(file, (cache) => {
        for (const { key, response } of kept)
          expect(cache.get(key, 'synthetic')).toEqual(fromCache(response));
        expect(cache.get(hashOf('another'), 'synthetic')).toBeNull();
      });
      expect(warnings).toEqual([]);
    }));

  it('keeps the newest response of a key', () =>
    withFile((file) => {
      const newest = anEntry('a', { response: anAnswer('second') });
      using(file, (cache) => {
        cache.put(anEntry('a'));
        cache.put(newest);
      });
      using(file, (cache) => expect(cache.get(newest.key, 'synthetic')).toEqual(fromCache(newest.response)));
      expect(countCached(file)).toMatchObject([{ responses: 1 }]);
    }));

  it('holds no more than its limit before it writes, and writes within 250 ms of the last', () =>
    withFile(async (file) => {
      const cache = openResponseCache(file, () => undefined);
      const counted = () => countCached(file).reduce((sum, { responses }) => sum + responses, 0);
      for (let n = 1; n < CACHE_LIMITS.rows; n += 1) cache.put(anEntry(String(n)));
      expect(counted()).toBe(0);
      cache.put(anEntry('full'));
      expect(counted()).toBe(CACHE_LIMITS.rows);
      const response = { ...anAnswer('x'), raw: 'y'.repeat(CACHE_LIMITS.characters) };
      cache.put(anEntry('large', { response }));
      expect(counted()).toBe(CACHE_LIMITS.rows + 1);
      cache.put(anEntry('last'));
      while (counted() < CACHE_LIMITS.rows + 2) await new Promise((resolve) => setTimeout(resolve, 10));
      cache.close();
    }));

  it('is used by several at once', () =>
    withFile((file) => {
      const one = openResponseCache(file, () => undefined);
      const two = openResponseCache(file, () => undefined);
      for (let n = 0; n < 2 * CACHE_LIMITS.rows; n += 1) {
        one.put(anEntry(`one ${n}`));
        two.put(anEntry(`two ${n}`));
      }
      expect(two.get(hashOf('one 0'), 'synthetic')).not.toBeNull();
      one.close();
      two.close();
      expect(countCached(file)).toMatchObject([{ responses: 4 * CACHE_LIMITS.rows }]);
    }));

  it('keeps itself out of git', () =>
    withFile((file) => {
      using(file, (cache) => cache.put(anEntry('a')));
      expect(readFileSync(join(file, '..', '.gitignore'), 'utf8')).toBe('*\n');
    }));
});

describe('a hit under another content class', () => {
  const { key, response } = anEntry('a');
  const classes = (file: string) => countCached(file).map(({ content }) => content);
  const keep = (file: string, content: ContentClass) =>
    using(file, (cache) => cache.put(anEntry('a', { content })));
  const hit = (file: string, ...declared: readonly ContentClass[]) =>
    using(file, (cache) => {
      for (const content of declared) expect(cache.get(key, content)).toEqual(fromCache(response));
    });

  it.each(
    CONTENT_CLASSES.flatMap((kept, low) =>
      CONTENT_CLASSES.map((declared, high) => [kept, declared, low < high ? declared : kept] as const),
    ),
  )('kept as %s, declared as %s: it is %s from then on', (kept, declared, then) =>
    withFile((file) => {
      keep(file, kept);
      expect(hit(file, declared)).toEqual([]);
      expect(classes(file)).toEqual([then]);
      hit(file, 'synthetic');
      expect(classes(file)).toEqual([then]);
    }),
  );

  it('ends at the strictest, whoever writes last', () =>
    withFile((file) => {
      keep(file, 'synthetic');
      const slow = openResponseCache(file, () => undefined);
      slow.get(key, 'limited');
      hit(file, 'phi', 'de-identified');
      slow.close();
      expect(classes(file)).toEqual(['phi']);
    }));

  it('raises a class that is none', () =>
    withFile((file) => {
      keep(file, 'phi');
      tamper(file, "UPDATE response SET content = 'unknown'");
      hit(file, 'de-identified');
      expect(classes(file)).toEqual(['de-identified']);
    }));

  it('is found when the stricter class is cleared, with its text', () =>
    withFile((file) => {
      const planted = anAnswer('PLANTED-'.repeat(40));
      const names = Array.from({ length: 30 }, (_, n) => `case ${n}`);
      using(file, (cache) => {
        for (const name of names) cache.put(anEntry(name, { content: 'de-identified', response: planted }));
      });
      using(file, (cache) => names.forEach((name) => void cache.get(hashOf(name), 'phi')));
      expect(clearCached(file, 'de-identified')).toBe(0);
      expect(clearCached(file, 'phi')).toBe(names.length);
      expect(readFileSync(file).includes('PLANTED')).toBe(false);
    }));

  it('waits where another process holds the file, and hinders nobody', () =>
    withFile(async (file) => {
      keep(file, 'synthetic');
      const warnings: string[] = [];
      const cache = openResponseCache(file, (message) => void warnings.push(message));
      const holder = openConnection(file, { mode: 'write', timeoutMs: 100 });
      holder.exec('BEGIN IMMEDIATE');
      expect(cache.get(key, 'phi')).toEqual(fromCache(response));
      await new Promise((resolve) => setTimeout(resolve, 2 * CACHE_LIMITS.ms));
      expect(cache.get(key, 'phi')).toEqual(fromCache(response));
      expect(classes(file)).toEqual(['synthetic']);
      holder.close();
      while (classes(file)[0] !== 'phi') await new Promise((resolve) => setTimeout(resolve, 10));
      cache.close();
      expect(warnings).toEqual([]);
    }));
});

describe('a response cache that is none', () => {
  const notOurs: readonly (readonly [string, (file: string) => void, RegExp])[] = [
    ['text', (file) => writeFileSync(file, 'not a database, '.repeat(500)), /not a database/],
    [
      'a database of another program',
      (file) => {
        const other = openConnection(file, { mode: 'write', timeoutMs: 100 });
        other.exec('CREATE TABLE patients (name TEXT)');
        other.close();
      },
      /a database of another program/,
    ],
    [
      'a cache of another format',
      (file) => {
        using(file, (cache) => cache.put(anEntry('a')));
        const later = openConnection(file, { mode: 'write', timeoutMs: 100 });
        later.exec('PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)');
        later.close();
      },
      /found: format 2/,
    ],
  ];

  it.each(notOurs)('%s is said once, left as it is, and the run goes on', (_name, make, said) =>
    withFile((file) => {
      mkdirSync(dirname(file));
      make(file);
      const before = readFileSync(file);
      const warnings = using(file, (cache) => {
        expect(cache.get(anEntry('a').key, 'synthetic')).toBeNull();
        cache.put(anEntry('a'));
      });
      expect(warnings).toEqual([expect.stringMatching(said)]);
      expect(warnings[0]).toMatch(/It was left as it is\. .* The run goes on without it\.$/);
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(() => countCached(file)).toThrow(/expected a response cache/);
    }),
  );

  it('a place where no file can be is said once', () =>
    withFile((file) => {
      writeFileSync(join(file, '..', '..', 'cache'), 'a file where the folder would be');
      const warnings = using(file, (cache) => {
        cache.put(anEntry('a'));
        expect(cache.get(anEntry('a').key, 'synthetic')).toBeNull();
      });
      expect(warnings).toHaveLength(1);
    }));
});

describe('a damaged response cache', () => {
  it.each([
    ['a changed text', "UPDATE response SET body = replace(body, 'answer to', 'other text')"],
    ['another key', "UPDATE response SET key = 'sha256:' || substr(key, 8, 63) || 'x'"],
    ['no JSON', "UPDATE response SET body = '{'"],
  ])('gives nothing back for a row with %s, which is asked anew', (_name, sql) =>
    withFile((file) => {
      using(file, (cache) => cache.put(anEntry('a')));
      tamper(file, sql);
      const fresh = anEntry('a', { response: anAnswer('anew') });
      using(file, (cache) => {
        expect(cache.get(fresh.key, 'synthetic')).toBeNull();
        cache.put(fresh);
      });
      using(file, (cache) => expect(cache.get(fresh.key, 'synthetic')).toEqual(fromCache(fresh.response)));
    }),
  );

  it('says once that rows are not as they were stored', () =>
    withFile((file) => {
      const keys = ['a', 'b', 'c'].map((name) => anEntry(name).key);
      using(file, (cache) => ['a', 'b', 'c'].map((name) => anEntry(name)).forEach(cache.put));
      tamper(file, "UPDATE response SET digest = 'sha256:0'");
      const warnings = using(file, (cache) => {
        for (const key of keys) cache.get(key, 'synthetic');
      });
      expect(warnings).toEqual([expect.stringContaining('not as it was stored')]);
    }));

  it('never gives back anything else than what was stored, whatever page is lost', () =>
    withFile((file) => {
      const kept = Array.from({ length: 300 }, (_, n) => anEntry(`case ${n}`));
      using(file, (cache) => kept.forEach(cache.put));
      const sound = readFileSync(file);
      let lost = 0;
      for (let page = 0; page * 4096 < sound.length; page += 7) {
        const broken = Buffer.from(sound);
        broken.fill(0x5a, page * 4096 + 100, page * 4096 + 2048);
        const copy = `${file}.${page}`;
        writeFileSync(copy, broken);
        using(copy, (cache) => {
          for (const { key, response } of kept) {
            const got = cache.get(key, 'synthetic');
            if (got === null) lost += 1;
            else expect(got).toEqual(fromCache(response));
          }
        });
      }
      expect(lost).toBeGreaterThan(0);
    }));

  it('loses what it could not write while another process held it, and says so', () =>
    withFile((file) => {
      using(file, () => undefined);
      const holder = openConnection(file, { mode: 'write', timeoutMs: 100 });
      holder.exec('BEGIN IMMEDIATE');
      const warnings = using(file, (cache) => cache.put(anEntry('a')));
      holder.close();
      expect(warnings).toEqual([expect.stringMatching(/locked/)]);
      expect(countCached(file)).toEqual([]);
    }));
});

describe('clearing', () => {
  it('removes one content class, or all, and the text with it', () =>
    withFile((file) => {
      const planted = 'PLANTED-'.repeat(40);
      using(file, (cache) => {
        cache.put(anEntry('a'));
        for (let n = 0; n < 30; n += 1) {
          cache.put(anEntry(`phi ${n}`, { content: 'phi', model: 'inside', response: anAnswer(planted) }));
        }
      });
      expect(countCached(file)).toEqual([
        { content: 'phi', model: 'inside', modelHash: hashOf('ward'), responses: 30 },
        { content: 'synthetic', model: 'ward', modelHash: hashOf('ward'), responses: 1 },
      ]);
      expect(readFileSync(file).includes(planted)).toBe(true);
      expect(clearCached(file, 'phi')).toBe(30);
      expect(countCached(file)).toMatchObject([{ content: 'synthetic', responses: 1 }]);
      for (const part of [file, `${file}-wal`])
        if (existsSync(part)) expect(readFileSync(part).includes('PLANTED')).toBe(false);
      expect(clearCached(file, null)).toBe(1);
      expect(countCached(file)).toEqual([]);
    }));
});
