import type { PreceptorError } from '../../errors.js';
import { onAbort } from '../on-abort.js';
import { createAlarm } from './alarm.js';
import { type Clock, SYSTEM_CLOCK } from './clock.js';
import {
  createEndpointGate,
  type EndpointBounds,
  GIVEN_UP,
  type Sent,
  type Settlement,
} from './endpoint-gate.js';
import { createPauseNotice } from './pause-notice.js';
import type { Silence } from './silence.js';
import { createWaitingLine } from './waiting-line.js';

/** The right to send one request. */
export interface Permit {
  /**
   * Must be called once the request has ended, however it did; later calls are ignored.
   *
   * @param takenTokens - what the request took, as the service counted. Default: null, the estimate stands
   */
  settle(how: Settlement, takenTokens?: number | null): void;
}

export interface Limiter {
  /**
   * Waits in line for the right to send one request.
   *
   * @param signal - the run’s interruption, not a request’s deadline: a request that fails after it has aborted was
   *   given up, and says nothing about the endpoint
   * @param tokens - an estimate of what the request takes, sent and received; integer, >= 0. Default: 0
   * @returns null where the signal aborts first
   * @throws PreceptorError what `refuse` says, also while it waits
   */
  acquire(signal: AbortSignal, tokens?: number): Promise<Permit | null>;
  /**
   * What is in force. `inFlight` stays above `limit` while what was sent before a decrease is under way; `pausedUntilMs`
   * is by the limiter’s clock, null where nothing pauses.
   */
  state(): LimiterState;
  /** Whether it holds requests to a number of tokens a minute: then it has to be told what each took. */
  readonly countsTokens: boolean;
}

export interface LimiterState {
  readonly limit: number;
  readonly inFlight: number;
  readonly pausedUntilMs: number | null;
  /** By the limiter’s clock; null: it answers. */
  readonly silence: Silence | null;
}

interface Waiting {
  readonly tokens: number;
  readonly send: (sent: Sent) => void;
  readonly refuse: (error: PreceptorError) => void;
}

interface Settled {
  readonly how: Settlement;
  readonly takenTokens: number | null;
}

export interface LimiterOptions extends EndpointBounds {
  readonly clock?: Clock;
  /** Uniform in [0, 1): it spreads waits and decides no result. */
  readonly random?: () => number;
  /** Told once for each pause of an endpoint that is down, or that asks for one of 10 s or more. */
  readonly onPause?: (message: string) => void;
  /** Why nobody is let through, nor waits, any more; null: it goes on. Asked when somebody comes, and when a request ends. */
  readonly refuse?: (state: LimiterState, nowMs: number) => PreceptorError | null;
}

/**
 * Decides when a request may be sent to one endpoint: first come, first served, as the endpoint bears it (see
 * `endpoint-gate.ts`). It knows nothing of the network and retries nothing.
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock = SYSTEM_CLOCK, random = Math.random } = options;
  const gate = createEndpointGate(options, random);
  const line = createWaitingLine<Waiting>();
  const alarm = createAlarm(clock, () => serve());
  const notice = createPauseNotice((message) => options.onPause?.(message));
  let inFlight = 0;

  const state = (): LimiterState => {
    const pausedUntilMs = gate.pausedUntilMs();
    return {
      limit: gate.limit(),
      inFlight,
      pausedUntilMs: pausedUntilMs > clock.nowMs() ? pausedUntilMs : null,
      silence: gate.silence(),
    };
  };
  const refusal = (): PreceptorError | null => {
    // An endpoint that answered last refuses nobody, but for the rest that it may ask for.
    if (gate.silence() === null && gate.restsUntilMs() === Number.NEGATIVE_INFINITY) return null;
    return options.refuse?.(state(), clock.nowMs()) ?? null;
  };
  const serve = (): void => {
    while (!line.isEmpty() && inFlight < gate.limit()) {
      const dueMs = gate.dueMs();
      if (dueMs === Number.POSITIVE_INFINITY) break;
      const nowMs = clock.nowMs();
      if (dueMs > nowMs) {
        alarm.set(dueMs);
        return;
      }
      inFlight += 1;
      const first = line.next();
      first?.send(gate.send(nowMs, first.tokens));
    }
    alarm.clear();
  };
  const settle = ({ how, takenTokens }: Settled, sent: Sent, signal: AbortSignal): void => {
    inFlight -= 1;
    const said = how.status === 'failed' && signal.aborted ? GIVEN_UP : how;
    const outage = gate.settle(clock.nowMs(), said, sent, takenTokens);
    const refused = refusal();
    // Who stands in line would wait for as long as the endpoint says.
    if (refused !== null) for (let one = line.next(); one !== null; one = line.next()) one.refuse(refused);
    serve();
    // Last: where the listener throws, everything is in order already.
    notice(outage, gate.restsUntilMs(), clock.nowMs());
  };

  const isFree = (): boolean => line.isEmpty() && inFlight < gate.limit() && gate.dueMs() <= clock.nowMs();

  return {
    countsTokens: options.tokensPerMinute !== undefined,
    acquire(signal, tokens = 0) {
      if (signal.aborted) return Promise.resolve(null);
      const refused = refusal();
      if (refused !== null) return Promise.reject(refused);
      if (isFree()) {
        inFlight += 1;
        const sent = gate.send(clock.nowMs(), tokens);
        return Promise.resolve(aPermit((settled) => settle(settled, sent, signal)));
      }
      return new Promise((resolve, reject) => {
        const unwatch = onAbort(signal, () => {
          leave();
          if (line.isEmpty()) alarm.clear();
          resolve(null);
        });
        const send = (sent: Sent): void => {
          unwatch();
          resolve(aPermit((settled) => settle(settled, sent, signal)));
        };
        const refuse = (error: PreceptorError): void => {
          unwatch();
          reject(error);
        };
        const leave = line.join({ tokens, send, refuse });
        serve();
      });
    },
    state,
  };
}

function aPermit(settle: (settled: Settled) => void): Permit {
  let isSettled = false;
  return {
    settle(how, takenTokens = null) {
      if (isSettled) return;
      isSettled = true;
      settle({ how, takenTokens });
    },
  };
}
