import { counted } from '../domain/counted.js';
import type { GateDecision, ReleaseDecision } from '../domain/decision.js';
import type { PlannedModel } from '../domain/plan.js';

interface Said {
  readonly decision: ReleaseDecision | null;
  readonly candidate: PlannedModel;
  readonly baseline: PlannedModel | null;
}

const MOST_DIGITS = 9;

const OUTCOME_WORDS = {
  pass: 'passes',
  fail: 'fails',
  inconclusive: 'is not decided by',
  invalid: 'cannot be judged by',
  blocked: 'is blocked under',
} as const;

/** The outcome in one sentence that a board member reads aloud, with the bound of the gate that decided it. */
export function plainSentence({ decision, candidate, baseline }: Said): string {
  const model = candidate.version.model;
  if (decision === null) {
    return `No policy was applied to ${model}${baseline === null ? '' : ` against ${baseline.version.model}`}: this dossier reports and decides nothing.`;
  }
  const against = baseline === null ? '' : `, compared with ${baseline.version.model}`;
  const bound = boundOf(decision);
  return `${model} ${OUTCOME_WORDS[decision.outcome]} policy ${decision.policy}${against}: ${decision.because}.${bound} This holds over vignettes written like these, not patients.`;
}

function boundOf(decision: ReleaseDecision): string {
  const gate = tellingGate(decision.gates);
  if (gate === undefined || gate.value === null || gate.lower === null || gate.upper === null) return '';
  const digits = digitsThatTell([gate.value, gate.lower, gate.upper], gate.limit);
  const isShare = gate.unit === 'proportion';
  const points = (value: number) =>
    (isShare ? (value * 100).toFixed(digits) : value.toFixed(digits + 2)).replace('-', '−');
  const kind = isDifference(gate) ? 'difference of' : 'figure of';
  return ` Gate ${gate.gate}: a ${kind} ${points(gate.value)}${isShare ? ' percentage points' : ''} (${points(gate.lower)} to ${points(gate.upper)}), over ${counted(gate.n, 'case')} in ${counted(gate.clusters, 'cluster')}.`;
}

/** As many digits of percentage points as keep every number apart from a limit that it does not equal; at least one. */
function digitsThatTell(shares: readonly number[], limit: number | null): number {
  const near = shares.filter((share) => share !== limit);
  for (let digits = 1; limit !== null && digits < MOST_DIGITS; digits += 1) {
    const printed = (limit * 100).toFixed(digits);
    if (near.every((share) => (share * 100).toFixed(digits) !== printed)) return digits;
  }
  return limit === null ? 1 : MOST_DIGITS;
}

/** The gate to name: one that failed, else one that is open, else the comparison. */
function tellingGate(gates: readonly GateDecision[]): GateDecision | undefined {
  const measured = gates.filter((gate) => gate.family !== 'advisory' && gate.lower !== null);
  return (
    measured.find((gate) => gate.outcome === 'fail') ??
    measured.find((gate) => gate.outcome === 'inconclusive') ??
    measured.find(isDifference) ??
    measured[0]
  );
}

const PAIRED_TESTS = ['ni_max_tango_cr2', 'no_demonstrated_loss', 'superiority_max_tango_cr2', 'tost'];

function isDifference({ test }: GateDecision): boolean {
  return PAIRED_TESTS.includes(test);
}
