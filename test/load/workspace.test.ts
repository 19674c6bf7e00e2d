import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtinRoot } from '../../src/load/builtin-root.js';
import { loadCases } from '../../src/load/case-files.js';
import { loadKeys } from '../../src/load/key-files.js';
import { loadWorkspace, requireEntry } from '../../src/load/workspace.js';
import { aCaseLine, aKeyLine, CASE, PROTOCOL, SUITE, withWorkspace } from './a-workspace.js';

describe('loadWorkspace', () => {
  it('reads everything but cases and keys', async () => {
    await withWorkspace({}, async (root) => {
      const workspace = await loadWorkspace(root);
      expect(workspace.problems).toEqual([]);
      expect([...workspace.sets.keys()]).toEqual(['triage']);
      expect(workspace.suites.get('triage')?.value.metrics).toEqual(['accuracy']);
      expect(workspace.protocols.get('plain')?.file).toBe('suites/plain.protocol.yaml');
      expect([...workspace.graders.keys()]).toEqual(['choice']);
      expect([...workspace.policies.keys()]).toEqual(['screen']);
    });
  });

  it('never opens a file of keys, nor do the cases', async () => {
    await withWorkspace({ 'cases/triage/keys.jsonl': null }, async (root) => {
      mkdirSync(join(root, 'cases/triage/keys.jsonl'));
      const workspace = await loadWorkspace(root);
      expect(await loadCases(workspace, 'triage')).toMatchObject({
        cases: [{ id: 'chest-pain' }],
        problems: [],
      });
      expect((await loadKeys(workspace, 'triage')).problems).toEqual([
        expect.objectContaining({ file: 'cases/triage/keys.jsonl', expected: 'a file', found: 'a folder' }),
      ]);
    });
  });

  it('fills protocols and graders in from the fallback, but not for a broken file of the same name', async () => {
    await withWorkspace(
      { 'graders/own.grader.yaml': 'grader: own\nversion: "1"\nkind: choice\n' },
      async (fallback) => {
        const files = {
          'suites/plain.protocol.yaml': 'protocol: plain\n',
          'graders/choice.grader.yaml': null,
        };
        await withWorkspace(files, async (root) => {
          const workspace = await loadWorkspace(root, { fallback });
          expect(workspace.graders.get('choice')?.file).toBe('builtin:graders/choice.grader.yaml');
          expect(workspace.graders.get('own')?.folder.root).toBe(fallback);
          expect(workspace.protocols.has('plain')).toBe(false);
          expect(workspace.unusable).toEqual(new Set(['protocols/plain']));
        });
      },
    );
  });

  it('says what is wrong with a root that is none', async () => {
    await withWorkspace({}, async (root) => {
      await expect(loadWorkspace(join(root, 'none'))).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: expect.stringContaining('preceptor init'),
      });
      await expect(loadWorkspace(join(root, 'suites/triage.suite.yaml'))).rejects.toMatchObject({
        message: expect.stringContaining('expected a folder; found a file'),
      });
    });
  });

  it('keeps the CRLF and the byte order mark of other editors out of the values', async () => {
    const changes = { 'suites/triage.suite.yaml': `\ufeff${SUITE.replaceAll('\n', '\r\n')}` };
    await withWorkspace(changes, async (root) => {
      const workspace = await loadWorkspace(root);
      expect(workspace.problems).toEqual([]);
      expect(workspace.suites.get('triage')?.value.title).toBe('Triage');
    });
  });

  it('finds the package’s own root', () => {
    expect(builtinRoot()).toBe(process.cwd());
  });
});

describe('requireEntry', () => {
  it('gives the entry, or says which was meant, or what is wrong with its file', async () => {
    const changes = {
      'suites/broken.protocol.yaml': PROTOCOL.replace('plain', 'broken').replace('[a-z]+', '(?=a)'),
    };
    await withWorkspace(changes, async (root) => {
      const workspace = await loadWorkspace(root);
      expect(requireEntry(workspace, 'suites', 'triage').value.repeats).toBe(1);
      expect(() => requireEntry(workspace, 'suites', 'triag')).toThrowError(
        expect.objectContaining({
          code: 'REFERENCE_UNKNOWN',
          message: expect.stringContaining('Did you mean triage?'),
        }),
      );
      expect(() => requireEntry(workspace, 'protocols', 'broken')).toThrowError(
        expect.objectContaining({
          code: 'INPUT_INVALID',
          message: expect.stringContaining('broken.protocol.yaml:8:31'),
        }),
      );
    });
  });
});

describe('loadCases and loadKeys', () => {
  it('read files in the order of their names, then lines', async () => {
    const changes = {
      'cases/triage/a.case.yaml': CASE.replace('chest-pain', 'a'),
      'cases/triage/cases.jsonl': aCaseLine('z') + aCaseLine('y'),
    };
    await withWorkspace(changes, async (root) => {
      const { cases } = await loadCases(await loadWorkspace(root), 'triage');
      expect(cases.map(({ id }) => id)).toEqual(['a', 'chest-pain', 'z', 'y']);
    });
  });

  it('deliver what is sound and report the rest', async () => {
    const changes = {
      'cases/triage/cases.jsonl':
        aCaseLine('x', { primary: 'dispositoin' }) + aCaseLine('y') + aCaseLine('y'),
      'cases/triage/keys.jsonl':
        aKeyLine('y') + aKeyLine('y', { accept: ['later'] }) + aKeyLine('x', { accept: undefined }),
    };
    await withWorkspace(changes, async (root) => {
      const workspace = await loadWorkspace(root);
      const { cases, problems } = await loadCases(workspace, 'triage');
      expect(cases.map(({ id }) => id)).toEqual(['chest-pain', 'y']);
      expect(problems).toEqual([
        expect.objectContaining({ line: 1, field: 'primary', remedy: 'Did you mean disposition?' }),
        expect.objectContaining({
          line: 3,
          column: 7,
          field: 'id',
          found: 'a second "y"; the first is in cases/triage/cases.jsonl:2',
        }),
      ]);
      const loaded = await loadKeys(workspace, 'triage');
      expect(loaded.keys).toEqual([expect.objectContaining({ case: 'y', accept: ['now'] })]);
      expect(loaded.problems.map(({ line, found }) => [line, found])).toEqual([
        [2, 'a second one for "y", "disposition"; the first is in cases/triage/keys.jsonl:1'],
        [3, 'neither'],
      ]);
    });
  });

  it('name the set that was meant', async () => {
    await withWorkspace({}, async (root) => {
      const workspace = await loadWorkspace(root);
      await expect(loadCases(workspace, 'triagee')).rejects.toMatchObject({ code: 'REFERENCE_UNKNOWN' });
      await expect(loadKeys(workspace, '../triage')).rejects.toMatchObject({ code: 'REFERENCE_UNKNOWN' });
    });
  });
});

describe('links', () => {
  it('that leave the workspace are refused, for a file as for a set', async () => {
    await withWorkspace({}, async (outside) => {
      await withWorkspace({ 'cases/triage/chest-pain.case.yaml': null }, async (root) => {
        symlinkSync(
          join(outside, 'cases/triage/chest-pain.case.yaml'),
          join(root, 'cases/triage/chest-pain.case.yaml'),
        );
        symlinkSync(join(outside, 'cases/triage'), join(root, 'cases/other'));
        writeFileSync(join(root, 'cases/triage/real.case.yaml.txt'), 'x');
        const workspace = await loadWorkspace(root);
        expect(workspace.problems).toEqual([
          expect.objectContaining({ file: 'cases/other', found: 'a link that leads out of it' }),
        ]);
        const { cases, problems } = await loadCases(workspace, 'triage');
        expect(cases).toEqual([]);
        expect(problems).toEqual([
          expect.objectContaining({
            file: 'cases/triage/chest-pain.case.yaml',
            expected: 'a path inside the workspace',
            remedy: 'Copy what it names into the workspace.',
          }),
        ]);
      });
    });
  });

  it('to the workspace itself are followed', async () => {
    await withWorkspace({}, async (root) => {
      const folder = mkdtempSync(join(tmpdir(), 'preceptor-'));
      try {
        const link = join(folder, 'link');
        symlinkSync(root, link);
        const workspace = await loadWorkspace(link);
        expect(workspace.problems).toEqual([]);
        expect((await loadCases(workspace, 'triage')).cases).toHaveLength(1);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
