import { isEndpoint } from './endpoint.js';
import type { ModelVersion } from './model-version.js';

/** What takes part in asking a model version and reaches hosts that nobody limits or observes. */
export interface Unguarded {
  readonly model: string;
  /** The model itself is a program; a program gives its token; a proxy or gateway stands before its endpoint. */
  readonly part: 'program' | 'token' | 'gateway';
  /** The program, or the gateway as it was declared. */
  readonly name: string;
}

/** Empty: only declared hosts could be reached, or none. */
export function unguardedOf({ model, client, deployment }: ModelVersion): readonly Unguarded[] {
  if (client.kind === 'command') return [{ model, part: 'program', name: client.argv[0] ?? 'command' }];
  if (!isEndpoint(client)) return [];
  const credential = client.kind === 'http' ? client.credential : undefined;
  const [program] = credential !== undefined && 'command' in credential ? credential.command : [];
  const { gateway } = deployment;
  return [
    ...(program === undefined ? [] : [{ model, part: 'token', name: program } as const]),
    ...(gateway === undefined ? [] : [{ model, part: 'gateway', name: gateway } as const]),
  ];
}

/** A program that was named on the command line alone: nobody has declared what it sends where. */
export function isUndeclared({ client }: ModelVersion): boolean {
  return client.kind === 'command' && client.digest === undefined;
}

/** Whether a case that it is asked may leave the institution: nobody knows what an undeclared program does with it. */
export function mayLeave(version: ModelVersion): boolean {
  return version.deployment.location === 'outside' || isUndeclared(version);
}

/** `its token comes from a program (az)`: what is said of it after the model’s name. */
export function unguardedText({ part, name }: Unguarded): string {
  switch (part) {
    case 'program':
      return `it is a program of its own (${name})`;
    case 'token':
      return `its token comes from a program (${name})`;
    case 'gateway':
      return `it is asked through a gateway (${name})`;
  }
}
