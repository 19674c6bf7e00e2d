import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PreceptorError } from '../errors.js';
import type { drawCharts } from './page-script.js';

/** Sources that run inside the page, each an inline script of its own. */
export interface PageCode {
  readonly chartLibrary: string;
  readonly drawing: string;
}

/** What starts the drawing: a function of the page’s own script. */
const START: keyof { readonly drawCharts: typeof drawCharts } = 'drawCharts';
const BUILT = ['chart-placing', 'chart-drawing', 'chart-config', 'page-script'] as const;

/** From `src` (under the test runner) the built files stand in `dist`. */
function builtFile(name: (typeof BUILT)[number]): URL {
  const place = import.meta.url.endsWith('.ts') ? `../../dist/render/${name}.js` : `./${name}.js`;
  return new URL(place, import.meta.url);
}

async function readBuilt(name: (typeof BUILT)[number]): Promise<string> {
  const text = await readFile(builtFile(name), 'utf8').catch((cause: unknown) => {
    throw new PreceptorError(
      'ENVIRONMENT',
      `${name}.js was not found beside the program; run "npm run build"`,
      {
        cause,
      },
    );
  });
  return text.replace(/^import .*$\n?/gm, '').replace(/^export (?=const|function|class)/gm, '');
}

/**
 * Chart.js and our drawing code as text for inline scripts.
 *
 * @throws PreceptorError `ENVIRONMENT` where the package was not built or Chart.js is not installed
 */
export async function loadPageCode(): Promise<PageCode> {
  const library = join(dirname(createRequire(import.meta.url).resolve('chart.js')), 'chart.umd.min.js');
  const umd = await readFile(library, 'utf8').catch((cause: unknown) => {
    throw new PreceptorError('ENVIRONMENT', 'chart.js is not installed whole; run "npm ci"', { cause });
  });
  const parts = await Promise.all(BUILT.map(readBuilt));
  return {
    chartLibrary: umd.replace(/^\/\/# sourceMappingURL=.*$/gm, ''),
    drawing: `'use strict';\n(() => {\n${parts.join('\n')}\n${START}();\n})();\n`,
  };
}
