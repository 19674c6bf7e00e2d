#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { exitWith, reportFailure } from './failure.js';

// Rows that were written lie in the heap until it is swept, and V8 lets it grow to four times what lives: here to one and
// a half times, so that a long run takes little more memory than a short one.
setFlagsFromString('--heap-growing-percent=50');

const json = process.argv.includes('--json');
let isDone = false;

/** Nobody caught it: our fault, and never the exit code of a decision. */
function endUncaught(error: unknown): never {
  process.exit(reportFailure(error, json));
}

/** Whoever read our output is gone (`| head`): there is nobody left to write to. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') endUncaught(error);
}

process.on('uncaughtException', endUncaught);
process.once('beforeExit', () => {
  if (!isDone) endUncaught(new Error('nothing was left to wait for, and the work was not done.'));
});
process.stdout.on('error', onOutputError);
process.stderr.on('error', onOutputError);

try {
  // Loaded here, so that a package that is missing is reported like every other fault.
  const { program, Finished } = await import('./program.js');
  try {
    await program().parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof Finished)) throw error;
  }
} catch (error) {
  exitWith(reportFailure(error, json));
}
isDone = true;
