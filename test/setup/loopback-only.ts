import { afterAll, afterEach } from 'vitest';
import { guardLoopback, requireLoopbackAlone } from './loopback-guard.js';

guardLoopback();
afterEach(requireLoopbackAlone);
afterAll(requireLoopbackAlone);
