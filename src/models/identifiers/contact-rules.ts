import { isIPv6 } from 'node:net';
import type { Rule } from './rule.js';

const TOP =
  'com|org|net|edu|gov|mil|info|io|health|care|app|dev|uk|ie|eu|de|fr|es|it|nl|in|ca|au|nz|us|example';
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';

/** One of these is in whatever the rules below find. */
export const CONTACT_SIGN = /[@:]|\.[^\s]|(?:[([{]| )at(?:[)\]}]| )/i;

export const CONTACT_RULES: readonly Rule[] = [
  {
    kind: 'email',
    cue: new RegExp(
      `(?=[!-~\\u00c0-\\u024f\\u0370-\\ud7ff])(?<![\\p{L}\\p{N}.+_%-])[\\p{L}\\p{N}.+_%'-]{1,64}@(?:${LABEL}\\.){1,6}\\p{L}{2,24}`,
      'gu',
    ),
  },
  {
    kind: 'email',
    cue: /(?<![\w.-])[\w.-]{1,64} ?[([{] ?at ?[)\]}] ?[\w-]{1,64}(?:(?: ?[([{] ?dot ?[)\]}] ?|\.)[\w-]{1,24}){1,4}/gi,
  },
  {
    kind: 'email',
    cue: /(?<![\w.-])[\w.-]{2,64} at [\w-]{2,40} (?:dot|\.) (?:com|org|net|edu|co|ie|uk|de|fr|in|au|ca|gov|info|me|io)(?![A-Za-z])/gi,
  },
  // An address longer than any true one is still an address.
  { kind: 'email', cue: /[\w.+-]@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g },
  { kind: 'url', cue: /(?<![a-z])(?:https?|hxxps?|ftp|sftp|file):\/\/[^\s<>"']{1,2000}/gi },
  { kind: 'url', cue: /(?<![\w.-])www\.[\w-]{1,63}[^\s<>"']{1,500}/gi },
  {
    kind: 'url',
    cue: /(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|edu|gov|co\.uk|ac\.uk|nhs\.uk|org\.uk)(?![\w-])(?:\/[^\s<>"']{0,500})?/gi,
  },
  {
    kind: 'url',
    cue: new RegExp(`(?<![\\w.@-])(?:[a-z0-9-]{2,63}\\.){1,5}(?:${TOP})/[^\\s<>"']{1,500}`, 'gi'),
  },
  {
    kind: 'url',
    cue: /(?<![A-Za-z])(?:twitter|instagram|insta|tiktok|facebook|snapchat|handle|username|mastodon|telegram)(?: (?:is|handle|name|account)){0,2}[ :]{1,3}/gi,
    value: /@[\w.]{2,40}/y,
  },
  {
    kind: 'ip-address',
    cue: /(?<![\w.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![\w]|\.[0-9])/g,
    accept: (found, before) =>
      !/(?:version|ver\.?|release|build|section|chapter|paragraph|firmware|\bv) ?$/i.test(before) &&
      (/[0-9]{2}/.test(found) || /\bip[ :]{0,3}(?:address)?[ :]{0,3}$/i.test(before)),
  },
  {
    kind: 'ip-address',
    cue: /(?<![\w:.])[0-9a-f:]{2,39}(?:[0-9]{0,3}\.[0-9]{1,3}){0,3}(?![\w:])/gi,
    accept: (found) => isIPv6(found) && found.split(':').filter((part) => part !== '').length >= 2,
  },
];
