import { confineIfInherited } from './confined-thread.js';
import { guardThread } from './egress-guard.js';

// Loaded first in a worker thread (`--require`): nothing that comes after it reaches a host.
guardThread();
confineIfInherited();
