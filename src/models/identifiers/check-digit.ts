/** Modulus 11 over ten digits, weights 10 to 2 and a check digit: the NHS number of England, Wales and the Isle of Man. */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 10 || new Set(digits).size === 1) return false;
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

/** The Luhn sum of payment cards and IMEIs. */
export function isLuhn(text: string): boolean {
  const digits = digitsOf(text).toReversed();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 0 && sum > 0 && sum % 10 === 0;
}

function digitsOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/[0-9]/g), ([digit]) => Number(digit));
}
