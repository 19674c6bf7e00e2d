import type { MissingClass } from '../domain/failure.js';
import type { Flow } from '../domain/flow.js';
import { count } from './format.js';
import { html, NOTHING, type Safe } from './html.js';
import { table } from './table.js';

const CLASSES: readonly { readonly charged: MissingClass; readonly head: string }[] = [
  { charged: 'model', head: 'Charged to the model' },
  { charged: 'infrastructure', head: 'To the infrastructure' },
  { charged: 'run', head: 'To the run' },
  { charged: 'grader', head: 'To the grader (ungraded)' },
];

function lossCell(flow: Flow, charged: MissingClass): Safe {
  const losses = flow.losses.filter((loss) => loss.charged === charged && loss.trials > 0);
  if (losses.length === 0) return html`0`;
  return html`${losses.map((loss) => html`<span class="loss">${loss.cause}: <b>${count(loss.trials)}</b></span>`)}`;
}

function stage(value: number, before: number): Safe {
  const lost = before - value;
  const note = lost === 0 ? NOTHING : html`<span class="note">−${count(lost)}</span>`;
  return html`${count(value)}${note}`;
}

/** Where the trials went, stage by stage, and who is charged with each that was lost. */
export function flowTable(flows: readonly Flow[]): Safe {
  if (flows.length === 0) return html`<p class="absent">No trial was planned.</p>`;
  return table({
    caption:
      'Trials per model version. A missing answer of the model counts as wrong under intention-to-evaluate; one of the infrastructure, the run or the grader is never the model’s.',
    label: 'Flow of trials',
    kind: 'flow',
    columns: [
      { head: 'Model' },
      { head: 'Protocol, reading' },
      ...['Planned', 'Asked', 'Answered', 'Read', 'Graded'].map((head) => ({ head, number: true })),
      ...CLASSES.map(({ head }) => ({ head })),
    ],
    rows: flows.map((flow) => ({
      head: flow.model,
      cells: [
        html`${flow.protocol}<span class="note">${flow.reading} · ${flow.grading}</span>`,
        count(flow.planned),
        stage(flow.asked, flow.planned),
        stage(flow.answered, flow.asked),
        stage(flow.read, flow.answered),
        stage(flow.graded, flow.read),
        ...CLASSES.map(({ charged }) => lossCell(flow, charged)),
      ],
    })),
  });
}
