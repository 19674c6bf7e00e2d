import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../..');

/** One thing that a page does, in the order of the page. */
export type Step =
  /** A fenced block with a file name: written where there is no such file, else it must equal what is there. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'command'; readonly text: string; readonly exit: number; readonly block: number }
  /** A block marked `printed`: what the commands above it printed, shortened. */
  | { readonly kind: 'printed'; readonly language: string; readonly text: string };

export interface Page {
  readonly steps: readonly Step[];
  /** Commands of blocks marked `setup`: what has to be done before a test can run. */
  readonly setup: readonly string[];
  /** Blocks marked `data`: they need published files that do not come with Preceptor. */
  readonly data: readonly Step[];
}

const FENCE = /^```(\w+)(?: ([^\n]+))?\n([\s\S]*?)^```$/gm;
const EXIT = /\s+# exits with (\d+)$/;

/** Reads what a Markdown page tells its reader to type, and what it says that comes of it. */
export function readPage(path: string): Page {
  const text = readFileSync(join(PROJECT, path), 'utf8');
  const steps: Step[] = [];
  const setup: string[] = [];
  const data: Step[] = [];
  let block = 0;
  let target = steps;
  for (const [, language = '', mark = '', body = ''] of text.matchAll(FENCE)) {
    block += 1;
    if (language === 'sh') {
      target = mark === 'data' ? data : steps;
      const commands = commandsOf(body);
      if (mark === 'setup') setup.push(...commands);
      else for (const command of commands) target.push({ kind: 'command', ...exitOf(command), block });
    } else if (mark === 'printed') target.push({ kind: 'printed', language, text: body });
    else if (/^\S+\.\w+$/.test(mark)) steps.push({ kind: 'file', name: mark, text: body });
  }
  return { steps, setup, data };
}

/** A command a line; a backslash at its end joins the next line, a line that begins with # says something. */
function commandsOf(body: string): readonly string[] {
  return body
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function exitOf(command: string) {
  return { text: command.replace(EXIT, ''), exit: Number(EXIT.exec(command)?.[1] ?? '0') };
}
