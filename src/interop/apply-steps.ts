import type { MapStep } from '../domain/map-value.js';
import { assertNever } from '../errors.js';
import { showValue } from '../schema/fault.js';
import { type Found, fault, found, scalarText } from './scope.js';

/** Carries out the declared steps of a value in their order. */
export function applySteps(steps: readonly MapStep[], value: unknown): Found {
  let current = value;
  for (const step of steps) {
    if (step === 'json_text') {
      const text = jsonText(current);
      if (text === null) return fault('a value that has a JSON text', 'one that is nested too deeply');
      current = text;
      continue;
    }
    const text = scalarText(current);
    if (text === null) return fault('text', `${showValue(current)}, before the step ${nameOf(step)}`);
    current = applyStep(step, text);
  }
  return found(current);
}

function applyStep(step: Exclude<MapStep, 'json_text'>, text: string): string {
  if (typeof step === 'object') {
    if ('strip_prefix' in step)
      return text.startsWith(step.strip_prefix) ? text.slice(step.strip_prefix.length) : text;
    if ('strip_suffix' in step)
      return text.endsWith(step.strip_suffix) ? text.slice(0, -step.strip_suffix.length) : text;
    if ('pad' in step) return text.padStart(step.pad, '0');
    return text.replaceAll(step.replace, () => step.by);
  }
  switch (step) {
    case 'trim':
      return text.trim();
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'collapse_space':
      return text.replace(/\s+/g, ' ').trim();
    case 'name':
      return text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
    default:
      return assertNever(step, 'step');
  }
}

function jsonText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}

function nameOf(step: MapStep): string {
  return typeof step === 'string' ? step : (Object.keys(step)[0] ?? '');
}
