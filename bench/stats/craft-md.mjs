// The whole analysis of CRAFT-MD from a stored run: accuracy, pass^5, ICC, and the paired comparison of both models by four
// methods, per protocol and in every specialty with Holm's correction.
//   node bench/stats/craft-md.mjs [workspace]    a workspace of examples/craft-md.sh; default: makes one from PRECEPTOR_DATA
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as stats from '../../dist/stats/index.js';
import { newestRun, readRepeats } from './stored-repeats.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const DATA = process.env.PRECEPTOR_DATA ?? join(ROOT, '..', 'shared', 'data');
const LEVEL = 0.95;
const REPLICATES = 10_000;
const REPEATS = 5;
const SEED = 20260115;

const [given] = process.argv.slice(2);
const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'preceptor-craft-')) : null;
try {
  const workspace = given ?? join(folder, 'workspace');
  if (given === undefined) {
    execFileSync('sh', [join(ROOT, 'examples', 'craft-md.sh'), join(DATA, 'craft-md'), workspace], {
      stdio: 'ignore',
    });
  }
  await analyse(newestRun(workspace));
} finally {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}

async function analyse(file) {
  const startedMs = performance.now();
  const pool = stats.openBootstrapPool(availableParallelism());
  const run = await readRepeats(file);
  const readMs = performance.now() - startedMs;
  const [candidate, baseline] = run.models;
  const specialties = [...new Set(run.cases.map(({ strata }) => strata.specialty))].sort();
  for (const protocol of run.protocols) {
    process.stdout.write(`\n${protocol}\n`);
    for (const model of run.models) describe(run, protocol, model);
    const all = run.cases.map((_, row) => row);
    const whole = await compare(run, protocol, all, pool);
    process.stdout.write(`${candidate} − ${baseline}, all cases\n${comparisonText(whole)}\n`);
    const parts = [];
    for (const specialty of specialties) {
      const rows = all.filter((row) => run.cases[row].strata.specialty === specialty);
      parts.push({ specialty, ...(await compare(run, protocol, rows, pool)) });
    }
    printSpecialties(parts);
  }
  await pool.close();
  const seconds = (performance.now() - startedMs) / 1000;
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `\n${seconds.toFixed(2)} s in all, ${(readMs / 1000).toFixed(2)} s of it reading the store; at most ${mebibytes.toFixed(0)} MiB\n`,
  );
}

/** Verdicts that the grader gave; a missing one is no verdict on the model. */
function given01(repeats) {
  return repeats.filter((met) => met !== null);
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function describe(run, protocol, model) {
  const repeats = run.repeats(protocol, model).map(given01);
  const rows = [...repeats.keys()].filter((row) => repeats[row].length > 0);
  const clusters = Int32Array.from(rows);
  const accuracy = stats.clusterMean(
    Float64Array.from(rows, (row) => mean(repeats[row])),
    clusters,
    LEVEL,
  );
  const whole = rows.filter((row) => repeats[row].length === REPEATS);
  const reliability = stats.clusterMean(
    Float64Array.from(whole, (row) =>
      stats.passHatK(
        repeats[row].reduce((a, b) => a + b, 0),
        REPEATS,
        REPEATS,
      ),
    ),
    Int32Array.from(whole),
    LEVEL,
  );
  const values = rows.flatMap((row) => repeats[row]);
  const groups = rows.flatMap((row) => repeats[row].map(() => row));
  const components = stats.varianceComponents(Float64Array.from(values), Int32Array.from(groups));
  process.stdout.write(
    `  ${model.padEnd(12)} accuracy ${interval(accuracy)}   pass^${REPEATS} ${interval(reliability)} (n ${whole.length})   ICC(1) ${components.icc.toFixed(4)}, within ${components.within.toFixed(4)}\n`,
  );
}

async function compare(run, protocol, rows, pool) {
  const [candidate, baseline] = run.models.map((model) => run.repeats(protocol, model));
  const paired = rows.filter(
    (row) => given01(candidate[row]).length > 0 && given01(baseline[row]).length > 0,
  );
  const differences = Float64Array.from(
    paired,
    (row) => mean(given01(candidate[row])) - mean(given01(baseline[row])),
  );
  const clusters = Int32Array.from(paired);
  const options = { level: LEVEL, replicates: REPLICATES, seed: SEED, method: 'percentile' };
  const first = paired.filter((row) => candidate[row][0] !== null && baseline[row][0] !== null);
  const cells = { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 };
  for (const row of first) {
    const [now, before] = [candidate[row][0], baseline[row][0]];
    cells[now === 1 ? (before === 1 ? 'bothRight' : 'onlyNew') : before === 1 ? 'onlyOld' : 'bothWrong'] += 1;
  }
  return {
    n: paired.length,
    cr2: stats.clusterMean(differences, clusters, LEVEL),
    bootstrap: await pool.bootstrapSums(stats.meanSums(differences, clusters), options),
    signFlip: stats.signFlipTest(differences, clusters, { seed: SEED, level: LEVEL }),
    tango: stats.tangoInterval(cells, LEVEL),
    tangoN: first.length,
    midP: stats.mcnemarMidP(cells),
  };
}

function interval(found) {
  if (found.status === 'insufficient') return 'insufficient';
  return `${found.value.toFixed(4)} (${found.lower.toFixed(4)} to ${found.upper.toFixed(4)})`;
}

function comparisonText({ n, cr2, bootstrap, signFlip, tango, tangoN, midP }) {
  return [
    `  CR2-t              ${interval(cr2)}, n ${n}`,
    `  cluster bootstrap  ${interval(bootstrap)}`,
    `  sign-flip          ${interval(signFlip.interval)}, p ${signFlip.p.toFixed(4)}`,
    `  Tango, repeat 1    ${interval(tango)}, n ${tangoN}, McNemar mid-p ${midP.toExponential(1)}`,
  ].join('\n');
}

function printSpecialties(parts) {
  const adjusted = stats.holm(parts.map(({ signFlip }) => signFlip.p));
  process.stdout.write(
    `  ${'specialty'.padEnd(28)}${'n'.padStart(5)}  CR2-t                       bootstrap          `,
  );
  process.stdout.write('sign-flip p   Holm    Tango, repeat 1\n');
  for (const [i, { specialty, n, cr2, bootstrap, signFlip, tango }] of parts.entries()) {
    const limits = (found) =>
      found.status === 'insufficient'
        ? 'insufficient'
        : `${found.lower.toFixed(3)} to ${found.upper.toFixed(3)}`;
    process.stdout.write(
      `  ${specialty.slice(0, 27).padEnd(28)}${String(n).padStart(5)}  ${interval(cr2).padEnd(28)}${limits(bootstrap).padEnd(19)}${signFlip.p.toFixed(4).padEnd(14)}${adjusted[i].toFixed(4).padEnd(8)}${limits(tango)}\n`,
    );
  }
}
