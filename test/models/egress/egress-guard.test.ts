import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import dns, { lookup as importedLookup } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PreceptorError } from '../../../src/errors.js';
import { type EgressGuard, installEgressGuard } from '../../../src/models/egress/egress-guard.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/egress/', import.meta.url));
/** As it was before any guard: the name server is the world outside. */
const PlainWorker = Worker;
const BUILT = new URL('../../../dist/models/egress/egress-guard.js', import.meta.url).href;

/** A listener on loopback that counts who comes. */
interface Listener extends AsyncDisposable {
  readonly port: number;
  count(): number;
}

const REPLY = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';

/** Answers every connection as an HTTP server would, and ends it. */
async function aTcpListener(host = '127.0.0.1'): Promise<Listener> {
  let connections = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.once('data', () => socket.end(REPLY));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    count: () => connections,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function aUdpListener(): Promise<Listener> {
  let datagrams = 0;
  const socket = dgram.createSocket('udp4');
  socket.on('message', () => {
    datagrams += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    count: () => datagrams,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

async function aNameServer(): Promise<Listener> {
  const queries = new Int32Array(new SharedArrayBuffer(4));
  const worker = new PlainWorker(`${FIXTURES}name-server.mjs`, { workerData: { queries: queries.buffer } });
  const [port] = await once(worker, 'message');
  return {
    port,
    count: () => Atomics.load(queries, 0),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

let guard: EgressGuard;
let listener: Listener;
beforeEach(async () => {
  listener = await aTcpListener();
  guard = installEgressGuard();
});
afterEach(async () => {
  guard.release();
  await listener[Symbol.asyncDispose]();
});

/** What came of an attempt: an error, or 'answered'. */
type Outcome = unknown;
const outcomeOf = async (attempt: Promise<unknown>): Promise<Outcome> => {
  try {
    await attempt;
    return 'answered';
  } catch (error) {
    return error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  }
};
const isBlocked = (outcome: Outcome, target: RegExp): void => {
  expect(outcome).toBeInstanceOf(PreceptorError);
  expect(outcome).toMatchObject({ code: 'ENVIRONMENT', message: expect.stringMatching(target) });
};
const settled = (socket: net.Socket, connected = 'connect'): Promise<unknown> =>
  new Promise((resolve, reject) => {
    socket.on(connected, () => {
      socket.destroy();
      resolve('connected');
    });
    socket.on('error', reject);
  });
const connecting = (options: net.NetConnectOpts): Promise<Outcome> =>
  outcomeOf(settled(net.connect(options)));
const requesting = (request: http.ClientRequest): Promise<unknown> =>
  once(request.end(), 'response').then(([response]) => {
    if (response instanceof Readable) response.resume();
  });

const CLIENTS: Readonly<Record<string, (host: string, port: number) => Promise<unknown>>> = {
  'node:http': (host, port) => requesting(http.request({ host, port, path: '/v1?key=s3cret', agent: false })),
  'node:http with an agent': async (host, port) => {
    const agent = new http.Agent({ keepAlive: true });
    await requesting(http.request({ host, port, agent })).finally(() => agent.destroy());
  },
  'node:https': (host, port) => requesting(https.request({ host, port, rejectUnauthorized: false })),
  'undici Pool': async (host, port) => {
    const pool = new Pool(`http://${host}:${port}`);
    const asked = pool.request({ path: '/', method: 'GET' }).then(({ body }) => body.text());
    await asked.finally(() => pool.destroy());
  },
  'undici Pool over TLS': async (host, port) => {
    const pool = new Pool(`https://${host}:${port}`);
    await pool.request({ path: '/', method: 'GET' }).finally(() => pool.destroy());
  },
  fetch: async (host, port) => (await fetch(`http://${host}:${port}/?key=s3cret`)).text(),
  'fetch over TLS': (host, port) => fetch(`https://${host}:${port}/`),
  'net.connect': (host, port) => settled(net.connect(port, host)),
  'net.Socket': (host, port) => settled(new net.Socket().connect({ port, host })),
  'tls.connect': (host, port) =>
    settled(tls.connect({ host, port, servername: 'x.example', session: Buffer.from('x') }), 'secureConnect'),
  'http2.connect': (host, port) =>
    new Promise((resolve, reject) => {
      const session = http2.connect(`http://${host}:${port}`);
      session.on('error', reject);
      session.on('close', () => resolve(undefined));
    }),
  'http2.connect over TLS': (host, port) =>
    new Promise((resolve, reject) => {
      const session = http2.connect(`https://${host}:${port}`);
      session.on('error', reject);
      session.on('close', () => resolve(undefined));
    }),
};

describe.each(Object.entries(CLIENTS))('%s', (_, client) => {
  it('reaches no undeclared port', async () => {
    guard.allow('127.0.0.1', listener.port === 1 ? 2 : 1);
    isBlocked(
      await outcomeOf(client('127.0.0.1', listener.port)),
      new RegExp(`127\\.0\\.0\\.1:${listener.port}, which no model version that is being asked declares`),
    );
    expect(listener.count()).toBe(0);
    expect(guard.blocked()).toEqual([{ host: '127.0.0.1', port: listener.port, how: 'tcp', times: 1 }]);
  });

  it('reaches no undeclared name, nor looks it up', async () => {
    isBlocked(await outcomeOf(client('undeclared.test', 8443)), /undeclared\.test:8443/);
    expect(guard.blocked()).toEqual([{ host: 'undeclared.test', port: 8443, how: 'tcp', times: 1 }]);
  });

  it('reaches a declared port', async () => {
    guard.allow('127.0.0.1', listener.port);
    expect(await outcomeOf(client('127.0.0.1', listener.port))).not.toBeInstanceOf(PreceptorError);
    expect(listener.count()).toBe(1);
    expect(guard.blocked()).toEqual([]);
  });
});

describe('a connection', () => {
  it.each([
    'localhost',
    'LocalHost.',
    'localhost.',
    '0',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '127.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::',
  ])('to %s is one to this machine, and refused', async (host) => {
    isBlocked(await connecting({ host, port: listener.port }), /blocked: a connection to/);
    expect(listener.count()).toBe(0);
  });

  it.each(['0', '0.0.0.0', '2130706433', '0x7f.1', '::ffff:127.0.0.1', '[::ffff:127.0.0.1]'])(
    'to %s passes where 127.0.0.1 is declared',
    async (host) => {
      guard.allow('127.0.0.1', listener.port);
      expect(await connecting({ host, port: listener.port })).toBe('answered');
      expect(listener.count()).toBe(1);
    },
  );

  it('without a host is one to localhost', async () => {
    isBlocked(await outcomeOf(settled(net.connect(listener.port))), /localhost:/);
    guard.allow('localhost', listener.port);
    expect(await outcomeOf(settled(net.connect(listener.port)))).toBe('answered');
    expect(await outcomeOf(settled(net.connect({ port: listener.port, host: 'LOCALHOST' })))).toBe(
      'answered',
    );
  });

  it('to a URL with a number for a host is refused by its address', async () => {
    isBlocked(await outcomeOf(fetch(`http://2130706433:${listener.port}/`)), /127\.0\.0\.1:/);
    expect(listener.count()).toBe(0);
  });

  it('by address passes for a declared name whose address was seen, at its port alone', async () => {
    await using other = await aTcpListener();
    guard.allow('localhost', listener.port);
    isBlocked(await connecting({ host: '127.0.0.1', port: listener.port }), /127\.0\.0\.1/);
    const found = await dns.promises.lookup('localhost', { family: 4 });
    expect(found).toEqual({ address: '127.0.0.1', family: 4 });
    expect(await connecting({ host: '127.0.0.1', port: listener.port })).toBe('answered');
    isBlocked(await connecting({ host: '127.0.0.1', port: other.port }), /127\.0\.0\.1/);
    isBlocked(await connecting({ host: '127.0.0.2', port: listener.port }), /127\.0\.0\.2/);
    expect([listener.count(), other.count()]).toEqual([1, 0]);
  });

  it.each([
    ['one address', '127.0.0.2'],
    ['a list', [{ address: '127.0.0.2', family: 4 }]],
    ['a name', 'localhost'],
    ['what is no text', 5],
  ])('goes nowhere else by a lookup of its own that gives %s', async (_, answer) => {
    await using other = await aTcpListener('127.0.0.2');
    guard.allow('localhost', other.port);
    const lookup = (...args: readonly unknown[]): void => {
      const callback = args.at(-1);
      if (typeof callback === 'function') callback(null, answer, 4);
    };
    const options = Object.assign(
      { host: 'localhost', port: other.port, autoSelectFamily: Array.isArray(answer) },
      { lookup },
    );
    expect(await connecting(options)).toBeInstanceOf(Error);
    expect(other.count()).toBe(0);
  });

  it('passes by a lookup of its own that gives an address of the name', async () => {
    guard.allow('localhost', listener.port);
    const lookup: net.LookupFunction = (host, options, callback) => dns.lookup(host, options, callback);
    expect(await connecting({ host: 'localhost', port: listener.port, lookup })).toBe('answered');
  });

  it('is judged by what is then used, not by what a getter says first', async () => {
    guard.allow('127.0.0.1', 1);
    let reads = 0;
    const options = {
      host: '127.0.0.1',
      get port(): number {
        reads += 1;
        return reads === 1 ? 1 : listener.port;
      },
    };
    expect(await outcomeOf(settled(new net.Socket().connect(options)))).toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect(listener.count()).toBe(0);
  });

  it.each(['user:s3cret@host', 'host/?key=s3cret', 'host\r\ns3cret'])(
    'to %j says nothing of it',
    async (host) => {
      const outcome = await connecting({ host, port: 80 });
      isBlocked(outcome, /\(not a host\):80/);
      expect(
        JSON.stringify([outcome instanceof Error ? outcome.message : '', guard.blocked()]),
      ).not.toContain('s3cret');
    },
  );

  it('that was blocked leaves a socket that is closed and never connected', async () => {
    const socket = net.connect(listener.port, '127.0.0.1', () => expect.unreachable());
    socket.write('data');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.on('close', resolve));
    expect(socket.destroyed).toBe(true);
  });
});

describe('a local socket', () => {
  it.skipIf(process.platform === 'win32')('is blocked', async () => {
    const at = path.join(tmpdir(), `preceptor-egress-${process.pid}.sock`);
    let connections = 0;
    const server = net.createServer((socket) => {
      connections += 1;
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(at, resolve));
    try {
      isBlocked(await connecting({ path: at }), /a connection to the local socket .*\.sock/);
      isBlocked(await outcomeOf(settled(net.connect(at))), /local socket/);
      isBlocked(await outcomeOf(requesting(http.request({ socketPath: at }))), /local socket/);
      expect(connections).toBe(0);
      expect(guard.blocked()).toEqual([{ host: at, port: null, how: 'pipe', times: 3 }]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('a datagram', () => {
  const sending = (
    send: (socket: dgram.Socket, done: (error: Error | null) => void) => void,
  ): Promise<Outcome> => {
    const socket = dgram.createSocket('udp4');
    const sent = new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      send(socket, (error) => (error ? reject(error) : resolve()));
    });
    return outcomeOf(sent.finally(() => socket.close()));
  };

  it('reaches no undeclared port, in any form of the call', async () => {
    await using udp = await aUdpListener();
    const data = Buffer.from('data');
    const forms: readonly Parameters<typeof sending>[0][] = [
      (socket, done) => socket.send(data, udp.port, '127.0.0.1', done),
      (socket, done) => socket.send(data, 0, 4, udp.port, '127.0.0.1', done),
      (socket, done) => socket.send([data], udp.port, done),
      (socket) => socket.send(data, udp.port),
      (socket, done) => socket.send(data, udp.port, '2130706433', done),
      (socket, done) => {
        socket.on('connect', () => done(null));
        socket.connect(udp.port, '127.0.0.1');
      },
      (socket, done) => socket.connect(udp.port, () => done(null)),
    ];
    const last = forms.length - 1;
    for (const form of forms.slice(0, last)) {
      isBlocked(await sending(form), new RegExp(`a datagram to 127\\.0\\.0\\.1:${udp.port}`));
    }
    const socket = dgram.createSocket('udp4');
    const error = await new Promise((resolve) => Reflect.apply(socket.connect, socket, [udp.port, resolve]));
    socket.close();
    isBlocked(error, /a datagram to/);
    expect(udp.count()).toBe(0);
    expect(guard.blocked()).toEqual([{ host: '127.0.0.1', port: udp.port, how: 'udp', times: forms.length }]);
  });

  it('reaches a declared port, connected or not', async () => {
    await using udp = await aUdpListener();
    guard.allow('127.0.0.1', udp.port);
    const data = Buffer.from('data');
    expect(await sending((socket, done) => socket.send(data, udp.port, '127.0.0.1', done))).toBe('answered');
    expect(await sending((socket, done) => socket.send(data, 1, 2, udp.port, '2130706433', done))).toBe(
      'answered',
    );
    expect(
      await sending((socket, done) => socket.connect(udp.port, '127.0.0.1', () => socket.send(data, done))),
    ).toBe('answered');
    await expect.poll(udp.count).toBe(3);
    expect(guard.blocked()).toEqual([]);
  });

  it('goes nowhere else by a lookup of its socket', async () => {
    await using udp = await aUdpListener();
    guard.allow('declared.test', udp.port);
    const socket = dgram.createSocket({
      type: 'udp4',
      lookup: (host, _options, callback) => callback(null, host === 'declared.test' ? '127.0.0.1' : host, 4),
    });
    const error = await new Promise((resolve) => socket.send('data', udp.port, 'declared.test', resolve));
    socket.close();
    isBlocked(error, /a datagram to 127\.0\.0\.1/);
    expect(udp.count()).toBe(0);
  });
});

describe('a lookup', () => {
  const asked = (ask: (callback: (error: unknown) => void) => void): Promise<unknown> => new Promise(ask);

  it('of an undeclared name is blocked, by callback and by promise', async () => {
    const name = 'undeclared.test';
    const outcomes = [
      await asked((done) => dns.lookup(name, done)),
      await asked((done) => dns.lookup(name, { all: true }, done)),
      await asked((done) => importedLookup(name, done)),
      await asked((done) => dns.resolve(name, done)),
      await asked((done) => dns.resolve4(name, { ttl: true }, done)),
      await asked((done) => dns.resolveTxt(name, done)),
      await asked((done) => new dns.Resolver().resolve6(name, done)),
      await outcomeOf(promisify(dns.lookup)(name)),
      await outcomeOf(dns.promises.lookup(name)),
      await outcomeOf(dns.promises.resolve(name, 'MX')),
      await outcomeOf(dns.promises.resolveAny(name)),
      await outcomeOf(new dns.promises.Resolver().resolveSrv(name)),
    ];
    for (const outcome of outcomes) isBlocked(outcome, /a name lookup of undeclared\.test,/);
    expect(guard.blocked()).toEqual([{ host: name, port: null, how: 'dns', times: outcomes.length }]);
  });

  it('of an undeclared address’s names is blocked', async () => {
    isBlocked(await asked((done) => dns.reverse('192.0.2.1', done)), /192\.0\.2\.1/);
    isBlocked(await asked((done) => dns.lookupService('192.0.2.1', 80, done)), /192\.0\.2\.1/);
    isBlocked(await outcomeOf(dns.promises.reverse('192.0.2.1')), /192\.0\.2\.1/);
    isBlocked(await outcomeOf(dns.promises.lookupService('192.0.2.1', 80)), /192\.0\.2\.1/);
  });

  it('of an address needs nobody; the connection is judged by itself', async () => {
    expect(await dns.promises.lookup('192.0.2.1')).toEqual({ address: '192.0.2.1', family: 4 });
    expect(await dns.promises.lookup('2130706433')).toEqual({ address: '127.0.0.1', family: 4 });
    isBlocked(await connecting({ host: '192.0.2.1', port: 80 }), /192\.0\.2\.1:80/);
  });

  it('keeps what promisify gives', async () => {
    guard.allow('localhost', 1);
    expect(await promisify(dns.lookup)('localhost', 4)).toEqual({ address: '127.0.0.1', family: 4 });
  });

  it('asks a name server only for declared names, and lets their addresses be reached', async () => {
    await using server = await aNameServer();
    const resolver = new dns.promises.Resolver();
    expect(() => resolver.setServers([`127.0.0.1:${server.port}`])).toThrow(/a name lookup of 127\.0\.0\.1:/);
    guard.allow('127.0.0.1', server.port);
    resolver.setServers([`127.0.0.1:${server.port}`]);
    guard.allow('Model.Test', listener.port);

    isBlocked(await outcomeOf(resolver.resolve4('undeclared.test')), /undeclared\.test/);
    expect(server.count()).toBe(0);
    isBlocked(await connecting({ host: '127.0.0.1', port: listener.port }), /127\.0\.0\.1/);

    expect(await resolver.resolve4('model.test.')).toEqual(['127.0.0.1']);
    expect(server.count()).toBe(1);
    expect(await connecting({ host: '127.0.0.1', port: listener.port })).toBe('answered');
  });

  it('stays guarded after the module’s name servers were set', async () => {
    await using server = await aNameServer();
    guard.allow('127.0.0.1', server.port);
    const before = dns.getServers();
    dns.setServers([`127.0.0.1:${server.port}`]);
    try {
      isBlocked(await outcomeOf(dns.promises.resolve4('undeclared.test')), /undeclared\.test/);
      isBlocked(await asked((done) => dns.resolve4('undeclared.test', done)), /undeclared\.test/);
      expect(server.count()).toBe(0);
    } finally {
      guard.release();
      dns.setServers(before);
    }
  });
});

describe('the guard', () => {
  it('is one', () => {
    expect(() => installEgressGuard()).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });

  it('puts back what it replaced', async () => {
    const guarded = {
      connect: net.Socket.prototype.connect,
      lookup: dns.lookup,
      send: dgram.Socket.prototype.send,
    };
    guard.release();
    guard.release();
    expect(net.Socket.prototype.connect).not.toBe(guarded.connect);
    expect(dns.lookup).not.toBe(guarded.lookup);
    expect(importedLookup).toBe(dns.lookup);
    expect(dgram.Socket.prototype.send).not.toBe(guarded.send);
    expect(await connecting({ host: '127.0.0.1', port: listener.port })).toBe('answered');
    const kept = new Promise((resolve) => Reflect.apply(guarded.lookup, dns, ['localhost', resolve]));
    expect(await kept).toBeNull();
    const originals = [net.Socket.prototype.connect, dns.lookup, dns.promises.resolve4];
    guard = installEgressGuard();
    guard.release();
    expect([net.Socket.prototype.connect, dns.lookup, dns.promises.resolve4]).toEqual(originals);
  });

  it('reaches what is allowed until each who allowed it took it back', async () => {
    const inTheirs = guard.allow('127.0.0.1', listener.port);
    const inOurs = guard.allow('127.0.0.1', listener.port);
    guard.allow('127.0.0.1', 1);
    const reached = () => connecting({ host: '127.0.0.1', port: listener.port });
    inTheirs();
    inTheirs();
    expect(await reached()).toBe('answered');
    inOurs();
    isBlocked(await reached(), /127\.0\.0\.1/);
    expect(listener.count()).toBe(1);
  });

  it('forgets the addresses of a name that was taken back', async () => {
    const takeBack = guard.allow('localhost', listener.port);
    await dns.promises.lookup('localhost', { family: 4 });
    expect(await connecting({ host: '127.0.0.1', port: listener.port })).toBe('answered');
    takeBack();
    isBlocked(await outcomeOf(dns.promises.lookup('localhost')), /a name lookup of localhost/);
    isBlocked(await outcomeOf(dns.promises.reverse('127.0.0.1')), /127\.0\.0\.1/);
    guard.allow('localhost', listener.port);
    isBlocked(await connecting({ host: '127.0.0.1', port: listener.port }), /127\.0\.0\.1/);
  });

  it.each<readonly [string, number]>([
    ['*.example.com', 443],
    ['', 443],
    ['user:s3cret@host', 443],
    ['host', 0],
    ['host', 65_536],
    ['host', Number.NaN],
  ])('cannot be told to allow %j at %d', (host, port) => {
    expect(() => guard.allow(host, port)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.not.stringContaining('s3cret') }),
    );
  });

  it('keeps a hundred targets, and counts the rest', async () => {
    for (let n = 0; n < 130; n += 1) await connecting({ host: `host-${n}.test`, port: 443 });
    await connecting({ host: 'host-0.test', port: 443 });
    const reports = guard.blocked();
    expect(reports).toHaveLength(101);
    expect(reports[0]).toEqual({ host: 'host-0.test', port: 443, how: 'tcp', times: 2 });
    expect(reports[100]).toEqual({ host: '(further hosts)', port: null, how: 'tcp', times: 30 });
  });

  it('leaves the pipes of a child process alone', async () => {
    const child = spawn(process.execPath, [`${FIXTURES}child.mjs`], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const [message] = await once(child, 'message');
    expect(message).toBe('ready');
    child.stdin?.end('a line');
    let text = '';
    for await (const chunk of child.stdout ?? []) text += String(chunk);
    expect(text).toBe('a line');
    expect(guard.blocked()).toEqual([]);
  });

  it('is installed by a worker for itself', async () => {
    await using declared = await aTcpListener();
    const worker = new Worker(`${FIXTURES}worker.mjs`, {
      workerData: { module: BUILT, declared: declared.port, undeclared: listener.port },
    });
    const [report] = await once(worker, 'message');
    await worker.terminate();
    expect(report).toEqual({
      declared: 'connected',
      undeclared: 'PreceptorError ENVIRONMENT',
      blocked: [{ host: '127.0.0.1', port: listener.port, how: 'tcp', times: 1 }],
    });
    await expect.poll(declared.count).toBe(1);
    expect(listener.count()).toBe(0);
  });
});
