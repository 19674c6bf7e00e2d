import type { ClientSpec, HttpClient, PromptfooClient } from './model-version.js';

/** A client that asks a service over the network from this process. */
export function isEndpoint(client: ClientSpec): client is HttpClient | PromptfooClient {
  return client.kind === 'http' || client.kind === 'promptfoo';
}

/** The address of a host that a promptfoo provider declares, where it leaves out the scheme. */
export function hostUrl(host: string): string {
  return host.includes('://') ? host : `https://${host}`;
}
