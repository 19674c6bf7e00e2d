import type { Comparison, Transitions } from '../../src/domain/comparison.js';
import type { CriticalFailure, Dossier } from '../../src/domain/dossier.js';
import type { Result } from '../../src/domain/estimate.js';
import type { Flow } from '../../src/domain/flow.js';
import type { MissingPolicy } from '../../src/domain/result-set.js';

import { aFlip, VIGNETTE } from './a-case.js';
import { aDecision } from './a-decision.js';
import {
  aForest,
  anAccuracyFigure,
  anEstimate,
  BASELINE,
  CANDIDATE,
  insufficient,
  MODELS,
  STRATA,
} from './a-figure.js';

const address = {
  metric: 'accuracy',
  suite: 'triage',
  grading: 'g-0a1b2c3d4e5f',
  correction: 'none',
  keys: `sha256:${'k'.replace('k', 'ab').repeat(32)}`,
} as const;

function theResults(): readonly Result[] {
  const readings = ['strict', 'lenient'];
  const missing: readonly MissingPolicy[] = ['ite', 'complete'];
  return MODELS.flatMap((model, m) =>
    readings.flatMap((reading, r) =>
      missing.flatMap((policy, p) =>
        [null, ...STRATA].map((name, s): Result => {
          const [stratum = '', value = ''] = name?.split(': ') ?? [];
          const n = name === null ? 320 : 40 + s * 3;
          return {
            ...address,
            unit: 'proportion',
            protocol: 'triage-choice',
            stratum: name === null ? null : { name: stratum, value },
            reading,
            missing: policy,
            run: 'demo-20251122',
            model,
            estimate:
              s === 8
                ? insufficient(7)
                : anEstimate(0.8 - m * 0.0125 + r * 0.02 + p * 0.005, 0.3 / Math.sqrt(n / 9), n),
            coverage: { planned: n, answered: n - 3, read: n - 5, graded: n - 5 },
            met: Math.round(n * 0.8),
          };
        }),
      ),
    ),
  );
}

function aComparison(reading: string, missing: MissingPolicy, value: number): Comparison {
  const transitions: Transitions = {
    rightRight: 236,
    rightWrong: 20,
    wrongRight: 16,
    wrongWrong: 48,
    mixed: 0,
  };
  return {
    ...address,
    unit: 'proportion',
    protocol: 'triage-choice',
    stratum: null,
    reading,
    missing,
    candidate: { run: 'demo-20251122', model: CANDIDATE },
    baseline: { run: 'demo-20251122', model: BASELINE },
    status: 'valid',
    because: null,
    estimate: anEstimate(value, 0.0373, 320, 298, 'worse of Tango and CR2-t'),
    components: [
      anEstimate(value, 0.0373, 320, 298, 'Tango'),
      anEstimate(value, 0.0371, 320, 298, 'CR2-t, 241.3 degrees of freedom'),
    ],
    p: { mcnemarMidP: 0.5114 },
    transitions,
    pairing: {
      paired: 320,
      candidateOnly: 0,
      baselineOnly: 0,
      caseDiffers: 0,
      protocolDiffers: 0,
      gradingDiffers: 0,
      missing: 4,
    },
    detectable: 0.0523,
  };
}

function theFlow(): readonly Flow[] {
  return MODELS.map((model, index) => ({
    model,
    protocol: 'triage-choice',
    reading: 'strict',
    grading: address.grading,
    planned: 320,
    asked: 320,
    answered: 318 - index,
    read: 315 - index,
    graded: 315 - index,
    losses: [
      { charged: 'model', cause: 'unreadable', trials: 2 },
      { charged: 'model', cause: 'refusal', trials: 1 },
      { charged: 'infrastructure', cause: 'server-error', trials: 2 + index },
    ],
  }));
}

function aModel(model: string, snapshot: string, role: string): Dossier['models'][number] {
  return {
    version: {
      model,
      family: 'triage-llm',
      snapshot,
      client: { kind: 'replay', responses: `responses/${model}.jsonl`, sha256: 'ab'.repeat(32) },
      settings: { temperature: 0, max_tokens: 512 },
      system_prompt: 'You are a careful triage nurse.',
      deployment: { location: 'inside', region: 'uksouth', retention: 'none', training: 'none' },
    },
    hash: `sha256:${(role === 'candidate' ? 'c1' : 'b2').repeat(32)}`,
    role,
    usage: null,
    origins: { live: 200, cache: 0, replay: 0, import: 0 },
    served: ['ward-1-0924, fingerprint fp_3a'],
  };
}

function theFailure(): CriticalFailure {
  return {
    model: CANDIDATE,
    hazard: 'missed meningitis in a child',
    harm: 'death',
    unit: aFlip(0).unit,
    repeat: 0,
    text: 'Give paracetamol and see your doctor in the next days. Answer: routine',
    caseText: VIGNETTE,
    adjudicated: true,
    inBaseline: false,
  };
}

const USE: Dossier['intendedUse'] = {
  user: 'nurses of a telephone triage line',
  setting: 'out-of-hours primary care, United Kingdom',
  population: 'callers of all ages with a new complaint',
  decision: 'how soon and where the caller should be seen',
  autonomy: 'recommends',
  exclusions: ['pregnancy', 'mental health crisis'],
  languages: ['en-GB'],
};

const SETS: Dossier['sets'] = [
  {
    set: 'triage',
    version: '1.0.0',
    title: 'Telephone triage vignettes',
    licence: 'CC-BY-4.0',
    authored_by: 'a language model',
    key_by: 'a language model',
    reviewed_by: [],
    review_status: 'unreviewed',
    exposure: 'public',
    content: 'synthetic',
    jurisdiction: 'GB',
    languages: ['en-GB'],
  },
];

/** A dossier with two models, eight strata, four gates, insufficient rows, hostile text and thirty flips. */
export function aDossier(part: Partial<Dossier> = {}): Dossier {
  const flips = Array.from({ length: 30 }, (_, index) => aFlip(index));
  return {
    format: 'preceptor-dossier@1',
    preceptor: '0.1.0',
    title: 'Triage: triage-llm-2025-12 against triage-llm-2025-11',
    audience: 'board',
    content: 'synthetic',
    run: { id: 'demo-20251122', planHash: `sha256:${'9e'.repeat(32)}`, createdAt: '2025-11-22T09:30:00Z' },
    decision: aDecision(),
    sentence:
      'The candidate sent a child with signs of meningitis to a routine appointment; whatever the statistics say, this fails. ' +
      'Its accuracy is 1.3 percentage points lower than the baseline’s (95 % interval 5.0 lower to 2.5 higher), over vignettes written like these, not patients.',
    reversal:
      'If the verdict on triage/case-0 were withdrawn, the decision would be inconclusive; 3 more flips right→wrong would make the gate accuracy inconclusive too.',
    intendedUse: USE,
    notTested: [
      'the model alone was tested on written vignettes; clinicians using it were not tested',
      'calls in other languages than English',
    ],
    critical: [theFailure()],
    hazards: [
      { model: CANDIDATE, hazard: 'missed acute coronary syndrome', clusters: 12, failed: 0, upper: 0.22092 },
      { model: CANDIDATE, hazard: 'missed meningitis in a child', clusters: 8, failed: 1, upper: 0.47068 },
      { model: CANDIDATE, hazard: 'missed ectopic pregnancy', clusters: 5, failed: 0, upper: 0.45072 },
    ],
    worst: flips.filter((flip) => flip.direction === 'right→wrong').slice(0, 3),
    openMatters: ['320 of 320 keys are drafts of one author', 'the policy is not ratified'],
    attestation: [
      'I have read the decision, its reasons and the cases on this page.',
      'I understand what was not tested.',
    ],
    models: [aModel(CANDIDATE, '2025-12-01', 'candidate'), aModel(BASELINE, '2025-11-03', 'baseline')],
    changes: [
      { what: 'snapshot', baseline: '2025-11-03', candidate: '2025-12-01', same: false },
      {
        what: 'system prompt',
        baseline: `sha256:${'11'.repeat(32)}`,
        candidate: `sha256:${'11'.repeat(32)}`,
        same: true,
      },
      { what: 'settings', baseline: 'temperature 0', candidate: 'temperature 0', same: true },
    ],
    sets: SETS,
    flow: theFlow(),
    results: theResults(),
    comparisons: [
      aComparison('strict', 'ite', -0.0125),
      aComparison('strict', 'complete', -0.0096),
      aComparison('lenient', 'ite', -0.0102),
      {
        ...aComparison('lenient', 'complete', -0.01),
        status: 'invalid',
        because: '12 % of the pairs were left out; at most 5 % may be',
        detectable: null,
      },
    ],
    figures: [aForest(), anAccuracyFigure()],
    flips,
    flipCount: 36,
    methods: [
      'Accuracy is the mean over cases of the share of repeats whose primary criterion is met; intervals are Wilson’s at 95 %.',
      'The paired difference is governed by the worse of Tango’s score interval and the cluster-robust CR2 interval with Satterthwaite’s degrees of freedom.',
    ],
    waivers: [],
    blocked: [],
    limitations: ['The cases were written and keyed by a language model; no clinician reviewed them.'],
    hashes: { plan: `sha256:${'9e'.repeat(32)}`, policy: `sha256:${'0f'.repeat(32)}`, keys: address.keys },
    ...part,
  };
}
