import { execFile } from 'node:child_process';
import type { Credential } from '../../domain/model-version.js';
import { PreceptorError } from '../../errors.js';
import { brokenSecretCutter, SHORTEST_SECRET, secretCutter } from '../secret-text.js';

/** A secret as it is sent. It is held in memory alone and shown nowhere. */
export interface Secret {
  readonly value: string;
  /** A bearer token from a command; otherwise a key. */
  readonly isToken: boolean;
  /** A text without it, wherever somebody echoed it. */
  readonly cut: (text: string) => string;
  /** The same of a text that was cut off, perhaps in the middle of it. */
  readonly cutBroken: (text: string) => string;
}

const COMMAND_MS = 60_000;
const MOST_BYTES = 64 * 1024;
const TRY_IT = 'Run it by hand in the workspace, and sign in again if it asks for that.';

/**
 * Reads a secret from the environment, or from what a command prints: the token alone, or JSON with `accessToken` or
 * `access_token` (as `az account get-access-token` prints).
 *
 * @param cwd - where the command runs
 * @throws PreceptorError `MODEL_UNAVAILABLE`, which says where the secret should be, never what was found
 */
async function readSecret(credential: Credential, cwd: string): Promise<Secret> {
  if ('env' in credential) {
    const value = process.env[credential.env]?.trim() ?? '';
    if (isSendable(value)) return aSecret(value, false, `environment variable ${credential.env}`);
    throw unavailable(
      `client.credential.env: expected a key in the environment variable ${credential.env}; found ${value === '' ? 'none' : 'one with characters that no header can carry'}. Set it in the shell that runs preceptor.`,
    );
  }
  const [program = '', ...rest] = credential.command;
  const printed = await outputOf(program, rest, cwd);
  const value = tokenIn(printed);
  if (isSendable(value)) return aSecret(value, true, `output of ${program}`);
  throw unavailable(
    `client.credential.command: expected ${program} to print a token, alone or as accessToken in JSON; found none. ${TRY_IT}`,
  );
}

/** The secret in use, and a fresh one where it has expired. */
export interface SecretSource {
  /**
   * Waits for a fresh one where the last was refused; null where the endpoint wants none.
   *
   * @throws PreceptorError as {@link readSecret}
   */
  current(): Promise<Secret | null>;
  /**
   * Fetches another token in place of the one that was refused, once for all who ask with the same.
   *
   * @throws PreceptorError as {@link readSecret}
   */
  renew(refused: Secret): Promise<void>;
}

/** @throws PreceptorError as {@link readSecret} */
export type SecretOf = (credential: Credential | undefined) => Promise<SecretSource>;

/**
 * The secrets of one run: each is fetched when it is first asked for, and held for all who declare it alike.
 *
 * @param cwd - where commands run
 */
export function openSecrets(cwd: string): SecretOf {
  const opened = new Map<string, Promise<SecretSource>>();
  return (credential) => {
    const key = JSON.stringify(credential ?? null);
    const source = opened.get(key) ?? openSecret(credential, cwd);
    opened.set(key, source);
    return source;
  };
}

async function openSecret(credential: Credential | undefined, cwd: string): Promise<SecretSource> {
  let held = credential === undefined ? null : await readSecret(credential, cwd);
  let renewing: Promise<Secret> | null = null;
  const fetchAgain = async (from: Credential): Promise<Secret> => {
    try {
      held = await readSecret(from, cwd);
      return held;
    } finally {
      renewing = null;
    }
  };
  return {
    current: async () => (renewing === null ? held : renewing),
    async renew(refused) {
      if (credential === undefined || held !== refused) return;
      renewing ??= fetchAgain(credential);
      await renewing;
    },
  };
}

/** @param source - where it was found, for a message */
function aSecret(value: string, isToken: boolean, source: string): Secret {
  if (value.length < SHORTEST_SECRET) {
    throw unavailable(
      `client.credential: expected a secret of at least ${SHORTEST_SECRET} characters in the ${source}, as a shorter one cannot be told from ordinary text and kept out of what is stored; found a shorter one. ` +
        'Give the endpoint a longer key, or leave out client.credential where it wants none.',
    );
  }
  return { value, isToken, cut: secretCutter([value]), cutBroken: brokenSecretCutter([value]) };
}

/** The text without the secret; null: there is none. */
export function withoutSecret(text: string, secret: Secret | null): string {
  return secret === null ? text : secret.cut(text);
}

/** The same of a text of which an end may be missing. */
export function brokenWithoutSecret(text: string, secret: Secret | null): string {
  return secret === null ? text : secret.cutBroken(text);
}

function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: COMMAND_MS, maxBuffer: MOST_BYTES, encoding: 'utf8' } as const;
    execFile(program, [...args], options, (error, stdout) => {
      // What the program printed may hold a secret: only how it ended is told.
      if (error === null) resolve(stdout);
      else
        reject(
          unavailable(
            `client.credential.command: expected a token from ${program}; found that ${howItEnded(error)}. ${TRY_IT}`,
          ),
        );
    });
  });
}

function howItEnded(error: {
  readonly code?: unknown;
  readonly signal?: unknown;
  readonly killed?: unknown;
}) {
  if (error.code === 'ENOENT') return 'there is no such program on the PATH';
  if (error.killed === true) return `it was ended after ${COMMAND_MS / 1000} s`;
  return typeof error.code === 'number' ? `it exited with ${error.code}` : 'it could not be run';
}

function tokenIn(printed: string): string {
  const text = printed.trim();
  if (!text.startsWith('{')) return text;
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null) return '';
    const found: Readonly<Record<string, unknown>> = { ...document };
    const token = found.accessToken ?? found.access_token;
    return typeof token === 'string' ? token : '';
  } catch {
    return '';
  }
}

function isSendable(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

function unavailable(message: string): PreceptorError {
  return new PreceptorError('MODEL_UNAVAILABLE', message);
}
