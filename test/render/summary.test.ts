import { describe, expect, it } from 'vitest';
import { renderSummary } from '../../src/render/summary.js';
import { aDossier } from './a-dossier.js';
import { insufficient } from './a-figure.js';

const { results, comparisons, decision } = aDossier();

function summary(width: number, color = false): string {
  return renderSummary(results, comparisons, decision, { width, color });
}

describe('renderSummary', () => {
  it('prints every model, way of counting, interval, n and coverage', () => {
    const text = summary(100);
    expect(text).toMatch(
      /triage-llm-2025-12 +strict, ite +78\.8\u00A0% \(73\.7 to 83\.8\) +320\/320 +315\/320/,
    );
    expect(text).toMatch(
      /strict, ite +\u22121\.3\u00A0pp \(\u22125\.0 to \+2\.5\) +320\/298 +20\/16 +0\.5114/,
    );
    expect(text).toMatch(
      /accuracy +\u22121\.25\u00A0pp +\u22124\.98 to \+2\.48 +\u22125\.00\u00A0pp +320\/298/,
    );
    expect(text).toContain('✕ FAIL');
    expect(text).toContain('Standing: advisory (it does not bind): policy not ratified');
  });

  it.each([60, 80, 100, 160])('wraps names at %i columns and drops no letter of them', (width) => {
    const firstTable = summary(width).split('\n\n')[0] ?? '';
    const names = firstTable
      .split('\n')
      .slice(2)
      .map((line) => line.slice(0, line.search(/ {2}|$/)).trim())
      .join('');
    expect(names).toBe('triage-llm-2025-11'.repeat(4) + 'triage-llm-2025-12'.repeat(4));
    if (width >= 80)
      for (const line of firstTable.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('has control sequences only where colour is wanted', () => {
    const control = String.fromCharCode(27);
    expect(summary(100)).not.toContain(control);
    expect(summary(100, true)).toContain(control);
    const spoofed = results.map((result) => ({ ...result, model: `${control}[2Jx` }));
    expect(renderSummary(spoofed, [], null, { width: 100, color: false })).not.toContain(control);
  });

  it('says insufficient with its reason, and that nothing is decided without a policy', () => {
    const few = results.map((result) => ({ ...result, estimate: insufficient(4) }));
    const text = renderSummary(few, [], null, { width: 100, color: false });
    expect(text).toContain('insufficient: fewer than 10 clusters (4)');
    expect(text).toContain('nothing is decided');
  });
});
