/**
 * The JSON object that a response is or holds: the whole text, a fenced block, or the last balanced braces.
 * Returns null where there is none; never throws, never evaluates.
 */
export function extractJson(text: string): unknown {
  const trimmed = text.trim();
  const whole = parseObject(trimmed);
  if (whole !== null) return whole;
  const fence = lastFence(trimmed);
  if (fence !== null) {
    const fenced = parseObject(fence);
    if (fenced !== null) return fenced;
  }
  const braces = lastBalanced(trimmed);
  return braces === null ? null : parseObject(braces);
}

/** Value at a path such as `a.b.0`, by own properties only. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}

function parseObject(text: string): unknown {
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function lastFence(text: string): string | null {
  const close = text.lastIndexOf('```');
  if (close <= 0) return null;
  const open = text.lastIndexOf('```', close - 1);
  if (open < 0) return null;
  const block = text.slice(open + 3, close);
  const brace = block.indexOf('{');
  return brace < 0 ? null : block.slice(brace).trim();
}

/** The last `{…}` whose braces balance outside strings, scanned once from the left. */
function lastBalanced(text: string): string | null {
  let found: string | null = null;
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i += 1;
      else if (char === '"') inString = false;
    } else if (char === '"' && depth > 0) inString = true;
    else if (char === '{') {
      if (depth === 0) start = i;
      depth += 1;
    } else if (char === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) found = text.slice(start, i + 1);
    }
  }
  return found;
}
