import type { Dispatcher } from 'undici';
import type { FailureCause } from '../../domain/failure.js';
import { BodyBuffer, decodeBody, describeTooLarge, startOf } from './transport-body.js';
import { describeRedirect, failureOf, type Phase } from './transport-failure.js';
import { flattenHeaders } from './transport-headers.js';

/** What came of one request; any status but a redirect is `received`. Names of headers are in lower case. */
export type Outcome =
  | {
      readonly status: 'received';
      readonly httpStatus: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | {
      readonly status: 'failed';
      readonly cause: FailureCause;
      readonly detail: string;
      /** The start of a body that was cut short or is no UTF-8, at most 16 KiB; null where there is none to read. */
      readonly raw: string | null;
    };

/** Takes in one answer and settles it: at its last byte, or at the first fault. */
export class TransportAnswer implements Dispatcher.DispatchHandler {
  readonly #base: URL;
  readonly #maxBytes: number;
  readonly #settle: (outcome: Outcome) => void;
  readonly #body: BodyBuffer;
  #connection: Dispatcher.DispatchController | null = null;
  #phase: Phase = 'connecting';
  #isDropped = false;
  #httpStatus = 0;
  #headers: Readonly<Record<string, string>> = {};

  /**
   * @param base - the endpoint's address, for what is said of redirects
   * @param maxBytes - of a body, as sent and as decoded
   * @param settle - told what came; calls after the first must be ignored
   */
  constructor(base: URL, maxBytes: number, settle: (outcome: Outcome) => void) {
    this.#base = base;
    this.#maxBytes = maxBytes;
    this.#settle = settle;
    this.#body = new BodyBuffer(maxBytes);
  }

  /** Destroys the connection; one that is not open yet is left before anything is sent. */
  drop(): void {
    this.#isDropped = true;
    this.#connection?.abort(new Error('the request was given up'));
  }

  /** What became of it where its deadline comes first. */
  late(deadlineMs: number): Outcome {
    if (this.#phase === 'connecting')
      return failedWith('connection', `no connection was made within ${deadlineMs} ms`);
    return this.#errorSoFar() ?? failedWith('client-timeout', `no whole answer within ${deadlineMs} ms`);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#connection = controller;
    this.#phase = 'waiting';
    if (this.#isDropped) this.drop();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    received: Parameters<typeof flattenHeaders>[0],
  ): void {
    // 1xx only announces the answer.
    if (status < 200) return;
    this.#phase = 'receiving';
    this.#httpStatus = status;
    this.#headers = flattenHeaders(received);
    if (status < 400 && status >= 300) {
      this.#settle(
        failedWith('malformed-response', describeRedirect(status, this.#headers.location, this.#base)),
      );
      this.drop();
    } else if (Number(this.#headers['content-length'] ?? 0) > this.#maxBytes) this.#tooLarge();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (!this.#isDropped && !this.#body.append(chunk)) this.#tooLarge();
  }

  onResponseEnd(): void {
    if (!this.#isDropped) this.#settle(this.#read());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { cause, detail } = failureOf(error, this.#phase);
    const raw = this.#isPlain() ? startOf(this.#body.bytes()) : null;
    this.#settle(this.#errorSoFar() ?? failedWith(cause, detail, raw));
  }

  #isPlain(): boolean {
    return this.#headers['content-encoding'] === undefined;
  }

  /** Of an error its status and headers say what happened, whatever becomes of its body. */
  #errorSoFar(): Outcome | null {
    if (this.#httpStatus < 400) return null;
    return this.#received(this.#isPlain() ? (startOf(this.#body.bytes()) ?? '') : '');
  }

  #tooLarge(): void {
    this.#settle(this.#errorSoFar() ?? failedWith('malformed-response', describeTooLarge(this.#maxBytes)));
    this.drop();
  }

  #read(): Outcome {
    const bytes = this.#body.bytes();
    const coding = this.#headers['content-encoding'] ?? '';
    const isError = this.#httpStatus >= 400;
    // Of an error its status says what happened: a page in another character set must not hide it.
    const decoded = decodeBody(bytes, coding, { maxBytes: this.#maxBytes, strict: !isError });
    if (decoded.status === 'text') return this.#received(decoded.text);
    if (isError) return this.#received('');
    return failedWith('malformed-response', decoded.detail, coding === '' ? startOf(bytes) : null);
  }

  #received(text: string): Outcome {
    return { status: 'received', httpStatus: this.#httpStatus, headers: this.#headers, text };
  }
}

export function failedWith(cause: FailureCause, detail: string, raw: string | null = null): Outcome {
  return { status: 'failed', cause, detail, raw };
}
