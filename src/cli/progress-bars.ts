import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress } from '../run/progress.js';
import { note } from './output.js';

const PLAIN_EVERY_MS = 5000;

interface Counter {
  readonly total: number;
  done: number;
  failed: number;
  saidAtMs: number;
  readonly startedAtMs: number;
  readonly startedWith: number;
}

/** Bars with rate and time left on a terminal, plain lines elsewhere; both on standard error. */
export function progressBars(isTerminal: boolean): Progress {
  return isTerminal ? drawnBars() : plainLines();
}

function drawnBars(): Progress {
  const bars = new Map<string, { readonly bar: SingleBar; readonly counter: Counter }>();
  let multi: MultiBar | null = null;
  return {
    begin(stage, totals) {
      multi = new MultiBar({
        format: `${stage} {name} {bar} {percentage}% {value}/{total} | {rate}/s | left {eta_formatted} | failed {failed}`,
        stream: process.stderr,
        hideCursor: true,
        etaBuffer: 200,
        barsize: 24,
      });
      for (const { name, total, done } of totals) {
        const counter = newCounter(total, done);
        bars.set(name, { counter, bar: multi.create(total, done, { name, rate: 0, failed: 0 }) });
      }
    },
    advance(name, isGood) {
      const entry = bars.get(name);
      if (entry === undefined) return;
      count(entry.counter, isGood);
      entry.bar.increment(1, { failed: entry.counter.failed, rate: Math.round(rateOf(entry.counter)) });
    },
    end() {
      multi?.stop();
    },
  };
}

function plainLines(): Progress {
  const counters = new Map<string, Counter>();
  let stageName = '';
  const line = (name: string, counter: Counter) => {
    const rate = rateOf(counter);
    const left = rate > 0 ? `${Math.ceil((counter.total - counter.done) / rate)} s` : 'not known';
    note(
      `${stageName} ${name}: ${counter.done}/${counter.total}, ${Math.round(rate)}/s, left ${left}, failed ${counter.failed}`,
    );
  };
  return {
    begin(stage, totals) {
      stageName = stage;
      for (const { name, total, done } of totals) counters.set(name, newCounter(total, done));
    },
    advance(name, isGood) {
      const counter = counters.get(name);
      if (counter === undefined) return;
      count(counter, isGood);
      const now = Date.now();
      if (now - counter.saidAtMs < PLAIN_EVERY_MS) return;
      counter.saidAtMs = now;
      line(name, counter);
    },
    end() {
      for (const [name, counter] of counters) line(name, counter);
    },
  };
}

function newCounter(total: number, done: number): Counter {
  const now = Date.now();
  return { total, done, failed: 0, saidAtMs: now, startedAtMs: now, startedWith: done };
}

function count(counter: Counter, isGood: boolean): void {
  counter.done += 1;
  if (!isGood) counter.failed += 1;
}

/** Trials a second since this stage began; a resumed run does not count what was there. */
function rateOf(counter: Counter): number {
  const seconds = Math.max((Date.now() - counter.startedAtMs) / 1000, 0.001);
  return (counter.done - counter.startedWith) / seconds;
}
