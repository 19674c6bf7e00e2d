import { describe, expect, it } from 'vitest';
import { hostOf, normaliseHost, normalisePort, spellingOf } from '../../../src/models/egress/host.js';

describe('one spelling for a host', () => {
  it.each([
    ['API.Example.COM', 'api.example.com'],
    ['api.example.com.', 'api.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['model_1.internal', 'model_1.internal'],
    ['2130706433', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['127.0.0.1.', '127.0.0.1'],
    ['１２７.0.0.1', '127.0.0.1'],
    ['0', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
    ['[::1]', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:7f00:1', '127.0.0.1'],
    ['::ffff:0.0.0.0', '127.0.0.1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ])('is, for %s, %s', (text, host) => {
    expect(normaliseHost(text)).toBe(host);
  });

  it.each([
    '',
    '.',
    'a..b',
    'a.example..',
    '*.example.com',
    'user:secret@host',
    'host/path',
    'host?key=secret',
    'host#part',
    'host:80',
    'ho st',
    'host\n.example',
    'host\0.example',
    'host\\other',
    '%31',
    '[::1',
    '[host]',
    '1.2.3.4.5',
    '256.1.1.1',
    '4294967296',
    '-host.example',
    `${'a'.repeat(64)}.example`,
    `${'abcdefgh.'.repeat(30)}example`,
    'x'.repeat(2000),
    'fe80::1%a/b',
    5,
    null,
    { toString: () => 'host' },
  ])('is none for %j', (text) => {
    expect(normaliseHost(text)).toBeNull();
  });

  it('is handed on for a number, not for an address or the dot of a name', () => {
    expect(spellingOf('2130706433', '127.0.0.1')).toBe('127.0.0.1');
    expect(spellingOf('::ffff:127.0.0.1', '127.0.0.1')).toBe('::ffff:127.0.0.1');
    expect(spellingOf('Host.', 'host')).toBe('host.');
  });
});

it('takes for a port what Node takes', () => {
  expect([80, '80', ' 0x50 ', 0, 65_535].map(normalisePort)).toEqual([80, 80, 80, 0, 65_535]);
  expect(['', ' ', -1, 65_536, 1.5, 'x', null, undefined, [80]].map(normalisePort)).toEqual(
    Array(9).fill(null),
  );
});

describe('the host of a URL', () => {
  it.each([
    ['https://Gateway.Example/v1', 'gateway.example', 443],
    ['http://gateway.example', 'gateway.example', 80],
    ['https://gateway.example.:8443/v1', 'gateway.example', 8443],
    ['http://2130706433/', '127.0.0.1', 80],
    ['http://[::ffff:127.0.0.1]:8080/', '127.0.0.1', 8080],
    ['http://[::1]:8080/', '::1', 8080],
  ])('of %s is %s at %i', (url, host, port) => {
    expect(hostOf(url)).toEqual({ host, port });
  });

  it.each([
    '',
    'gateway.example',
    'ftp://gateway.example/',
    'file:///etc/passwd',
    'http://',
    'http://*.example/?key=s3cret',
  ])('is refused for %j without repeating it', (url) => {
    expect(() => hostOf(url)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.not.stringContaining('s3cret') }),
    );
  });
});
