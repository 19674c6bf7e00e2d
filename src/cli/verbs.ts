import type { Command } from 'commander';
import { cacheVerb } from './commands/cache.js';
import { compareVerb } from './commands/compare.js';
import { demoVerb } from './commands/demo.js';
import { gateVerb } from './commands/gate.js';
import { gradeVerb } from './commands/grade.js';
import { importVerb } from './commands/import.js';
import { initVerb } from './commands/init.js';
import { measureVerb } from './commands/measure.js';
import { planVerb } from './commands/plan.js';
import { readVerb } from './commands/read.js';
import { reportVerb } from './commands/report.js';
import { runVerb } from './commands/run.js';
import { validateVerb } from './commands/validate.js';
import { whyVerb } from './commands/why.js';

/** Every verb; adding one is a file and a line. */
export const VERBS = {
  init: initVerb,
  validate: validateVerb,
  plan: planVerb,
  run: runVerb,
  read: readVerb,
  grade: gradeVerb,
  measure: measureVerb,
  compare: compareVerb,
  gate: gateVerb,
  report: reportVerb,
  why: whyVerb,
  import: importVerb,
  cache: cacheVerb,
  demo: demoVerb,
} as const satisfies Record<string, (command: Command) => void>;
