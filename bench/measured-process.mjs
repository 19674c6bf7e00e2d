// Loaded before a measured process: writes down, as it ends, what it was, how long it took and its largest resident set.
import { appendFileSync } from 'node:fs';

const startedMs = performance.now();
process.on('exit', (code) => {
  const file = process.env.PRECEPTOR_BENCH_MEASURES;
  if (file === undefined || !process.argv[1]?.endsWith('main.js')) return;
  const entry = {
    args: process.argv.slice(2, 4),
    code,
    wallMs: performance.now() - startedMs,
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  };
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
});
