import type { Command } from 'commander';
import { withStage } from '../stage-verb.js';

export function gradeVerb(command: Command): void {
  withStage(command, 'grade', 'grade a stored run again, with the graders and keys as they stand now');
}
