// Something that telephones home, to the port PRECEPTOR_TEST_HOME: as soon as the process is guarded, with the first
// connection that the guard lets through, and when nothing is left to do.
import net from 'node:net';
import { isMainThread } from 'node:worker_threads';

const connect = net.Socket.prototype.connect;
let isAsking = false;

function plain(...args) {
  const [options] = args;
  if (!isAsking && options?.port > 1) {
    isAsking = true;
    telephone();
  }
  return connect.apply(this, args);
}

function telephone() {
  const socket = net.connect(Number(process.env.PRECEPTOR_TEST_HOME), '127.0.0.1');
  socket.on('error', () => undefined).on('connect', () => socket.destroy());
}

function watch() {
  if (net.Socket.prototype.connect === plain) setImmediate(watch).unref();
  else telephone();
}

if (isMainThread && process.argv[1]?.endsWith('main.js')) {
  net.Socket.prototype.connect = plain;
  setImmediate(watch).unref();
  process.once('beforeExit', telephone);
}
