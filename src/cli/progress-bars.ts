import { MultiBar, type SingleBar } from 'cli-progress';
import { moneyText } from '../render/money.js';
import type { CostProgress, ProgressTotal } from '../run/progress.js';
import { note } from './output.js';

const PLAIN_EVERY_MS = 5000;

interface Counter {
  readonly total: number;
  done: number;
  failed: number;
  /** null: it has no price. */
  readonly currency: string | null;
  spent: number;
  saidAtMs: number;
  readonly startedAtMs: number;
  readonly startedWith: number;
}

/** Bars with rate, time and cost left on a terminal, plain lines elsewhere; both on standard error. */
export function progressBars(isTerminal: boolean): CostProgress {
  return isTerminal ? drawnBars() : plainLines();
}

function drawnBars(): CostProgress {
  const bars = new Map<string, { readonly bar: SingleBar; readonly counter: Counter }>();
  let multi: MultiBar | null = null;
  return {
    begin(stage, totals) {
      multi = new MultiBar({
        // What a narrow terminal cuts off stands last.
        format: `${stage} {name} {percentage}% {value}/{total} | left {eta_formatted}{cost} | failed {failed} | {rate}/s | {bar}`,
        stream: process.stderr,
        hideCursor: true,
        etaBuffer: 200,
        barsize: 24,
      });
      for (const one of totals) {
        const { name, total, done, failed } = one;
        const counter = newCounter(one);
        const cost = costText(counter, ' | ');
        bars.set(name, { counter, bar: multi.create(total, done, { name, rate: 0, failed, cost }) });
      }
    },
    advance(name, isGood) {
      const entry = bars.get(name);
      if (entry === undefined) return;
      const { bar, counter } = entry;
      count(counter, isGood);
      const rate = Math.round(rateOf(counter));
      bar.increment(1, { failed: counter.failed, rate, cost: costText(counter, ' | ') });
    },
    spend(name, amount) {
      const entry = bars.get(name);
      if (entry !== undefined) entry.counter.spent += amount;
    },
    end() {
      multi?.stop();
    },
  };
}

function plainLines(): CostProgress {
  const counters = new Map<string, Counter>();
  let stageName = '';
  const line = (name: string, counter: Counter) => {
    const rate = rateOf(counter);
    const left = rate > 0 ? `${Math.ceil((counter.total - counter.done) / rate)} s` : 'not known';
    note(
      `${stageName} ${name}: ${counter.done}/${counter.total}, ${Math.round(rate)}/s, left ${left}, failed ${counter.failed}${costText(counter, ', ')}`,
    );
  };
  return {
    begin(stage, totals) {
      stageName = stage;
      for (const one of totals) counters.set(one.name, newCounter(one));
    },
    advance(name, isGood) {
      const counter = counters.get(name);
      if (counter === undefined) return;
      count(counter, isGood);
      const now = performance.now();
      if (now - counter.saidAtMs < PLAIN_EVERY_MS) return;
      counter.saidAtMs = now;
      line(name, counter);
    },
    spend(name, amount) {
      const counter = counters.get(name);
      if (counter !== undefined) counter.spent += amount;
    },
    end() {
      for (const [name, counter] of counters) line(name, counter);
    },
  };
}

function newCounter({ total, done, failed, spent }: ProgressTotal): Counter {
  const now = performance.now();
  return {
    total,
    done,
    failed,
    currency: spent?.currency ?? null,
    spent: spent?.amount ?? 0,
    saidAtMs: now,
    startedAtMs: now,
    startedWith: done,
  };
}

function count(counter: Counter, isGood: boolean): void {
  counter.done += 1;
  if (!isGood) counter.failed += 1;
}

/** Trials a second since this stage began; a resumed run does not count what was there. */
function rateOf(counter: Counter): number {
  const seconds = Math.max((performance.now() - counter.startedAtMs) / 1000, 0.001);
  return (counter.done - counter.startedWith) / seconds;
}

/** What was spent, and what is left to spend at the mean cost of the run’s trials so far. */
function costText({ currency, spent, done, total }: Counter, before: string): string {
  if (currency === null) return '';
  const now = `${before}cost ${moneyText({ currency, amount: spent })}`;
  if (done === 0 || done === total) return now;
  return `${now}, about ${moneyText({ currency, amount: (spent / done) * (total - done) })} left`;
}
