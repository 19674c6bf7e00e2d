// Speed of the statistics beside NumPy and SciPy: medians of interleaved pairs of runs, with the ratio of each pair.
//   node bench/stats/speed.mjs [--pairs 5] [--only bca] ; needs `npm run build`; PYTHON chooses the interpreter
// Both sides see the same data (MT19937, seed 1); their results are compared as well, so that both have done the work.
import { spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const stats = await import(process.env.PRECEPTOR_DIST ?? '../../dist/stats/index.js');
const HERE = dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: { pairs: { type: 'string', default: '5' }, only: { type: 'string', default: '' } },
});

const N = 2000;
const REPLICATES = 10_000;
const rng = stats.mersenneTwister(1);
const draws = (n, value = (u) => u) => Float64Array.from({ length: n }, () => value(rng.next()));
const single = Int32Array.from({ length: N }, (_, i) => i);
const fives = Int32Array.from({ length: 5 * N }, (_, i) => Math.floor(i / 5));
const values = draws(N, (u) => u ** 2);
const rows = draws(5 * N);
const differences = draws(N, (u) => u - 0.49);
const scores = draws(100_000, (u) => Math.floor(u * 5000) / 5000);
const outcomes = scores.map((score) => (rng.next() < 0.3 + 0.4 * score ? 1 : 0));
const ratings = makeRatings();
const options = { level: 0.95, replicates: REPLICATES, seed: 1 };

const opened = performance.now();
const pool = stats.openBootstrapPool(2);
const mean = (of, clusters) => stats.meanSums(of, clusters);
// The threads load their module and compile before anything is measured, as NumPy is imported before.
await pool.bootstrapSums(mean(values, single), { ...options, method: 'bca', replicates: 100 });
const openedMs = performance.now() - opened;

/** One benchmark a line: what is computed, our call, the reference, and how its result is ours. */
const BENCHMARKS = [
  {
    id: 'bca',
    what: 'BCa of a mean, n = 2,000, B = 10,000',
    call: 'bootstrapMean, 1 thread',
    run: () => stats.bootstrapMean(values, single, { ...options, method: 'bca' }).se,
    references: ['bca-scipy', 'bca-numpy'],
    within: 0.05,
  },
  {
    id: 'bca',
    what: 'BCa of a mean, n = 2,000, B = 10,000',
    call: 'openBootstrapPool(2).bootstrapSums',
    run: async () => (await pool.bootstrapSums(mean(values, single), { ...options, method: 'bca' })).se,
    references: ['bca-scipy', 'bca-numpy'],
    within: 0.05,
  },
  {
    id: 'clusters',
    what: 'cluster bootstrap, 2,000 x 5, B = 10,000',
    call: 'bootstrapMean, 1 thread',
    run: () => stats.bootstrapMean(rows, fives, { ...options, method: 'percentile' }).se,
    references: ['clusters-numpy'],
    within: 0.05,
  },
  {
    id: 'clusters',
    what: 'cluster bootstrap, 2,000 x 5, B = 10,000',
    call: 'openBootstrapPool(2).bootstrapSums',
    run: async () => (await pool.bootstrapSums(mean(rows, fives), { ...options, method: 'percentile' })).se,
    references: ['clusters-numpy'],
    within: 0.05,
  },
  {
    id: 'flips',
    what: 'sign-flip, 2,000 clusters, B = 10,000',
    call: 'signFlipTest, with limits, 1 thread',
    run: () => stats.signFlipTest(differences, single, { seed: 1, alternative: 'greater' }).p,
    references: ['flips-numpy', 'flips-numpy-single'],
    within: 0.3,
  },
  {
    id: 'delong',
    what: 'AUROC with its DeLong SE, n = 100,000',
    call: 'aurocInterval',
    run: () => stats.aurocInterval(scores, outcomes, 0.95).se,
    references: ['delong-numpy'],
    within: 1e-9,
  },
  {
    id: 'alpha',
    what: "Krippendorff's alpha, 2,000 x 10, interval",
    call: 'krippendorffAlpha',
    run: () => stats.krippendorffAlpha(ratings, 'interval').value,
    references: ['alpha-numpy'],
    within: 1e-9,
  },
];

function makeRatings() {
  const unit = draws(2000);
  const noise = draws(20_000);
  const value = noise.map((u, i) =>
    Math.floor(Math.min(4.999, Math.max(0, unit[Math.floor(i / 10)] * 5 + (u * 2 - 1)))),
  );
  const given = draws(20_000);
  const kept = [...value.keys()].filter((i) => given[i] < 0.9);
  return {
    units: Int32Array.from(kept, (i) => Math.floor(i / 10)),
    values: Float64Array.from(kept, (i) => value[i]),
  };
}

function startPython() {
  const child = spawn(process.env.PYTHON ?? '/usr/bin/python3', [join(HERE, 'speed.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('Python ended before its answer');
    return JSON.parse(value);
  };
  return {
    ready: answer,
    run: (key) => {
      child.stdin.write(`${key}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}

async function timed(run) {
  const worked = process.cpuUsage();
  const started = performance.now();
  const result = await run();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(worked);
  return { wall, cpu: (user + system) / 1000, result };
}

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Two calls of warming, then pairs: ours, theirs, ours, theirs. */
async function compare(benchmark, key, python, pairs) {
  for (let i = 0; i < 2; i++) {
    await benchmark.run();
    await python.run(key);
  }
  const found = [];
  for (let pair = 0; pair < pairs; pair++) {
    const ours = await timed(benchmark.run);
    const { wall, cpu, result } = await python.run(key);
    const other = Array.isArray(result) ? result[key === 'delong-numpy' ? 1 : 0] : result;
    if (!(Math.abs(ours.result - other) <= benchmark.within * Math.abs(other))) {
      throw new Error(`${benchmark.what}: ours ${ours.result}, ${key} ${other}`);
    }
    found.push({ ours, theirs: { wall: wall * 1000, cpu: cpu * 1000 } });
  }
  return found;
}

/** A median of ours, of theirs, and of the ratios of the pairs, with the least and the most. */
function cells(found, time) {
  const ratios = found.map(({ ours, theirs }) => theirs[time] / ours[time]);
  const spread = `${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)}`;
  const ours = median(found.map((pair) => pair.ours[time])).toFixed(1);
  const theirs = median(found.map((pair) => pair.theirs[time])).toFixed(1);
  return `${ours} | ${theirs} | ${median(ratios).toFixed(2)} (${spread})`;
}

const python = startPython();
const { names, versions } = await python.ready();
const say = (line) => process.stdout.write(`${line}\n`);
say(
  `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ${versions}; ${args.pairs} pairs each`,
);
say(
  `load before: ${loadavg()[0].toFixed(2)}; opening the pool of 2 threads: ${openedMs.toFixed(0)} ms, once\n`,
);
say('wall: time by the clock; CPU: processor time of all threads; times: theirs / ours (least..most)\n');
say('| what | ours | reference | wall ms | its ms | times | CPU ms | its ms | times |');
say('|---|---|---|---|---|---|---|---|---|');
for (const benchmark of BENCHMARKS.filter(({ id }) => args.only === '' || id === args.only)) {
  for (const key of benchmark.references) {
    const found = await compare(benchmark, key, python, Number(args.pairs));
    say(
      `| ${benchmark.what} | ${benchmark.call} | ${names[key]} | ${cells(found, 'wall')} | ${cells(found, 'cpu')} |`,
    );
  }
}
say(`\nload after: ${loadavg()[0].toFixed(2)}`);
python.end();
await pool.close();
