// A model program whose answers follow from the request's id alone, and which writes down what it was asked and when it
// answered: `asked <id> <ms>` and `answered <id> <ms>` in the file that PRECEPTOR_BENCH_LOG names.
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [skill = '0.7', leastMs = '5', mostMs = '40'] = process.argv.slice(2);
const log = process.env.PRECEPTOR_BENCH_LOG;

function note(what, id) {
  if (log !== undefined) appendFileSync(log, `${what} ${id} ${Date.now()}\n`);
}

/** 0 <= x < 1, the same for the same words. */
function share(...words) {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32;
}

process.stdin.on('end', () => process.exit(0));
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, messages, options } = JSON.parse(line);
  note('asked', id);
  const right = /The right option is (\w+)/.exec(messages.at(-1).text)?.[1];
  const other = options[Math.floor(share('other', id) * options.length)].id;
  const answer = share('skill', id) < Number(skill) ? right : other;
  const waitMs = Number(leastMs) + share('wait', id, process.pid) * (Number(mostMs) - Number(leastMs));
  setTimeout(() => {
    note('answered', id);
    process.stdout.write(`${JSON.stringify({ id, text: JSON.stringify({ answer }) })}\n`);
  }, waitMs);
});
