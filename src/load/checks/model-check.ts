import type { HttpClient, ModelVersion } from '../../domain/model-version.js';
import { showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';

type Endpoint = Located<ModelVersion> & { readonly client: HttpClient; readonly report: Report };

/** What the schema cannot say of a model’s file: what its API wants, and where its text may go in the clear. */
export function checkModel(located: Located<ModelVersion>, report: Report): void {
  const { client } = located.value;
  if (client.kind !== 'http') {
    report(
      problemAt(located, ['client', 'kind'], {
        expected: 'http, an endpoint',
        found: showValue(client.kind),
        remedy: `Name it on the command line instead: --model "${located.value.model}=${client.kind}:…".`,
      }),
    );
    return;
  }
  const endpoint: Endpoint = { ...located, client, report };
  if (!URL.canParse(client.url)) {
    report(
      problemAt(located, ['client', 'url'], {
        expected: 'a URL, such as https://gateway.example/v1',
        found: showValue(client.url),
        remedy: 'Correct the host or the port.',
      }),
    );
    return;
  }
  checkAzure(endpoint);
  checkLocation(endpoint);
  checkCredential(endpoint);
}

function checkAzure({ client, report, ...located }: Endpoint): void {
  const isAzure = client.api === 'azure-openai';
  if (isAzure && client.deployment !== undefined && client.api_version === undefined)
    report(
      problemAt(located, ['client'], {
        expected: 'api_version, which a deployment is asked with (such as 2024-10-21)',
        found: 'no such field',
        remedy: 'Add it, or leave out deployment to use the v1 route.',
      }),
    );
  if (!isAzure && client.deployment !== undefined)
    report(
      problemAt(located, ['client', 'deployment'], {
        expected: `no deployment with api: ${client.api}`,
        found: showValue(client.deployment),
        remedy: 'Name the model in snapshot; only azure-openai has deployments in its path.',
      }),
    );
}

function checkLocation({ client, report, ...located }: Endpoint): void {
  const { location } = located.value.deployment;
  if (location === 'recorded')
    report(
      problemAt(located, ['deployment', 'location'], {
        expected: 'this-machine, inside or outside',
        found: 'recorded, which no endpoint is',
        remedy: 'Say where the endpoint stands, as seen from the institution.',
      }),
    );
  if (client.url.startsWith('http://') && location === 'outside')
    report(
      problemAt(located, ['client', 'url'], {
        expected: 'https:// for an endpoint outside the institution',
        found: showValue(client.url),
        remedy: 'Use https://, or correct deployment.location.',
      }),
    );
  if (location === 'this-machine' && !isLoopback(client.url))
    report(
      problemAt(located, ['deployment', 'location'], {
        expected: 'inside or outside for a host that is not this machine',
        found: `this-machine with ${showValue(client.url)}`,
        remedy: 'Say where the endpoint stands: what may be sent there depends on it.',
      }),
    );
}

function checkCredential({ client, report, ...located }: Endpoint): void {
  if (client.credential === undefined || !('env' in client.credential)) return;
  const { env } = client.credential;
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(env)) return;
  report(
    problemAt(located, ['client', 'credential', 'env'], {
      expected: 'the name of an environment variable (letters, digits, underscore)',
      found: 'something else, perhaps the key itself (not shown)',
      remedy: 'Put the key into an environment variable and name that; change the key if it was stored here.',
    }),
  );
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
