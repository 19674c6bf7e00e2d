/** The identifiers of 45 CFR 164.514(b)(2)(i), (A) to (R), as far as a text can show them. */
export type IdentifierKind =
  | 'name'
  | 'geography'
  | 'date'
  | 'age-over-89'
  | 'phone'
  | 'fax'
  | 'email'
  | 'ssn'
  | 'record-number'
  | 'health-plan-number'
  | 'account-number'
  | 'licence-number'
  | 'vehicle-number'
  | 'device-number'
  | 'url'
  | 'ip-address'
  | 'biometric'
  | 'photo';

/** Where a text seems to hold an identifier. It holds no part of the text, so that it may be logged. */
export interface IdentifierHit {
  readonly kind: IdentifierKind;
  /** 0-based offset, in UTF-16 units. */
  readonly at: number;
  /** In UTF-16 units, >= 1. */
  readonly length: number;
  /** 1-based; a line ends with `\n`. */
  readonly line: number;
}
