import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Dossier } from '../../src/domain/dossier.js';
import { renderDossier } from '../../src/render/dossier-page.js';
import { loadPageCode } from '../../src/render/page-code.js';
import { aFlip } from './a-case.js';
import { aDecision } from './a-decision.js';
import { aDossier } from './a-dossier.js';

const code = await loadPageCode();

function page(part: Partial<Dossier> = {}): string {
  return renderDossier(aDossier(part), { code, pictures: new Map() });
}

function withoutScripts(text: string): string {
  return text.replace(/<script[^>]*>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '');
}

function sha256(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

describe('renderDossier', () => {
  it('admits its own scripts and style by their hashes and nothing else', () => {
    const text = page();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    const rules = new Map(
      policy
        .replaceAll('&#39;', "'")
        .split('; ')
        .map((rule): [string, string] => [rule.split(' ', 1)[0] ?? '', rule.slice(rule.indexOf(' ') + 1)]),
    );
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((found) =>
      sha256(found[1] ?? ''),
    );
    const styles = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((found) => sha256(found[1] ?? ''));
    expect(Object.fromEntries(rules)).toEqual({
      'default-src': "'none'",
      'script-src': scripts.join(' '),
      'style-src': styles.join(' '),
      'img-src': 'data:',
      'base-uri': "'none'",
      'form-action': "'none'",
    });
    expect([scripts.length, styles.length]).toEqual([2, 1]);
    expect(withoutScripts(text)).not.toMatch(/ (style|on\w+)="| (href|src)="(?!#|data:)/);
  });

  it('lets no text become markup and no hidden character through', () => {
    const hostile = '</script></title><img src=x onerror=alert(1)>\u202E"';
    const flip = { ...aFlip(0), cluster: hostile, caseText: hostile, strata: { [hostile]: hostile } };
    const text = page({
      title: hostile,
      sentence: hostile,
      notTested: [hostile],
      flips: [flip],
      worst: [flip],
      hashes: { [hostile]: hostile },
      run: { id: hostile, planHash: hostile, createdAt: hostile },
      changes: [{ what: hostile, baseline: hostile, candidate: hostile, same: false }],
    });
    expect(text).not.toMatch(/<img src=x/);
    expect(text).not.toContain('\u202E');
    expect(text.match(/<\/script>/g)).toHaveLength(4);
    expect(text).toContain('⟦U+202E⟧');
  });
});

describe('the page of a dossier', () => {
  it('carries the whole report as data', () => {
    const found = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(page());
    expect(JSON.parse(found?.[1] ?? 'null')).toEqual(JSON.parse(JSON.stringify(aDossier())));
  });

  it('keeps the order of the report', () => {
    const ids = [...page().matchAll(/<section id="([\w-]+)"/g)].map((found) => found[1]);
    expect(ids).toEqual(
      'decision use critical worst gates open attestation whole changes flow differences accuracy results comparisons flips methods limitations models sets hashes'.split(
        ' ',
      ),
    );
  });

  it('shows settings that are lists and objects as JSON', () => {
    const { models } = aDossier();
    const settings = { temperature: 0, reasoning: { effort: 'high' }, stop: ['<b>'] };
    const nested = models.map((model) => ({ ...model, version: { ...model.version, settings } }));
    expect(page({ models: nested })).toContain(
      'temperature 0, reasoning {&quot;effort&quot;:&quot;high&quot;}, stop [&quot;&lt;b&gt;&quot;]',
    );
  });

  it('shows who waived what, escaped, where something was waived', () => {
    expect(page()).not.toContain('id="waivers"');
    const waiver = {
      set: 'triage',
      case: 'chest-pain',
      field: 'turns[0].text',
      kind: 'phone',
      sha256: '0'.repeat(64),
      by: 'Dr <b>A',
      at: '2026-11-20',
      reason: 'reserved for fiction',
    } as const;
    const section = /<section id="waivers"[\s\S]*?<\/section>/.exec(page({ waivers: [waiver] }))?.[0] ?? '';
    for (const text of [
      'chest-pain',
      'turns[0].text',
      'phone',
      'Dr &lt;b&gt;A',
      '2026-11-20',
      'reserved for',
    ])
      expect(section).toContain(text);
  });

  it('shows what was blocked, escaped, where something was', () => {
    expect(page()).not.toContain('id="blocked"');
    const blocked = [
      { host: '<b>home.example\u202e', port: 443, how: 'tcp', times: 1200 },
      { host: 'home.example', port: null, how: 'dns', times: 1 },
    ] as const;
    const whole = page({ blocked });
    const section = /<section id="blocked"[\s\S]*?<\/section>/.exec(whole)?.[0] ?? '';
    const rows = [...section.matchAll(/<tr class="plain">([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      row.replace(/<[^>]+>/g, '|'),
    );
    expect(rows).toEqual([
      '|&lt;b&gt;home.example⟦U+202E⟧ port 443||connection (tcp)||1200|',
      '|home.example||name lookup (dns)||1|',
    ]);
    expect(whole).toContain('href="#blocked"');
    expect(whole).not.toContain('<b>home.example');
  });

  it('gives every gate its estimate, interval, n, clusters, outcome in words and method', () => {
    const table = /<table class="gates">[\s\S]*?<\/table>/.exec(page())?.[0] ?? '';
    const rows = [
      ...table.matchAll(/<tr class="\w+ upper">([\s\S]*?)<\/tr>\s*<tr class="\w+ below">([\s\S]*?)<\/tr>/g),
    ];
    expect(rows).toHaveLength(4);
    for (const [, upper = '', below = ''] of rows) {
      const cells = [...upper.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((found) =>
        (found[1] ?? '').replace(/<[^>]+>/g, ''),
      );
      expect(cells[1]).toMatch(/\d/);
      expect(cells[2]).toMatch(/^\S+ to \S+$|^none: a count$/);
      expect(cells[4]).toMatch(/^\d+$/);
      expect(cells[5]).toMatch(/^\d+$/);
      expect(cells[6]).toMatch(/^\S (pass|fail|inconclusive)$/);
      expect(below).toMatch(/Reason:.*Method:/);
    }
  });

  it('gives every table a caption and every column and row a scope', () => {
    const text = withoutScripts(page());
    const tables = text.match(/<table/g)?.length;
    expect(text.match(/<caption>/g)).toHaveLength(tables ?? -1);
    expect(text).not.toMatch(/<th(?! scope)[ >]/);
  });

  it('skips no level of heading', () => {
    const levels = [...withoutScripts(page()).matchAll(/<h([1-6])/g)].map((found) => Number(found[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
  });

  it('shows the first critical failures on page 1 and every other in full below', () => {
    const first = aDossier().critical.slice(0, 1);
    const critical = Array.from({ length: 9 }, (_, index) =>
      first.map((one) => ({ ...one, hazard: `hazard ${index}.` })),
    ).flat();
    const text = page({ critical });
    expect(text).toContain('9 critical failures');
    for (const { hazard } of critical) expect(withoutScripts(text)).toContain(hazard);
    expect(text.indexOf('hazard 8.')).toBeGreaterThan(text.indexOf('id="whole"'));
  });

  it('says outcome and standing in words', () => {
    expect(page()).toMatch(/<strong>FAIL<\/strong>[\s\S]*Standing: advisory \(it does not bind\)/);
    const decision = aDecision({ outcome: 'pass', standing: 'binding', standingReasons: [] });
    expect(page({ decision })).toMatch(/✓<\/span> <strong>PASS<\/strong>[\s\S]*Standing: binding/);
    expect(page({ decision: null })).toContain('NO DECISION');
  });

  it('names content class and audience on the screen and in the head of every printed page', () => {
    const text = page({ audience: 'engineer', content: 'de-identified' });
    expect(text).toContain('<b>content: de-identified</b>');
    expect(text).toContain('<b>audience: engineer</b>');
    expect(text).toMatch(
      /@top-left\{content:"content\\3a {2}de\\2d identified \\b7 {2}audience\\3a {2}engineer"/,
    );
  });

  it('shows what an audience may not see as withheld', () => {
    const flip = aFlip(0);
    const answers = flip.candidate.map((answer) => ({ ...answer, text: null }));
    const text = page({
      worst: [{ ...flip, caseText: null, accepted: null, candidate: answers }],
      flips: [],
    });
    expect(text).toContain('The case is not shown to this audience.');
    expect(text).toContain('The answer is not shown to this audience.');
  });

  it('renders the same bytes from the same dossier', () => {
    expect(page()).toBe(page());
  });
});
