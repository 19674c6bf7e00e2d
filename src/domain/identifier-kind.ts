/** The identifiers of 45 CFR 164.514(b)(2)(i), (A) to (R), as far as a text can show them. */
export const IDENTIFIER_KINDS = [
  'name',
  'geography',
  'date',
  'age-over-89',
  'phone',
  'fax',
  'email',
  'ssn',
  'record-number',
  'health-plan-number',
  'account-number',
  'licence-number',
  'vehicle-number',
  'device-number',
  'url',
  'ip-address',
  'biometric',
  'photo',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
