import type { ClientSpec } from '../domain/model-version.js';
import { openCommand } from './command/command-client.js';
import { parseCommand } from './command/parse-command.js';
import { parseHttp } from './http/parse-http.js';
import type { ClientKind } from './model-context.js';
import { parsePromptfoo } from './promptfoo/parse-promptfoo.js';
import { parseReference } from './reference/parse-reference.js';
import { openReference } from './reference/reference-client.js';
import { referenceForms } from './reference/reference-models.js';
import { parseReplay } from './replay/parse-replay.js';
import { openReplay } from './replay/replay-client.js';

export type SpecByKind = { readonly [K in ClientSpec['kind']]: Extract<ClientSpec, { kind: K }> };
export type ClientKinds = { readonly [K in ClientSpec['kind']]: ClientKind<SpecByKind[K]> };

/** Every kind of client; a new one is an entry here and a member of `ClientSpec`. */
export const CLIENT_KINDS = {
  replay: {
    forms: ['replay:<name>', 'replay:<path>.jsonl'],
    parse: parseReplay,
    open: openReplay,
  },
  command: {
    forms: ['command:<program and arguments>'],
    parse: parseCommand,
    open: openCommand,
  },
  http: {
    forms: ['<name>, declared in models/<name>.model.yaml'],
    parse: parseHttp,
    // The network is loaded by those who need it: nobody else waits for it.
    open: async (spec, context, version) =>
      (await import('./http/http-client.js')).openHttp(spec, context, version),
  },
  promptfoo: {
    forms: ['<name>, declared in models/<name>.model.yaml'],
    parse: parsePromptfoo,
    open: async (spec, context, version) =>
      (await import('./promptfoo/promptfoo-client.js')).openPromptfoo(spec, context, version),
  },
  reference: {
    forms: referenceForms().map((form) => `reference:${form}`),
    parse: parseReference,
    open: openReference,
  },
} as const satisfies ClientKinds;

export function isClientKind(kind: string): kind is ClientSpec['kind'] {
  return Object.hasOwn(CLIENT_KINDS, kind);
}
