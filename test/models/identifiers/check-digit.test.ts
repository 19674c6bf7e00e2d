import { describe, expect, it } from 'vitest';
import { isLuhn, isNhsNumber } from '../../../src/models/identifiers/check-digit.js';

describe('check digits', () => {
  it('NHS number: 9·10+4·9+3·8+4·7+7·6+6·5+5·4+9·3+1·2 = 299, 299 mod 11 = 2, 11 − 2 = 9', () => {
    expect(isNhsNumber('943 476 5919')).toBe(true);
    expect(isNhsNumber('9434765918')).toBe(false);
    expect(isNhsNumber('943476591')).toBe(false);
    expect(isNhsNumber('0000000000')).toBe(false);
  });
  it('Luhn', () => {
    expect(isLuhn('4111-1111-1111-1111')).toBe(true);
    expect(isLuhn('4111 1111 1111 1112')).toBe(false);
    expect(isLuhn('')).toBe(false);
    expect(isLuhn('0000')).toBe(false);
  });
});
