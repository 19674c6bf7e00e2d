import type { AnalysisId, GradingSetId, ReadingSetId } from '../domain/result-set.js';

export function isReadingSetId(text: string): text is ReadingSetId {
  return text.startsWith('r-');
}

export function isGradingSetId(text: string): text is GradingSetId {
  return text.startsWith('g-');
}

export function isAnalysisId(text: string): text is AnalysisId {
  return text.startsWith('a-');
}
