import type { GateDecision, Outcome } from '../domain/decision.js';
import { bare, gateDigits, intervalText, quantity, scaleOfGate } from './format.js';

/** The numbers of a gate in words, for the page and for the terminal. */
export interface GateText {
  readonly estimate: string;
  readonly interval: string;
  readonly limit: string;
}

function gateInterval(gate: GateDecision): string {
  const scale = scaleOfGate(gate);
  const digits = gateDigits(gate);
  const { lower, upper } = gate;
  if (lower !== null && upper !== null) return intervalText(lower, upper, scale, digits);
  if (lower !== null) return `at least ${bare(lower, scale, digits)}`;
  if (upper !== null) return `at most ${bare(upper, scale, digits)}`;
  return gate.value === null ? 'none: insufficient' : 'none: a count';
}

/** Numbers with as many digits as show the outcome. */
export function gateText(gate: GateDecision): GateText {
  const scale = scaleOfGate(gate);
  const digits = gateDigits(gate);
  return {
    estimate: gate.value === null ? 'insufficient' : quantity(gate.value, scale, digits),
    interval: gateInterval(gate),
    limit: gate.limit === null ? 'none' : quantity(gate.limit, scale, digits),
  };
}

const SEVERITY: readonly Outcome[] = ['fail', 'blocked', 'invalid', 'inconclusive', 'pass'];

/** Failures first, in the policy's order otherwise. */
export function orderGates(gates: readonly GateDecision[]): readonly GateDecision[] {
  return gates.toSorted((a, b) => SEVERITY.indexOf(a.outcome) - SEVERITY.indexOf(b.outcome));
}
