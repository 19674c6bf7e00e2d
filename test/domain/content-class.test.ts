import { expect, it } from 'vitest';
import { atLeastAsStrict, CONTENT_CLASSES } from '../../src/domain/content-class.js';

it.each([
  ['synthetic', CONTENT_CLASSES],
  ['de-identified', ['de-identified', 'limited', 'phi']],
  ['limited', ['limited', 'phi']],
  ['phi', ['phi']],
] as const)('at least as strict as %s', (content, strict) => {
  expect(atLeastAsStrict(content)).toEqual(strict);
});
