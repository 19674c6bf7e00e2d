import { createHash } from 'node:crypto';
import { PreceptorError } from '../errors.js';
import { makeVisible } from './visible.js';

const MARKUP: unique symbol = Symbol('markup');

/** Markup that this file made: nothing that was read or parsed can pass for it. */
export interface Safe {
  readonly [MARKUP]: string;
}

export type Fragment = Safe | string | number | readonly Safe[];

/** An inline element that the content security policy lets in by the hash of its text. */
export interface Inline {
  readonly element: Safe;
  /** `'sha256-…'`, as it stands in the policy. */
  readonly hash: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return makeVisible(text).replace(/[&<>"']/g, (found) => ESCAPES[found] ?? '');
}

function markupOf(fragment: Fragment): string {
  if (typeof fragment === 'string') return escapeText(fragment);
  if (typeof fragment === 'number') return String(fragment);
  if (MARKUP in fragment) return fragment[MARKUP];
  return fragment.map((part) => part[MARKUP]).join('');
}

/**
 * Markup from a template: every string that is put in is escaped, for element content and for attribute values in
 * double quotes, and its hidden characters are made visible. Only {@link Safe} goes in as it is.
 */
export function html(parts: TemplateStringsArray, ...fragments: readonly Fragment[]): Safe {
  let markup = parts[0] ?? '';
  fragments.forEach((fragment, index) => {
    markup += markupOf(fragment) + (parts[index + 1] ?? '');
  });
  return { [MARKUP]: markup };
}

export const NOTHING: Safe = { [MARKUP]: '' };

/** The finished document. */
export function documentText(document: Safe): string {
  return document[MARKUP];
}

function inline(tag: 'script' | 'style', source: string): Inline {
  const text = source.replace(/\r\n?/g, '\n');
  if (/<\/(script|style)|<!--/i.test(text)) {
    throw new PreceptorError(
      'INTERNAL',
      `an inline <${tag}> would be ended by its own text; write "<\\/" there`,
    );
  }
  const digest = createHash('sha256').update(text, 'utf8').digest('base64');
  return { element: { [MARKUP]: `<${tag}>${text}</${tag}>` }, hash: `'sha256-${digest}'` };
}

/** Our own script, never text from outside. */
export function inlineScript(source: string): Inline {
  return inline('script', source);
}

/** Our own style sheet, never text from outside. */
export function inlineStyle(source: string): Inline {
  return inline('style', source);
}

/** A value as inert JSON: no `<`, no `&` and no hidden character stands in it unescaped, so nothing can end it. */
export function jsonElement(id: string, value: unknown): Safe {
  const text = JSON.stringify(value).replace(
    /[<>&\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { [MARKUP]: `<script type="application/json" id="${escapeText(id)}">${text}</script>` };
}
