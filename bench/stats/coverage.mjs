// Coverage of intervals and error of the first kind of the gate, by simulation; two worker threads.
//   node bench/stats/coverage.mjs [--runs 2000] [--seed 20260115] [--only gate|mean|proportion|ppi]
// A share over `runs` has a standard error of sqrt(p (1 - p) / runs): 0.0049 for 0.95 and 0.0035 for 0.025 at 2,000.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as stats from '../../dist/stats/index.js';

const MARGIN = 0.05;
const ALPHA = 0.025;
const LEVEL = 0.95;
const RESAMPLES = 1000;

const equal = (clusters, size) => new Array(clusters).fill(size);
const unequal = [...equal(4, 20), ...equal(30, 2)];
const inClusters = (sizes) => Int32Array.from(sizes.flatMap((size, c) => equal(size, c)));

/** 0/1 pairs whose expected difference is -MARGIN; with probability `tie` a unit repeats its cluster's first draw. */
function pairs(rng, sizes, { discordance, tie, repeats = 1 }) {
  const newValues = [];
  const oldValues = [];
  const once = () => {
    const u = rng.next();
    if (u < (discordance - MARGIN) / 2) return [1, 0];
    return u < discordance ? [0, 1] : [1, 1];
  };
  for (const size of sizes) {
    const shared = once();
    for (let i = 0; i < size; i++) {
      const own = rng.next() < tie ? shared : once();
      let [now, before] = [0, 0];
      for (let k = 0; k < repeats; k++) {
        const draw = rng.next() < 0.5 ? own : once();
        now += (repeats === 1 ? own : draw)[0] / repeats;
        before += (repeats === 1 ? own : draw)[1] / repeats;
      }
      newValues.push(now);
      oldValues.push(before);
    }
  }
  return {
    newValues: Float64Array.from(newValues),
    oldValues: Float64Array.from(oldValues),
    clusters: inClusters(sizes),
  };
}

function cells({ newValues, oldValues }) {
  const counts = { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 };
  newValues.forEach((now, i) => {
    if (now > oldValues[i]) counts.onlyNew += 1;
    else if (now < oldValues[i]) counts.onlyOld += 1;
    else if (now === 1) counts.bothRight += 1;
    else counts.bothWrong += 1;
  });
  return counts;
}

/** One run of the gate's rivals at the margin: 1 where the method calls the new model non-inferior, null where it says nothing. */
function gateRun(rng, sizes, design) {
  const units = pairs(rng, sizes, design);
  const difference = units.newValues.map((value, i) => value - units.oldValues[i]);
  const isBinary = (design.repeats ?? 1) === 1;
  const mean = stats.clusterMean(difference, units.clusters, LEVEL);
  const boot = stats.bootstrapMean(difference, units.clusters, {
    level: LEVEL,
    replicates: RESAMPLES,
    seed: Math.floor(rng.next() * 2 ** 32),
    method: 'percentile',
  });
  const gate = stats.nonInferiority(units, { margin: MARGIN, alpha: ALPHA }, rng);
  const above = (interval) => (interval.status === 'estimated' ? Number(interval.lower > -MARGIN) : null);
  return {
    Tango: isBinary ? above(stats.tangoInterval(cells(units), LEVEL)) : null,
    'CR2-t': above(mean),
    'cluster bootstrap': above(boot),
    gate: gate.status === 'estimated' ? Number(gate.isNonInferior) : null,
  };
}

/** Covers the true mean 0.7: shares of 0/1 cases in clusters, or of the mean over repeats. */
function meanRun(rng, sizes, { tie, repeats = 1 }) {
  const truth = 0.7;
  const once = () => Number(rng.next() < truth);
  const values = sizes.flatMap((size) => {
    const shared = once();
    return Array.from({ length: size }, () => {
      const own = rng.next() < tie ? shared : once();
      if (repeats === 1) return own;
      let sum = 0;
      for (let k = 0; k < repeats; k++) sum += rng.next() < 0.5 ? own : once();
      return sum / repeats;
    });
  });
  const column = Float64Array.from(values);
  const clusters = inClusters(sizes);
  const covers = (interval) =>
    interval.status === 'estimated' ? Number(interval.lower <= truth && truth <= interval.upper) : null;
  const ones = values.reduce((a, b) => a + b, 0);
  return {
    Wilson: repeats === 1 ? covers(stats.wilson(ones, values.length, LEVEL)) : null,
    'CR2-t': covers(stats.clusterMean(column, clusters, LEVEL)),
    'cluster bootstrap': covers(
      stats.bootstrapMean(column, clusters, {
        level: LEVEL,
        replicates: RESAMPLES,
        seed: Math.floor(rng.next() * 2 ** 32),
        method: 'percentile',
      }),
    ),
    default: covers(stats.defaultMeanInterval(column, clusters, LEVEL, { min: 0, max: 1 })),
  };
}

/** Covers a proportion from few cases. */
function proportionRun(rng, { n, p }) {
  let events = 0;
  for (let i = 0; i < n; i++) events += Number(rng.next() < p);
  const covers = ({ lower, upper }) => Number(lower <= p && p <= upper);
  return {
    Wilson: covers(stats.wilson(events, n, LEVEL)),
    'Clopper-Pearson': covers(stats.clopperPearson(events, n, LEVEL)),
    Jeffreys: covers(stats.jeffreys(events, n, LEVEL)),
    'Agresti-Coull': covers(stats.agrestiCoull(events, n, LEVEL)),
  };
}

/** Covers the true pass rate from judged items, some of them labelled by people. */
function ppiRun(rng, { items, labels, pass, sensitivity, specificity }) {
  const human = [];
  const judge = [];
  const unlabelled = [];
  for (let i = 0; i < items; i++) {
    const truth = Number(rng.next() < pass);
    const verdict = truth === 1 ? Number(rng.next() < sensitivity) : Number(rng.next() >= specificity);
    if (i < labels) {
      human.push(truth);
      judge.push(verdict);
    } else unlabelled.push(verdict);
  }
  const covers = (interval) =>
    interval.status === 'estimated' ? Number(interval.lower <= pass && pass <= interval.upper) : null;
  const naive = judge.concat(unlabelled).reduce((a, b) => a + b, 0);
  const units = {
    human: Float64Array.from(human),
    judge: Float64Array.from(judge),
    unlabelled: Float64Array.from(unlabelled),
  };
  return {
    'judge alone (Wilson)': covers(stats.wilson(naive, items, LEVEL)),
    'labels alone (Wilson)': covers(
      stats.wilson(
        human.reduce((a, b) => a + b, 0),
        labels,
        LEVEL,
      ),
    ),
    'PPI++': covers(stats.predictionPoweredMean(units, 'tuned', LEVEL)),
  };
}

const DESIGNS = {
  gate: [
    ['independent, 60 x 5', equal(60, 5), { discordance: 0.15, tie: 0 }],
    ['ICC .2, 60 x 5', equal(60, 5), { discordance: 0.15, tie: Math.sqrt(0.2) }],
    ['ICC .2, 20 x 5', equal(20, 5), { discordance: 0.15, tie: Math.sqrt(0.2) }],
    ['ICC .2, 4 x 20 + 30 x 2', unequal, { discordance: 0.15, tie: Math.sqrt(0.2) }],
    ['independent, 100 x 1, discordance .055', equal(100, 1), { discordance: 0.055, tie: 0 }],
    ['independent, 300 x 1', equal(300, 1), { discordance: 0.15, tie: 0 }],
    ['5 repeats, 60 x 5, ICC .2', equal(60, 5), { discordance: 0.15, tie: Math.sqrt(0.2), repeats: 5 }],
    ['5 repeats, 100 x 1', equal(100, 1), { discordance: 0.15, tie: 0, repeats: 5 }],
  ].map(([name, sizes, design]) => ({ name, run: (rng) => gateRun(rng, sizes, design) })),
  mean: [
    ['independent, 100 x 1', equal(100, 1), { tie: 0 }],
    ['independent, 60 x 5', equal(60, 5), { tie: 0 }],
    ['ICC .2, 60 x 5', equal(60, 5), { tie: Math.sqrt(0.2) }],
    ['ICC .2, 20 x 5', equal(20, 5), { tie: Math.sqrt(0.2) }],
    ['ICC .2, 4 x 20 + 30 x 2', unequal, { tie: Math.sqrt(0.2) }],
    ['5 repeats, ICC .2, 60 x 5', equal(60, 5), { tie: Math.sqrt(0.2), repeats: 5 }],
    ['5 repeats, 100 x 1', equal(100, 1), { tie: 0, repeats: 5 }],
  ].map(([name, sizes, design]) => ({ name, run: (rng) => meanRun(rng, sizes, design) })),
  proportion: [
    { n: 20, p: 0.05 },
    { n: 50, p: 0.02 },
    { n: 100, p: 0.5 },
    { n: 100, p: 0.9 },
    { n: 300, p: 0.01 },
    { n: 500, p: 0.98 },
  ].map((design) => ({ name: `n = ${design.n}, p = ${design.p}`, run: (rng) => proportionRun(rng, design) })),
  ppi: [
    { items: 1000, labels: 100, pass: 0.6, sensitivity: 0.9, specificity: 0.7 },
    { items: 2000, labels: 200, pass: 0.6, sensitivity: 0.95, specificity: 0.85 },
    { items: 1000, labels: 100, pass: 0.8, sensitivity: 0.95, specificity: 0.8 },
    { items: 2000, labels: 200, pass: 0.9, sensitivity: 0.97, specificity: 0.9 },
    { items: 2000, labels: 200, pass: 0.98, sensitivity: 0.97, specificity: 0.85 },
  ].map((design) => ({
    name: `${design.items} judged, ${design.labels} labelled, pass ${design.pass}, sens ${design.sensitivity}, spec ${design.specificity}`,
    run: (rng) => ppiRun(rng, design),
  })),
};

const WHAT = {
  gate: `called non-inferior at a true loss of ${MARGIN} (nominal ${ALPHA})`,
  mean: `95 % interval covers the true mean`,
  proportion: `95 % interval covers the true proportion`,
  ppi: `95 % interval covers the true pass rate`,
};

/** Run r draws from the generator seeded by seed + r: the number of threads changes nothing. */
function simulate({ family, index, from, to, seed }) {
  const { run } = DESIGNS[family][index];
  const tallies = {};
  for (let r = from; r < to; r++) {
    for (const [method, hit] of Object.entries(run(stats.mersenneTwister((seed + r) >>> 0)))) {
      tallies[method] ??= { hits: 0, of: 0 };
      const tally = tallies[method];
      if (hit === null) continue;
      tally.hits += hit;
      tally.of += 1;
    }
  }
  return tallies;
}

if (!isMainThread) {
  parentPort.on('message', (job) => parentPort.postMessage(simulate(job)));
} else {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '20260115' },
      only: { type: 'string' },
    },
  });
  await main(Number(values.runs), Number(values.seed), values.only);
}

async function main(runs, seed, only) {
  const threads = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL(import.meta.url), { workerData }),
  );
  const ask = (thread, job) =>
    new Promise((resolve, reject) => {
      const done = (tallies) => {
        thread.off('error', reject);
        resolve(tallies);
      };
      thread.once('message', done);
      thread.once('error', reject);
      thread.postMessage(job);
    });
  for (const [family, designs] of Object.entries(DESIGNS)) {
    if (only !== undefined && only !== family) continue;
    process.stdout.write(`\n${family}: ${WHAT[family]}; ${runs} runs a design\n`);
    for (const [index, { name }] of designs.entries()) {
      const share = Math.ceil(runs / threads.length);
      const parts = await Promise.all(
        threads.map((thread, t) =>
          ask(thread, {
            family,
            index,
            from: t * share,
            to: Math.min(runs, (t + 1) * share),
            seed,
          }),
        ),
      );
      const methods = Object.keys(parts[0]);
      const cells = methods.map((method) => {
        const [hits, of] = ['hits', 'of'].map((key) =>
          parts.reduce((sum, part) => sum + part[method][key], 0),
        );
        return of === 0 ? '' : `${method} ${(hits / of).toFixed(4)}${of < runs ? ` (of ${of})` : ''}`;
      });
      process.stdout.write(`${name.padEnd(76)}${cells.filter((cell) => cell !== '').join('   ')}\n`);
    }
  }
  await Promise.all(threads.map((thread) => thread.terminate()));
}
