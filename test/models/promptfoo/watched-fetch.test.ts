import { expect, it } from 'vitest';
import { type WatchedCall, watched, watchedFetch } from '../../../src/models/promptfoo/watched-fetch.js';
import {
  badGzip,
  cutShort,
  type Fault,
  invalidUtf8,
  ok,
  resetBeforeHeaders,
  resetInMidBody,
  startFaultServer,
  status,
} from '../../fixtures/http/fault-server.js';

/** What is seen of one request, and whether whoever sent it was given a response. */
async function callOf(fault: Fault): Promise<WatchedCall & { readonly isGiven: boolean }> {
  await using server = await startFaultServer();
  server.script(fault);
  const call: WatchedCall = { signal: new AbortController().signal, seen: null, broken: null };
  const fetch = watchedFetch(globalThis.fetch);
  const isGiven = await watched(call, () => fetch(server.url)).then(
    () => true,
    () => false,
  );
  return { ...call, isGiven };
}

const coded = (coding: string): Fault => status(200, { 'content-encoding': coding }, 'no such coding');

it('keeps the response of a vendor and hands it on', async () => {
  expect(await callOf(ok('{"é":1}'))).toMatchObject({
    isGiven: true,
    seen: { httpStatus: 200, body: '{"é":1}' },
    broken: null,
  });
});

it.each<readonly [string, Fault, string, string]>([
  ['bytes that are no UTF-8', invalidUtf8, 'malformed-response', 'expected a body in UTF-8'],
  ['a gzip body that is none', badGzip, 'malformed-response', 'content-encoding'],
  ['a deflate body that is none', coded('deflate'), 'malformed-response', 'content-encoding'],
  ['a brotli body that is none', coded('br'), 'malformed-response', 'content-encoding'],
  ['a reset in mid-body', resetInMidBody('{"a"'), 'reset', 'in the middle of the answer'],
  ['a reset before the headers', resetBeforeHeaders, 'reset', 'before an answer came'],
  ['a close in mid-body', cutShort('{"a"'), 'reset', 'answer'],
])('charges %s, and hands nothing on', async (_name, fault, cause, detail) => {
  expect(await callOf(fault)).toMatchObject({
    isGiven: false,
    broken: { cause, detail: expect.stringContaining(detail) },
  });
});

it('lets the status of an error count, whatever its characters', async () => {
  expect(await callOf(status(500, {}, Buffer.from([0xc3, 0x28])))).toMatchObject({
    isGiven: true,
    seen: { httpStatus: 500 },
    broken: null,
  });
});
