import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PreceptorError } from '../../../src/errors.js';
import { type ExchangeResult, openTransport, type Transport } from '../../../src/models/http/transport.js';
import { BodyBuffer } from '../../../src/models/http/transport-body.js';
import { describeRedirect, failureOf } from '../../../src/models/http/transport-failure.js';
import * as fault from '../../fixtures/http/fault-server.js';
import { selfSigned } from '../../fixtures/http/self-signed.js';
import { NEVER_ABORTED } from '../requests.js';

const MIB = 1024 * 1024;
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

interface Overrides {
  readonly connections?: number;
  readonly deadlineMs?: number;
  readonly maxBodyBytes?: number;
  readonly ca?: string;
}

function open(url: string, overrides: Overrides = {}): Transport {
  const transport = openTransport({ url, connections: 4, deadlineMs: 5000, ...overrides });
  opened.push({ [Symbol.asyncDispose]: () => transport.close() });
  return transport;
}

async function serve(...faults: readonly fault.Fault[]): Promise<fault.FaultServer> {
  const server = await fault.startFaultServer();
  opened.push(server);
  server.script(...faults);
  return server;
}

const post = (transport: Transport, body = '{}', signal = NEVER_ABORTED): Promise<ExchangeResult> =>
  transport.exchange({ path: '/chat', headers: { authorization: 'Bearer s3cret' }, body }, signal);

/** One exchange with a server that does this. */
async function meet(one: fault.Fault, overrides: Overrides = {}): Promise<ExchangeResult> {
  const server = await serve(one);
  return await post(open(server.url, overrides));
}

const textOf = (result: ExchangeResult): string | null => (result.status === 'received' ? result.text : null);

describe('a request', () => {
  it('is a POST of JSON behind the base URL’s own path, with the headers that were given', async () => {
    const server = await serve(fault.ok('{}'));
    const transport = open(`${server.url}/v1/`);
    await transport.exchange(
      {
        path: '/chat?api-version=1',
        headers: { 'API-Key': 'k', 'Content-Type': 'text/plain' },
        body: '{"a":"ü"}',
      },
      NEVER_ABORTED,
    );
    expect(server.requests()).toMatchObject([
      {
        method: 'POST',
        path: '/v1/chat?api-version=1',
        body: '{"a":"ü"}',
        headers: {
          'api-key': 'k',
          'content-type': 'application/json',
          'content-length': '10',
          'accept-encoding': 'gzip, deflate, br',
        },
      },
    ]);
  });

  it('comes on a connection that is kept', async () => {
    const server = await serve(fault.ok('1'), fault.ok('2'), fault.ok('3'));
    const transport = open(server.url, { connections: 1 });
    for (const text of ['1', '2', '3']) expect(textOf(await post(transport))).toBe(text);
    expect(server.requests().map(({ connection }) => connection)).toEqual([1, 1, 1]);
  });

  it('that HTTP cannot carry is not sent, and its secret not told', async () => {
    const server = await serve();
    const result = await open(server.url).exchange(
      { path: '/chat', headers: { authorization: 'Bearer s3cret\r\nx: y' }, body: '{}' },
      NEVER_ABORTED,
    );
    expect(result).toMatchObject({ status: 'failed', cause: 'client-crash' });
    expect(JSON.stringify(result)).not.toContain('s3cret');
    expect(server.requests()).toEqual([]);
  });

  it('goes to http or https alone', () => {
    for (const url of ['', 'example', 'file:///etc/passwd', 'ftp://host/', 'http://[::/']) {
      expect(() => openTransport({ url, connections: 1, deadlineMs: 1 })).toThrow(PreceptorError);
    }
  });
});

describe('an answer', () => {
  it('is received with its status, headers, text and time', async () => {
    const result = await meet(
      fault.status(200, { 'X-Served': 'a', 'content-type': 'application/json' }, '{"a":"ü🙂"}'),
    );
    expect(result).toMatchObject({
      status: 'received',
      httpStatus: 200,
      text: '{"a":"ü🙂"}',
      headers: { 'x-served': 'a', 'content-type': 'application/json' },
    });
    expect(result.latencyMs).toBeGreaterThan(0);
  });

  it.each([204, 400, 401, 404, 408, 413, 429, 500, 503, 529])('with status %i is received', async (code) => {
    const body = code === 204 ? '' : '{"error":1}';
    const result = await meet(fault.status(code, { 'retry-after': '3' }, body));
    expect(result).toMatchObject({
      status: 'received',
      httpStatus: code,
      text: body,
      headers: { 'retry-after': '3' },
    });
  });

  it.each([
    ['cut JSON', fault.truncatedJson, '{"choices":[{"message":{"content":"A'],
    ['HTML', fault.html, '<!doctype html><h1>Sign in</h1>'],
    ['another content type', fault.wrongContentType('{"a":1}'), '{"a":1}'],
  ])('of %s is received as it is: what it says is for the dialect', async (_name, one, text) => {
    expect(textOf(await meet(one))).toBe(text);
  });

  it('that comes late is timed to its last byte', async () => {
    const result = await meet(fault.delayedOk('{}', 120));
    expect(textOf(result)).toBe('{}');
    expect(result.latencyMs).toBeGreaterThanOrEqual(115);
    expect(result.latencyMs).toBeLessThan(4000);
  });

  it('in many small pieces is put together', async () => {
    expect(textOf(await meet(fault.drip('{"a":"ü🙂"}', 2)))).toBe('{"a":"ü🙂"}');
  });

  it('with announcements before it is received', async () => {
    const bytes =
      'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';
    expect(await meet(fault.rawBytes(bytes))).toMatchObject({
      status: 'received',
      httpStatus: 200,
      text: '{}',
    });
  });

  it('whose end is the connection’s end is received', async () => {
    expect(textOf(await meet(fault.rawBytes('HTTP/1.1 200 OK\r\n\r\n{"a":1}', true)))).toBe('{"a":1}');
  });

  it('may hold headers twice and with the names of an object’s own', async () => {
    const head =
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-a: 1\r\nx-a: 2\r\n__proto__: x\r\nconstructor: y\r\n\r\n{}';
    const result = await meet(fault.rawBytes(head));
    expect(result).toMatchObject({ status: 'received', headers: { 'x-a': '1, 2', constructor: 'y' } });
  });
});

describe('a coded answer', () => {
  const text = JSON.stringify({ answer: 'ü'.repeat(5000) });
  it.each([
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['identity', Buffer.from(text)],
  ])('in %s is decoded', async (coding, bytes) => {
    expect(textOf(await meet(fault.status(200, { 'content-encoding': coding }, bytes)))).toBe(text);
  });

  it.each([
    ['bad gzip', fault.badGzip],
    ['cut gzip', fault.status(200, { 'content-encoding': 'gzip' }, gzipSync(text).subarray(0, 30))],
    ['an unknown coding', fault.status(200, { 'content-encoding': 'zstd' }, 'x')],
    ['two codings', fault.status(200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(text)))],
    ['a coding with an object’s own name', fault.status(200, { 'content-encoding': 'constructor' }, 'x')],
    ['20 MB in a small body', fault.bomb(20 * MIB)],
  ])('of %s is malformed', async (_name, one) => {
    expect(await meet(one)).toMatchObject({ status: 'failed', cause: 'malformed-response', raw: null });
  });

  it('may be empty', async () => {
    expect(textOf(await meet(fault.status(200, { 'content-encoding': 'gzip' })))).toBe('');
  });
});

describe('an answer that is no UTF-8', () => {
  it('is malformed, and what came is kept', async () => {
    const result = await meet(fault.invalidUtf8);
    expect(result).toMatchObject({ status: 'failed', cause: 'malformed-response', raw: '{"a":"\ufffd("}' });
  });

  it('does not hide the status of an error', async () => {
    const page = fault.status(503, { 'content-type': 'text/html' }, Buffer.from('Geb\xfchr', 'latin1'));
    expect(await meet(page)).toMatchObject({ status: 'received', httpStatus: 503, text: 'Geb\ufffdhr' });
  });
});

describe('the status and the headers of an error', () => {
  const limits = { 'retry-after': '30' };

  it.each<readonly [string, fault.Fault, string]>([
    ['no gzip', fault.status(429, { ...limits, 'content-encoding': 'gzip' }, 'slow down'), ''],
    ['announced as too long', fault.status(429, limits, 'x'.repeat(9 * 1024 * 1024)), ''],
    [
      'cut short',
      fault.rawBytes(`HTTP/1.1 429 Slow\r\nretry-after: 30\r\ncontent-length: 100\r\n\r\nslow`, true),
      'slow',
    ],
    [
      'never whole',
      fault.rawBytes(`HTTP/1.1 429 Slow\r\nretry-after: 30\r\ncontent-length: 100\r\n\r\nslow`),
      'slow',
    ],
  ])('are received where its body is %s', async (_name, one, text) => {
    const server = await serve(one);
    const result = await post(open(server.url, { deadlineMs: 1_000 }));
    expect(result).toMatchObject({ status: 'received', httpStatus: 429, text });
    expect(result).toMatchObject({ headers: limits });
  });
});

describe('a large body', () => {
  it.each([
    ['announced', true],
    ['unannounced', false],
  ])(
    'of 20 MB, %s, is malformed, its connection destroyed and memory bounded',
    async (_name, isAnnounced) => {
      const server = await serve(fault.bigBody(20 * MIB, isAnnounced), fault.ok('{}'));
      const transport = open(server.url, { connections: 1, maxBodyBytes: MIB });
      const before = process.memoryUsage().arrayBuffers;
      let peak = 0;
      const timer = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
      }, 1);
      const result = await post(transport);
      clearInterval(timer);
      expect(result).toMatchObject({ status: 'failed', cause: 'malformed-response', raw: null });
      expect(result.status === 'failed' ? result.detail : '').toContain('1048576 bytes');
      expect(peak).toBeLessThan(10 * MIB);
      await expect.poll(() => server.connections()).not.toContain(1);
      expect(textOf(await post(transport))).toBe('{}');
      expect(server.requests().map(({ connection }) => connection)).toEqual([1, 2]);
    },
  );

  it('of the limit itself is received', async () => {
    expect(textOf(await meet(fault.bigBody(MIB), { maxBodyBytes: MIB }))).toHaveLength(MIB);
    expect(await meet(fault.bigBody(MIB + 1), { maxBodyBytes: MIB })).toMatchObject({ status: 'failed' });
  });

  it('of up to 8 MiB is received where no limit is given', async () => {
    expect(textOf(await meet(fault.bigBody(8 * MIB)))).toHaveLength(8 * MIB);
    expect(await meet(fault.bigBody(8 * MIB + 1))).toMatchObject({ cause: 'malformed-response' });
  });

  it('in pieces of one byte takes no more than twice its size', () => {
    const before = process.memoryUsage().arrayBuffers;
    const body = new BodyBuffer(2 * MIB);
    const piece = Buffer.of(97);
    let taken = 0;
    let most = 0;
    while (taken < 2 * MIB && body.append(piece)) {
      taken += 1;
      // The first block is of 16 KiB, however short the body.
      if (taken >= 8 * 1024) most = Math.max(most, body.bytes().buffer.byteLength / taken);
    }
    expect(taken).toBe(2 * MIB);
    expect(most).toBeLessThanOrEqual(2);
    expect(body.append(piece)).toBe(false);
    expect(body.bytes()).toHaveLength(2 * MIB);
    expect(body.bytes().buffer.byteLength).toBe(2 * MIB);
    // With every block that it has left behind: each is half of the next.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(4 * MIB);
  });

  it('of headers is malformed', async () => {
    const result = await meet(fault.rawBytes(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`));
    expect(result).toMatchObject({ status: 'failed', cause: 'malformed-response' });
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['reset before headers', fault.resetBeforeHeaders, null],
    ['closed before headers', fault.closeBeforeHeaders, null],
    ['closed in the headers', fault.rawBytes('HTTP/1.1 200 OK\r\ncontent-le', true), null],
    ['reset in mid-body', fault.resetInMidBody('{"a":'), '{"a":'],
    ['closed before the announced length', fault.cutShort('{"a":'), '{"a":'],
    ['closed between chunks', fault.cutChunks('{"a":'), '{"a":'],
    ['closed between chunks, as announced', fault.cutChunks('{"a":', 'close'), '{"a":'],
  ])('%s is a reset', async (_name, one, raw) => {
    const result = await meet(one);
    expect(result).toMatchObject({ status: 'failed', cause: 'reset', raw });
    expect(result.status === 'failed' ? result.detail : '').not.toMatch(/\n|at .*\.js/);
  });

  it('harms no later exchange', async () => {
    const server = await serve(fault.resetBeforeHeaders, fault.cutShort('{'), fault.ok('{}'));
    const transport = open(server.url, { connections: 1 });
    expect(await post(transport)).toMatchObject({ cause: 'reset' });
    expect(await post(transport)).toMatchObject({ cause: 'reset' });
    expect(textOf(await post(transport))).toBe('{}');
    expect(server.requests()).toHaveLength(3);
  });
});

describe('an answer that is no HTTP', () => {
  it.each([
    ['noise', fault.rawBytes('SSH-2.0-OpenSSH_9.2\r\n')],
    [
      'a switch of protocols',
      fault.rawBytes('HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
    ],
    ['a bad chunk', fault.rawBytes('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n')],
  ])('but %s is malformed', async (_name, one) => {
    expect(await meet(one)).toMatchObject({ status: 'failed', cause: 'malformed-response' });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is not followed and told by its host', async (code) => {
    const other = await serve();
    const result = await meet(fault.redirect(`${other.url}/sso?token=t0ken`, code));
    expect(result).toMatchObject({ status: 'failed', cause: 'malformed-response' });
    const detail = result.status === 'failed' ? result.detail : '';
    expect(detail).toContain(new URL(other.url).host);
    expect(detail).not.toMatch(/t0ken|sso/);
    expect(other.requests()).toEqual([]);
  });

  it('may point nowhere', () => {
    const base = new URL('https://a.example/v1');
    for (const location of [undefined, 'http://[', 'javascript:alert(1)']) {
      expect(describeRedirect(302, location, base)).toContain('without an address that can be read');
    }
    expect(describeRedirect(308, '/v2', base)).toContain('to https://a.example;');
    expect(describeRedirect(302, 'https://user:pass@b.example:8/x', base)).toContain(
      'to https://b.example:8;',
    );
  });
});

describe('the deadline', () => {
  it.each([
    ['an answer that never starts', fault.hang],
    ['a body that comes byte by byte', fault.drip('{"a":"a long answer indeed"}', 30)],
    ['headers that never end', fault.rawBytes('HTTP/1.1 200 OK\r\ncontent-le')],
    ['announcements without end', fault.rawBytes('HTTP/1.1 102 Processing\r\n\r\n'.repeat(5))],
  ])('ends %s, and its connection', async (_name, one) => {
    const server = await serve(one);
    const result = await post(open(server.url, { deadlineMs: 200 }));
    expect(result).toMatchObject({
      status: 'failed',
      cause: 'client-timeout',
      detail: 'no whole answer within 200 ms',
    });
    expect(result.latencyMs).toBeGreaterThanOrEqual(195);
    expect(result.latencyMs).toBeLessThan(2000);
    await expect.poll(() => server.connections()).not.toContain(1);
  });

  it('holds for an exchange that waits for a connection, which is then never sent', async () => {
    const server = await serve(fault.hang, fault.ok('next'));
    const transport = open(server.url, { connections: 1, deadlineMs: 200 });
    // By the clock the first deadline may end a millisecond early, and the second request be sent in time.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const results = [post(transport), post(transport), post(transport)];
      await expect.poll(() => server.requests().length).toBe(1);
      vi.advanceTimersByTime(200);
      const [sent, ...waited] = await Promise.all(results);
      expect(sent).toMatchObject({ cause: 'client-timeout' });
      for (const result of waited) expect(result).toMatchObject({ cause: 'connection' });
    } finally {
      vi.useRealTimers();
    }
    expect(textOf(await post(transport))).toBe('next');
    expect(server.requests()).toHaveLength(2);
  });

  it('holds while a connection opens', async () => {
    await using silent = await listenInSilence();
    const transport = open(`https://127.0.0.1:${silent.port}`, { deadlineMs: 150 });
    const result = await post(transport);
    await transport.close();
    expect(result).toMatchObject({
      cause: 'connection',
      detail: expect.stringContaining('no connection was made'),
    });
    expect(result.latencyMs).toBeLessThan(2000);
  });

  it('may be longer than a timer can be', async () => {
    expect(textOf(await meet(fault.delayedOk('{}', 30), { deadlineMs: 2 ** 40 }))).toBe('{}');
  });
});

describe('an interrupt', () => {
  it('ends what is under way, and its connection', async () => {
    const server = await serve(fault.hang, fault.drip('{"a":"a long answer indeed"}', 30));
    const transport = open(server.url);
    const stop = new AbortController();
    const results = [post(transport, '{}', stop.signal), post(transport, '{}', stop.signal)];
    await expect.poll(() => server.requests().length).toBe(2);
    stop.abort();
    for (const result of await Promise.all(results)) expect(result).toMatchObject({ cause: 'interrupted' });
    await expect.poll(() => server.connections().filter((number) => number <= 2)).toEqual([]);
  });

  it('that came before sends nothing', async () => {
    const server = await serve();
    expect(await post(open(server.url), '{}', AbortSignal.abort())).toMatchObject({ cause: 'interrupted' });
    expect(server.requests()).toEqual([]);
  });
});

describe('a closed transport', () => {
  it('interrupts what is under way and all that comes after', async () => {
    const server = await serve(fault.hang);
    const transport = open(server.url, { connections: 1 });
    const results = [post(transport), post(transport)];
    await expect.poll(() => server.requests().length).toBe(1);
    await transport.close();
    for (const result of await Promise.all(results)) {
      expect(result).toMatchObject({
        status: 'failed',
        cause: 'interrupted',
        detail: 'the client was closed',
      });
    }
    expect(await post(transport)).toMatchObject({ cause: 'interrupted' });
    await transport.close();
    await expect.poll(() => server.connections()).toEqual([]);
    expect(server.requests()).toHaveLength(1);
  });

  it('leaves no connection that is still opening', async () => {
    await using silent = await listenInSilence();
    const transport = open(`https://127.0.0.1:${silent.port}`);
    const result = post(transport);
    await expect.poll(() => silent.connections()).toBe(1);
    await transport.close();
    expect(await result).toMatchObject({ cause: 'interrupted' });
    await expect.poll(() => silent.connections()).toBe(0);
  });
});

describe('an endpoint that is not there', () => {
  it('is refused for every exchange, and served once it is back', async () => {
    const server = await serve(fault.ok('{}'));
    await server.refuse();
    const transport = open(server.url, { connections: 2 });
    const results = await Promise.all(Array.from({ length: 8 }, () => post(transport)));
    for (const result of results) {
      expect(result).toMatchObject({
        cause: 'connection',
        detail: 'the connection was refused (ECONNREFUSED)',
      });
    }
    await server.reopen();
    expect(textOf(await post(transport))).toBe('{}');
  });

  it('has a name that cannot be looked up', async () => {
    // A label of 64 characters is no host name: it is refused without asking a name server.
    const result = await post(open(`http://${'a'.repeat(64)}.invalid`));
    expect(result).toMatchObject({ status: 'failed', cause: 'name-lookup' });
  });

  it.each([
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, 'connecting', 'name-lookup', /name was not found/],
    [{ code: 'ENETUNREACH', syscall: 'connect' }, 'connecting', 'connection', /network is unreachable/],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'connecting', 'connection', /host is unreachable/],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'connecting', 'connection', /no connection was made/],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'connecting', 'connection', /in time/],
    [{ code: 'CERT_HAS_EXPIRED' }, 'connecting', 'connection', /expired/],
    [{ code: 'CERT_CHAIN_TOO_LONG' }, 'connecting', 'connection', /certificate was not accepted/],
    [{ code: 'ETIMEDOUT', syscall: 'read' }, 'waiting', 'reset', /before an answer came/],
    [{ code: 'ECONNRESET' }, 'connecting', 'reset', /before it was ready/],
    [{ code: 'x\u001b[31m' }, 'connecting', 'connection', /^no connection could be opened$/],
  ] as const)('by %j while %s is told as %s', (fields, phase, cause, detail) => {
    const error = Object.assign(new Error('s3cret at file.js:1:1'), fields);
    const failure = failureOf(error, phase);
    expect(failure.cause).toBe(cause);
    expect(failure.detail).toMatch(detail);
    expect(failure.detail).not.toMatch(/s3cret|file\.js/);
    expect(failureOf(new AggregateError([error]), phase)).toEqual(
      failureOf(Object.assign(new Error(), { code: fields.code }), phase),
    );
  });

  it('is one that this process may not reach', () => {
    const error = new PreceptorError('USAGE', 'a.example is not declared');
    expect(failureOf(error, 'connecting')).toEqual({
      cause: 'connection',
      detail: 'a.example is not declared',
    });
    expect(failureOf('no error at all', 'connecting').cause).toBe('connection');
  });
});

describe('over TLS', () => {
  const serveTls = async (name: string, validFor?: readonly [number, number]) => {
    const certificate = selfSigned(name, validFor);
    const server = await fault.startFaultServer(certificate);
    opened.push(server);
    server.script(fault.ok('{}'));
    return { url: server.url, ca: certificate.cert, requests: server.requests };
  };

  it('a certificate that is trusted is accepted', async () => {
    const { url, ca } = await serveTls('127.0.0.1');
    expect(textOf(await post(open(url, { ca })))).toBe('{}');
  });

  it('one that signs itself is not, and nothing is sent', async () => {
    const { url, requests } = await serveTls('127.0.0.1');
    const result = await post(open(url));
    expect(result).toMatchObject({ cause: 'connection', raw: null });
    expect(result.status === 'failed' ? result.detail : '').toMatch(
      /certificate .* signed by itself .*\(DEPTH_ZERO/,
    );
    expect(requests()).toEqual([]);
  });

  it('not even where the environment turns the check off', async () => {
    const { url } = await serveTls('127.0.0.1');
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await post(open(url))).toMatchObject({ cause: 'connection' });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it('nor one for another host, nor one that has expired', async () => {
    const other = await serveTls('gateway.test');
    expect(await post(open(other.url, { ca: other.ca }))).toMatchObject({
      cause: 'connection',
      detail: 'the certificate was not accepted: it is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
    });
    const expired = await serveTls('127.0.0.1', [-2, -1]);
    expect(await post(open(expired.url, { ca: expired.ca }))).toMatchObject({
      cause: 'connection',
      detail: 'the certificate was not accepted: it has expired (CERT_HAS_EXPIRED)',
    });
  });

  it('a port that does not speak it is told', async () => {
    const server = await serve();
    const result = await post(open(server.url.replace('http:', 'https:')));
    expect(result).toMatchObject({ status: 'failed' });
    expect(result.status === 'failed' ? result.cause : '').toMatch(/^(connection|reset)$/);
  });
});

describe('many exchanges', () => {
  it('each get their own answer although the server answers the last one first', async () => {
    const server = await serve(...fault.echoReversed(50));
    const transport = open(server.url, { connections: 50 });
    const bodies = Array.from({ length: 50 }, (_, i) => JSON.stringify({ i }));
    const results = await Promise.all(bodies.map((body) => post(transport, body)));
    expect(results.map(textOf)).toEqual(bodies);
    expect(server.requests()).toHaveLength(50);
  });

  it('each get their own answer over fewer connections, some of which break', async () => {
    const bodies = Array.from({ length: 60 }, (_, i) => JSON.stringify({ i }));
    const server = await serve(
      ...bodies.map((_, i) =>
        i % 7 === 3 ? fault.resetBeforeHeaders : i % 11 === 5 ? fault.cutShort('{"i":0') : fault.echo,
      ),
    );
    const transport = open(server.url, { connections: 5 });
    const results = await Promise.all(bodies.map((body) => post(transport, body)));
    for (const [i, result] of results.entries()) {
      if (result.status === 'received') expect(result.text).toBe(bodies[i]);
      else expect(result.cause).toBe('reset');
    }
    expect(server.requests()).toHaveLength(60);
  });

  it.each([0, 20])('are not given an answer that was sent twice (%i ms apart)', async (afterMs) => {
    const server = await serve(fault.duplicate('"first"', '"again"', afterMs), fault.echo);
    const transport = open(server.url, { connections: 1 });
    expect(textOf(await post(transport))).toBe('"first"');
    if (afterMs > 0) await expect.poll(() => server.connections()).toEqual([]);
    expect(textOf(await post(transport, '"second"'))).toBe('"second"');
  });
});

/** A port that takes connections and never says a word. */
async function listenInSilence(): Promise<
  AsyncDisposable & { readonly port: number; connections(): number }
> {
  let count = 0;
  const server: Server = createServer((socket) => {
    count += 1;
    socket
      .on('error', () => {})
      .on('close', () => {
        count -= 1;
      });
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => count,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
