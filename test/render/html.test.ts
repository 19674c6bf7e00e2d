import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { documentText, html, inlineScript, jsonElement } from '../../src/render/html.js';
import { makeVisible } from '../../src/render/visible.js';
import { HOSTILE } from './a-case.js';

describe('html', () => {
  it('escapes every string for content and for quoted attributes', () => {
    const text = documentText(html`<p title="${`"><b>'`}">${HOSTILE}&amp;</p>`);
    expect(text).toBe(
      '<p title="&quot;&gt;&lt;b&gt;&#39;">&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;' +
        '&lt;svg onload=&quot;alert(2)&quot;&gt;&amp;</p>',
    );
  });

  it('keeps markup that it made and joins lists of it', () => {
    expect(documentText(html`<ul>${['a', '<'].map((one) => html`<li>${one}</li>`)}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;</li></ul>',
    );
  });

  it('takes nothing parsed for markup', () => {
    const forged = JSON.parse('{"safe":"<b>","markup":"<b>","Symbol(markup)":"<b>"}');
    expect(() => documentText(html`${forged}`)).toThrow(TypeError);
  });

  it('writes out what would change the text unseen', () => {
    expect(makeVisible('a\u202Eb\u0000\u2066\uFEFF\u{E0041}\uD800')).toBe(
      'a⟦U+202E⟧b⟦U+0000⟧⟦U+2066⟧⟦U+FEFF⟧⟦U+E0041⟧⟦U+D800⟧',
    );
    expect(makeVisible('line\r\nnext\tçé 漢字 👩\u200D⚕️ نیم\u200Cفاصله')).toBe(
      'line\nnext\tçé 漢字 👩\u200D⚕️ نیم\u200Cفاصله',
    );
  });

  it('hashes exactly the text that stands in the element', () => {
    const script = inlineScript('const a = 1;\r\n');
    expect(documentText(script.element)).toBe('<script>const a = 1;\n</script>');
    const digest = createHash('sha256').update('const a = 1;\n').digest('base64');
    expect(script.hash).toBe(`'sha256-${digest}'`);
  });

  it('refuses a script that would end its own element', () => {
    expect(() => inlineScript('x = "</SCRIPT>"')).toThrow(/ended by its own text/);
    expect(() => inlineScript('x = "<!--"')).toThrow(/ended by its own text/);
  });

  it('embeds JSON that nothing can end and that reads back unchanged', () => {
    const value = { text: `${HOSTILE}<!--\u2028\u202E`, list: [1, null, 'ä'] };
    const text = documentText(jsonElement('report', value));
    const inner = text.replace(/^<script type="application\/json" id="report">|<\/script>$/g, '');
    expect(inner).not.toMatch(/[<>&\u2028\u202E]/);
    expect(JSON.parse(inner)).toEqual(value);
  });
});
