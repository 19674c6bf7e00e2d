import type { Command } from 'commander';
import { withStage } from '../stage-verb.js';

export function readVerb(command: Command): void {
  withStage(
    command,
    'read',
    'read the answers of a stored run again, under the reading rules as they stand now',
  );
}
