// Every attempt to reach a host throws, and is written down where PRECEPTOR_TEST_NETWORK names a file.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

function refuse(what) {
  return () => {
    const file = process.env.PRECEPTOR_TEST_NETWORK;
    if (file !== undefined) appendFileSync(file, `${what}\n`);
    throw new Error(`network: ${what}`);
  };
}

net.Socket.prototype.connect = refuse('connect');
dns.lookup = refuse('lookup');
dns.resolve = refuse('resolve');
dns.promises.lookup = refuse('lookup');
dgram.Socket.prototype.send = refuse('send');
globalThis.fetch = refuse('fetch');
