import { BROKEN_DATA } from './broken-data.mjs';
import { BROKEN_IMPORTS } from './broken-imports.mjs';
import { BROKEN_PLANS, BROKEN_RUNS } from './broken-runs.mjs';

export { prepareTemplates, tryBrokenInput } from './broken-workspace.mjs';

export const BROKEN_INPUTS = [...BROKEN_DATA, ...BROKEN_PLANS, ...BROKEN_RUNS, ...BROKEN_IMPORTS];
