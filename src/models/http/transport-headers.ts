import { ACCEPTED_CODINGS } from './transport-body.js';

/** What is sent: the caller's headers, but that the body is JSON and which codings are understood is ours to say. */
export function formatHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    'content-type': 'application/json',
    'accept-encoding': ACCEPTED_CODINGS,
  };
}

/** What came: one value for each name, in lower case; several are joined by a comma. */
export function flattenHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const flat: Record<string, string> = Object.create(null);
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
