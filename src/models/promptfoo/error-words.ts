import type { FailureCause } from '../../domain/failure.js';
import { BLOCKED_DEEDS } from '../egress/blocked-log.js';
import { BLOCKED_PROGRAM } from '../egress/guard-programs.js';

interface Kind {
  readonly words: RegExp;
  readonly cause: FailureCause;
  readonly detail: string;
}

/** Words of providers that ask through their vendor’s library, where no response is seen. The first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    words: blocked(Object.values(BLOCKED_DEEDS)),
    cause: 'connection',
    detail: 'the provider was kept from a host that the model’s file does not declare',
  },
  {
    words: /ThrottlingException|TooManyRequests|\btoo many requests\b|\brate limit(?:ed| exceeded)\b/i,
    cause: 'rate-limited',
    detail: 'the provider reported a rate limit',
  },
  {
    words: /ENOTFOUND|EAI_AGAIN|\bgetaddrinfo\b/,
    cause: 'name-lookup',
    detail: 'the host’s name was not found',
  },
  {
    words: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|\bcertificate\b/i,
    cause: 'connection',
    detail: 'no connection was made',
  },
  {
    words: /ECONNRESET|EPIPE|socket hang up/i,
    cause: 'reset',
    detail: 'the connection was closed before an answer came',
  },
  {
    words: /ETIMEDOUT|TimeoutError|\btimed out\b/i,
    cause: 'client-timeout',
    detail: 'the provider reported a time-out',
  },
];

/** What the guard says, perhaps after words of the provider. */
function blocked(deeds: readonly string[]): RegExp {
  return new RegExp(`^(?:.{0,300}\\W)?blocked: (?:${deeds.join('|')})`, 'is');
}

/** What an error says in its words; what is not known is the service’s. */
export function causeOf(error: string): Pick<Kind, 'cause' | 'detail'> {
  const known = KINDS.find(({ words }) => words.test(error));
  if (known !== undefined) return { cause: known.cause, detail: known.detail };
  return { cause: 'server-error', detail: `the provider reported an error of ${error.length} characters` };
}

/** `API error: 503 …`, `HTTP 429 …`: a status that the provider names as one; null where it names none. */
export function statusIn(error: string): number | null {
  const found = /\b(?:HTTP|API error:?|status(?: code)?:?)\s{0,3}([1-5]\d\d)\b/i.exec(error.slice(0, 2_000));
  return found === null ? null : Number(found[1]);
}

const PROGRAM = blocked([BLOCKED_PROGRAM]);

/** What the error says of a credential that no request can do without; null where it says nothing of one. */
export function credentialFault(error: string): string | null {
  if (PROGRAM.test(error)) {
    return 'the provider was kept from starting a program: if that fetches a credential, put it into a variable and declare that in env of the model’s file';
  }
  return isMissingCredential(error) ? 'the credential is missing or was refused' : null;
}

function isMissingCredential(error: string): boolean {
  return (
    /\bAPI[ _-]?key\b[^.]{0,80}\b(?:not set|missing|required|not found)\b/i.test(error) ||
    /CredentialsProviderError|UnrecognizedClientException|ExpiredToken|AccessDeniedException/.test(error) ||
    /Could not load (?:the default )?credentials/i.test(error)
  );
}
