import { hostUrl } from '../../domain/endpoint.js';
import {
  type CommandClient,
  DEADLINE_MS,
  type HttpClient,
  type ModelVersion,
  type PromptfooClient,
} from '../../domain/model-version.js';
import { promptfooFault } from '../../domain/promptfoo-fault.js';
import { reservedFault } from '../../domain/reserved-setting.js';
import { secretFault, secretWord } from '../../domain/secret-field.js';
import { settingFault } from '../../domain/setting.js';
import { fieldText, showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';
import { checkSecrets } from './secret-check.js';

type Endpoint = Located<ModelVersion> & { readonly client: HttpClient; readonly report: Report };

/** What the schema cannot say of a model’s file: what its API wants, and where its text may go in the clear. */
export function checkModel(located: Located<ModelVersion>, report: Report): void {
  const { client } = located.value;
  checkPrice(located, report);
  checkSettings(located, report);
  checkSecrets(located, report);
  checkAnswerTime(located, report);
  if (client.kind === 'promptfoo') {
    checkPromptfoo({ ...located, client, report });
    return;
  }
  if (client.kind === 'command') {
    checkProgram({ ...located, client, report });
    return;
  }
  if (client.kind !== 'http') {
    report(
      problemAt(located, ['client', 'kind'], {
        expected: 'http or promptfoo (an endpoint), or command (a program)',
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
        found: 'something else (not shown)',
        remedy: 'Correct the host or the port.',
      }),
    );
    return;
  }
  checkAzure(endpoint);
  checkLocation({ ...located, report, addresses: [{ path: ['client', 'url'], url: client.url }] });
  checkCredential(endpoint);
}

function checkPrice(located: Located<ModelVersion>, report: Report): void {
  const { price } = located.value;
  if (price === undefined || Intl.supportedValuesOf('currency').includes(price.currency)) return;
  report(
    problemAt(located, ['price', 'currency'], {
      expected: 'a currency of ISO 4217, such as USD, EUR or GBP',
      found: showValue(price.currency),
      remedy: 'Correct the three letters.',
    }),
  );
}

function checkSettings(located: Located<ModelVersion>, report: Report): void {
  const { settings, client } = located.value;
  // What promptfoo is set to may refer to a variable: its own rules hold there.
  const fault = settingFault(settings) ?? (client.kind === 'promptfoo' ? null : secretFault(settings));
  if (fault !== null) report(problemAt(located, ['settings', ...fault.path], fault));
  const reserved = client.kind === 'http' ? reservedFault(client.api, settings) : null;
  if (reserved !== null)
    report(problemAt(located, ['settings', ...reserved.path], { ...reserved, at: 'key' }));
}

/** A request is given up at its deadline: what would have come in the answer time then is not known. */
function checkAnswerTime(located: Located<ModelVersion>, report: Report): void {
  const { client, deployment } = located.value;
  const { answer_time_ms: answerTimeMs } = deployment;
  if (answerTimeMs === undefined || client.kind === 'replay' || client.kind === 'reference') return;
  const deadlineMs = client.deadline_ms ?? DEADLINE_MS;
  if (answerTimeMs <= deadlineMs) return;
  report(
    problemAt(located, ['deployment', 'answer_time_ms'], {
      expected: `at most client.deadline_ms (${deadlineMs})`,
      found: showValue(answerTimeMs),
      remedy: 'Raise client.deadline_ms: a request is given up then.',
    }),
  );
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
  if (client.api !== 'azure-inference' && client.extra_parameters !== undefined)
    report(
      problemAt(located, ['client', 'extra_parameters'], {
        expected: `no extra_parameters with api: ${client.api}`,
        found: showValue(client.extra_parameters),
        remedy: 'Remove it; only azure-inference is told what to do with parameters that it does not know.',
      }),
    );
}

/** Where an endpoint is reached, and the field that says so. */
interface Address {
  readonly path: readonly (string | number)[];
  readonly url: string;
}

type Placed = Located<ModelVersion> & { readonly report: Report; readonly addresses: readonly Address[] };

function checkLocation({ addresses, report, ...located }: Placed): void {
  const { location } = located.value.deployment;
  if (location === 'recorded')
    report(
      problemAt(located, ['deployment', 'location'], {
        expected: 'this-machine, inside or outside',
        found: 'recorded, which nothing is that can be asked',
        remedy: 'Say where it stands, as seen from the institution.',
      }),
    );
  for (const { path, url } of addresses) {
    if (url.startsWith('http://') && location === 'outside')
      report(
        problemAt(located, path, {
          expected: 'https:// for an endpoint outside the institution',
          found: 'http://',
          remedy: 'Use https://, or correct deployment.location.',
        }),
      );
    if (location === 'this-machine' && !isLoopback(url))
      report(
        problemAt(located, ['deployment', 'location'], {
          expected: 'inside or outside for a host that is not this machine',
          found: `this-machine with another host in ${fieldText(path)}`,
          remedy: 'Say where the endpoint stands: what may be sent there depends on it.',
        }),
      );
  }
}

type Program = Located<ModelVersion> & { readonly client: CommandClient; readonly report: Report };

function checkProgram({ client, report, ...located }: Program): void {
  const settings = Object.keys(located.value.settings);
  if (settings.length > 0)
    report(
      problemAt(located, ['settings'], {
        expected: '{}: a program is sent no settings',
        found: settings.join(', '),
        remedy: 'Give them among client.argv, or in a file that is named there.',
      }),
    );
  if (client.digest !== undefined)
    report(
      problemAt(located, ['client', 'digest'], {
        expected: 'no digest: it is found when the model is named',
        found: showValue(client.digest),
        remedy: 'Remove it.',
      }),
    );
  checkArguments(['client', 'argv'], client.argv, { ...located, report });
  checkLocation({ ...located, report, addresses: [] });
}

/** Words of a command line are stored and shown. */
function checkArguments(
  path: readonly string[],
  argv: readonly string[],
  { report, ...located }: Located<ModelVersion> & { readonly report: Report },
): void {
  const at = secretWord(argv);
  if (at < 0) return;
  report(
    problemAt(located, [...path, at], {
      expected: 'no secret among the arguments',
      found: 'a word that is or may be one (not shown)',
      remedy: 'Let the program read it from its environment; change the key if it was stored here.',
    }),
  );
}

type Provider = Located<ModelVersion> & { readonly client: PromptfooClient; readonly report: Report };

function checkPromptfoo({ client, report, ...located }: Provider): void {
  const fault = promptfooFault(client, located.value.settings);
  if (fault !== null) report(problemAt(located, fault.path, fault));
  const addresses = client.hosts.map((host, index) => ({
    path: ['client', 'hosts', index],
    url: hostUrl(host),
  }));
  for (const { path } of addresses.filter((address) => !URL.canParse(address.url)))
    report(
      problemAt(located, path, {
        expected: 'a host, such as https://api.vendor.example or gateway.example:8443',
        found: 'something else (not shown)',
        remedy: 'Correct the host or the port.',
      }),
    );
  checkLocation({
    ...located,
    report,
    addresses: addresses.filter((address) => URL.canParse(address.url)),
  });
}

function checkCredential({ client, report, ...located }: Endpoint): void {
  if (client.credential === undefined || !('command' in client.credential)) return;
  checkArguments(['client', 'credential', 'command'], client.credential.command, { ...located, report });
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
