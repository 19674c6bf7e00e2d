// Prints what Preceptor says to every broken input of the list: input → exit code → message.
//   node bench/broken-inputs.mjs [words of a name]
import { BROKEN_INPUTS, prepareTemplates, tryBrokenInput } from './broken-input-list.mjs';

const wanted = process.argv.slice(2).join(' ');
const templates = prepareTemplates();
let wrong = 0;
try {
  for (const input of BROKEN_INPUTS.filter(({ name }) => name.includes(wanted))) {
    const startedMs = Date.now();
    const { exit, text, skipped } = await tryBrokenInput(input, templates.folder);
    const ms = Date.now() - startedMs;
    const missing = skipped === null ? input.says.filter((words) => !text.includes(words)) : [];
    const isRight = skipped !== null || (exit === input.exit && missing.length === 0);
    if (!isRight) wrong += 1;
    const mark = isRight
      ? ''
      : `   EXPECTED exit ${input.exit}${missing.map((words) => ` and ${JSON.stringify(words)}`).join('')}`;
    const shown = text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
    process.stdout.write(
      `── ${input.name} → ${skipped === null ? `exit ${exit}` : `skipped: ${skipped}`} (${ms} ms)${mark}\n${shown}`,
    );
  }
} finally {
  templates.remove();
}
process.stdout.write(wrong === 0 ? 'every input got what it should\n' : `${wrong} inputs did not\n`);
process.exitCode = wrong === 0 ? 0 : 1;
