// Wall time and peak memory of the two documented jobs, from the published files to their tables and dossiers.
//   node bench/jobs.mjs [mirage] [craft-md]
// The data lie where PRECEPTOR_DATA says, else in ../shared/data beside the package.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..');
const DATA = process.env.PRECEPTOR_DATA ?? join(ROOT, '..', 'shared', 'data');
const JOBS = ['mirage', 'craft-md'];

const wanted = process.argv.slice(2);
for (const job of JOBS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const data = join(DATA, job);
  if (existsSync(data)) await measure(job, data);
  else
    process.stdout.write(
      `${job}: left out, there is no ${data}; say where the data lie with PRECEPTOR_DATA\n`,
    );
}

async function measure(job, data) {
  const folder = mkdtempSync(join(tmpdir(), 'preceptor-job-'));
  const measures = join(folder, 'measures.log');
  try {
    const startedMs = Date.now();
    const child = spawn('sh', [join(ROOT, 'examples', `${job}.sh`), data, join(folder, 'workspace')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=${join(HERE, 'measured-process.mjs')}`,
        PRECEPTOR_BENCH_MEASURES: measures,
      },
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const code = await new Promise((resolve) => child.on('close', resolve));
    const wallMs = Date.now() - startedMs;
    if (!existsSync(measures)) throw new Error(`${job}: ${Buffer.concat(output)}`);
    print(job, code, wallMs, readFileSync(measures, 'utf8'));
    if (code === 2 || code === 70) process.stdout.write(Buffer.concat(output));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(job, code, wallMs, log) {
  const entries = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const row = (name, ms, bytes, exit) =>
    `${name.padEnd(28)}${(ms / 1000).toFixed(1).padStart(8)} s${(bytes / 2 ** 20).toFixed(0).padStart(8)} MiB   exit ${exit}\n`;
  process.stdout.write(`${job.padEnd(28)}${'wall'.padStart(10)}${'max RSS'.padStart(12)}\n`);
  for (const { args, wallMs: ms, maxRssBytes, code: exit } of entries) {
    process.stdout.write(row(`  ${args.join(' ')}`, ms, maxRssBytes, exit));
  }
  process.stdout.write(row('the whole job', wallMs, Math.max(...entries.map((e) => e.maxRssBytes)), code));
}
