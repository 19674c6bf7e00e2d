import os from 'node:os';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { guardPrograms } from './guard-programs.js';
import { createPatches } from './patches.js';

const KEY = 'preceptor:confined';
const HOME = process.platform === 'win32' ? 'USERPROFILE' : 'HOME';

/**
 * Keeps this worker thread, and those that it starts from now on, from starting programs and from the user’s home: the
 * home is the one of the thread’s own environment, where Node answers with that of the process.
 *
 * @throws PreceptorError `ENVIRONMENT` where this Node lacks what is to be replaced
 */
export function confineThread(): void {
  setEnvironmentData(KEY, true);
  const patches = createPatches();
  guardPrograms(patches);
  patches.replace(os, 'homedir', (homedir) => (self, args) => process.env[HOME] ?? homedir(self, args));
  patches.publish();
}

/** Confines a thread that a confined one has started. */
export function confineIfInherited(): void {
  if (getEnvironmentData(KEY) === true) confineThread();
}
