import { isIP, isIPv4, isIPv6 } from 'node:net';
import { PreceptorError } from '../../errors.js';

const MAX_TEXT = 1024;
const MAX_NAME = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** What separates a host from the rest of a URL, and what a URL parser drops in silence. */
const NOT_IN_A_HOST = /[\s/?#@\\:%[\]]/u;
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
const ZONE = /^[\w.-]{1,64}$/;

/**
 * One spelling for one host: lower case, Punycode, no trailing dot, no brackets; an address in its shortest form, also
 * where it was written as a decimal, octal or hexadecimal number (`2130706433`, `0x7f.1`) or mapped into IPv6. The
 * unspecified addresses `0.0.0.0` and `::`, to which a connection reaches this machine, become `127.0.0.1` and `::1`.
 *
 * @returns null for what is no host: the caller refuses it
 */
export function normaliseHost(text: unknown): string | null {
  if (typeof text !== 'string' || text === '' || text.length > MAX_TEXT) return null;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIPv6(bare)) return normaliseV6(bare);
  if (NOT_IN_A_HOST.test(text)) return null;
  const parsed = hostnameIn(`http://${text}/`);
  if (parsed === null) return null;
  const name = parsed.endsWith('.') ? parsed.slice(0, -1) : parsed;
  if (isIPv4(name)) return reached(name);
  return name.length <= MAX_NAME && name.split('.').every((label) => LABEL.test(label)) ? name : null;
}

/**
 * The host to hand on for one that was checked, so that what is reached is what was checked: an address as it was
 * written, anything else in its one spelling; the trailing dot of a name stays, because it keeps the search list out.
 */
export function spellingOf(text: string, host: string): string {
  if (isIP(text) !== 0) return text;
  return text.endsWith('.') && isIP(host) === 0 ? `${host}.` : host;
}

/** @returns 0..65535, or null for what Node would not take for a port */
export function normalisePort(value: unknown): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
  const port = Number(value);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null;
}

/**
 * The host and port that a client of this URL connects to; without a port, 443 for https and 80 for http.
 *
 * @throws PreceptorError `INPUT_INVALID` for what is no http or https URL with a host; the URL, which may hold a
 * secret, is not repeated
 */
export function hostOf(url: string): { readonly host: string; readonly port: number } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const host = parsed === null ? null : normaliseHost(parsed.hostname);
  if (parsed === null || host === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    throw new PreceptorError(
      'INPUT_INVALID',
      'url: expected http:// or https:// with a host, found something else. Give the endpoint’s base URL, such as https://gateway.example/v1.',
    );
  }
  const standard = parsed.protocol === 'https:' ? 443 : 80;
  return { host, port: parsed.port === '' ? standard : Number(parsed.port) };
}

function normaliseV6(text: string): string | null {
  const [address = '', zone] = text.split('%');
  if (zone !== undefined && !ZONE.test(zone)) return null;
  const parsed = hostnameIn(`http://[${address}]/`);
  if (parsed === null) return null;
  const short = parsed.slice(1, -1);
  const mapped = MAPPED.exec(short);
  if (mapped !== null) return reached(dotted(mapped[1] ?? '', mapped[2] ?? ''));
  return zone === undefined ? reached(short) : `${short}%${zone}`;
}

function dotted(high: string, low: string): string {
  return [high, low]
    .map((word) => Number.parseInt(word, 16))
    .flatMap((word) => [word >> 8, word & 0xff])
    .join('.');
}

function reached(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

function hostnameIn(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}
