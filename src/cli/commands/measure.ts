import type { Command } from 'commander';
import { withStage } from '../stage-verb.js';

export function measureVerb(command: Command): void {
  withStage(command, 'measure', 'measure and estimate a stored run again');
}
