import { fileURLToPath } from 'node:url';

/** The package's own workspace (its cases, suites and graders), wherever the package is installed or built. */
export function builtinRoot(): string {
  return fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');
}
