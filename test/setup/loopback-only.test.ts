import dgram from 'node:dgram';
import dns, { lookup as importedLookup } from 'node:dns';
import { once } from 'node:events';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { Pool } from 'undici';
import { describe, expect, it } from 'vitest';
import { requireLoopbackAlone } from './loopback-guard.js';

/** Of a block for documentation: nobody has it. */
const FOREIGN = '192.0.2.1';

/** What an attempt failed by, as the code that made it sees it; null: it did not fail. */
async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
    return null;
  } catch (error) {
    return error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  }
}

const asking = (ask: (done: (error: unknown) => void) => void): Promise<unknown> =>
  new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve(undefined))));

async function sending(options: dgram.SocketOptions, host: string): Promise<void> {
  const socket = dgram.createSocket(options);
  await asking((done) => socket.send('data', 0, 4, 53, host, done)).finally(() => socket.close());
}

/** A lookup of a client’s own that says what it is told to. */
const saying = (address: string): net.LookupFunction => {
  return (_host, options, callback) =>
    options.all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4);
};

const ATTEMPTS: Readonly<Record<string, (host: string) => Promise<unknown>>> = {
  'net.connect': (host) => once(net.connect(80, host), 'connect'),
  'a socket with options': (host) => once(new net.Socket().connect({ host, port: 80 }), 'connect'),
  'tls.connect': (host) => once(tls.connect({ host, port: 443, session: Buffer.from('x') }), 'secureConnect'),
  'node:https': (host) => once(https.get({ host }), 'response'),
  'http2.connect': (host) => once(http2.connect(`http://${host}`), 'connect'),
  fetch: (host) => fetch(`http://${host}/`),
  'fetch over TLS': (host) => fetch(`https://${host}/`),
  undici: async (host) => {
    const pool = new Pool(`http://${host}`);
    await pool.request({ path: '/', method: 'GET' }).finally(() => pool.destroy());
  },
  'a datagram': (host) => sending({ type: 'udp4' }, host),
};

const LOOKUPS: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
  'dns.lookup': (name) => asking((done) => dns.lookup(name, done)),
  'lookup as it was imported': (name) => asking((done) => importedLookup(name, { all: true }, done)),
  'lookup as promisify gives it': (name) => promisify(dns.lookup)(name),
  'dns.resolve4': (name) => asking((done) => dns.resolve4(name, done)),
  'a resolver': (name) => asking((done) => new dns.Resolver().resolveTxt(name, done)),
  'dns.promises.lookup': (name) => dns.promises.lookup(name),
  'dns.promises.resolve': (name) => dns.promises.resolve(name, 'MX'),
  'a resolver with promises': (name) => new dns.promises.Resolver().resolveAny(name),
};

const others: readonly (readonly [string, string, (host: string) => Promise<unknown>])[] = [
  ...Object.entries(ATTEMPTS).map(([by, attempt]) => [by, FOREIGN, attempt] as const),
  ...Object.entries({ ...ATTEMPTS, ...LOOKUPS }).map(
    ([by, attempt]) => [by, 'llm.example', attempt] as const,
  ),
  ['net.connect', '2001:db8::1', (host) => once(net.connect(80, host), 'connect')],
  ['net.connect', '::ffff:192.0.2.1', (host) => once(net.connect(80, host), 'connect')],
  [
    'a connected datagram socket',
    FOREIGN,
    async (host) => {
      const socket = dgram.createSocket('udp4');
      socket.connect(53, host);
      await once(socket, 'connect').finally(() => socket.close());
    },
  ],
  ['dns.reverse', FOREIGN, (address) => asking((done) => dns.reverse(address, done))],
  ['dns.lookupService', FOREIGN, (address) => dns.promises.lookupService(address, 80)],
  [
    'a lookup of the socket’s own',
    FOREIGN,
    (address) => once(net.connect({ host: 'localhost', port: 80, lookup: saying(address) }), 'connect'),
  ],
  [
    'a lookup of the datagram socket’s own',
    FOREIGN,
    (address) =>
      sending({ type: 'udp4', lookup: (_host, _options, done) => done(null, address, 4) }, 'localhost'),
  ],
];

describe('what is another machine’s', () => {
  it.each(others)('is refused and kept: %s to %s', async (_by, host, attempt) => {
    const said = `a test reached for ${host}; tests may use loopback alone`;
    expect(await failureOf(attempt(host))).toMatchObject({ message: said });
    expect(requireLoopbackAlone).toThrow(said);
    expect(requireLoopbackAlone).not.toThrow();
  });

  it.fails('fails the test, though its code was content with the failure', async () => {
    expect(await failureOf(once(net.connect(80, FOREIGN), 'connect'))).not.toBeNull();
  });
});

describe('what is this machine’s', () => {
  const listening = async (at: net.ListenOptions): Promise<AsyncDisposable & { readonly port: number }> => {
    const server = net.createServer((socket) => socket.end());
    server.listen(at);
    await once(server, 'listening');
    const address = server.address();
    return {
      port: typeof address === 'object' && address !== null ? address.port : 0,
      [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
    };
  };

  it.each(['127.0.0.1', 'localhost', '::ffff:127.0.0.1', '127.1'])('is reached: %s', async (host) => {
    await using server = await listening({ port: 0, host: '127.0.0.1' });
    await once(net.connect(server.port, host), 'connect');
  });

  it.skipIf(process.platform === 'win32')('is reached by a path', async () => {
    const at = path.join(tmpdir(), `preceptor-loopback-${process.pid}.sock`);
    await using _server = await listening({ path: at });
    await once(net.connect(at), 'connect');
  });

  it('gets datagrams', async () => {
    const socket = dgram.createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.send('data', socket.address().port, '127.0.0.1');
    const [data] = await once(socket, 'message');
    socket.close();
    expect(String(data)).toBe('data');
  });
});

describe.each(['llm.invalid', 'LLM.Invalid.', `${'a'.repeat(64)}.invalid`])('the name %s', (name) => {
  it.each(Object.entries(LOOKUPS))('is answered at once: %s', async (_by, look) => {
    expect(await failureOf(look(name))).toMatchObject({ code: 'ENOTFOUND' });
  });
});

it('an address needs no lookup', async () => {
  expect(await dns.promises.lookup(FOREIGN)).toEqual({ address: FOREIGN, family: 4 });
});
