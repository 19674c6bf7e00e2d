import { existsSync } from 'node:fs';
import { Argument, type Command, Option } from 'commander';
import { CONTENT_CLASSES, type ContentClass } from '../../domain/content-class.js';
import { PreceptorError } from '../../errors.js';
import { type CommonOptions, withCommon } from '../arguments.js';
import { printJson, say } from '../output.js';

interface CacheOptions extends CommonOptions {
  readonly content?: ContentClass;
}

export function cacheVerb(command: Command): void {
  withCommon(command)
    .name('cache')
    .description(
      'show what the workspace’s cache of responses holds, or clear it; stored runs keep what they have',
    )
    .addArgument(new Argument('[action]', 'clear: remove responses').choices(['clear']))
    .addOption(
      new Option('--content <class>', 'with clear: only responses to sets of this content class').choices([
        ...CONTENT_CLASSES,
      ]),
    )
    .action(async (action: 'clear' | undefined, options: CacheOptions) => {
      const { cacheFile } = await import('../../run/cached-client.js');
      const { clearCached, countCached } = await import('../../store/response-cache.js');
      const file = cacheFile(options.workspace);
      const { content = null, json } = options;
      if (action === undefined && content !== null)
        throw new PreceptorError('USAGE', 'expected --content with preceptor cache clear.');
      const isThere = existsSync(file);
      const removed = isThere && action === 'clear' ? clearCached(file, content) : 0;
      const cached = isThere ? countCached(file) : [];
      if (json) {
        printJson({ verb: 'cache', cached, ...(action === 'clear' ? { counts: { removed } } : {}) });
        return;
      }
      if (action === 'clear') say(`removed ${removed} ${removed === 1 ? 'response' : 'responses'}`);
      if (cached.length === 0) say('the cache is empty');
      for (const { content: ofSet, model, modelHash, responses } of cached)
        say(`${ofSet.padEnd(14)} ${String(responses).padStart(8)}  ${model}  ${modelHash.slice(0, 19)}…`);
    });
}
