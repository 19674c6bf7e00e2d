const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** No vendor’s variable has a longer name; keys do. */
const LONGEST = 60;
/** Digits and letters of one hexadecimal key. */
const HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}$|^(?=.*\d)(?=.*[A-F])[0-9A-F]{16,}$/;
/** How the keys of some vendors begin. */
const PREFIXED =
  /^(?:AKIA|ASIA)[A-Z0-9]{16}$|^AIza\w{30,}$|^(?:sk|sk_live|sk_test|gsk|hf|ghp|github_pat|xai)_[A-Za-z0-9]{20,}/;
/** What people make names of: words in capitals, capitalised or small, and numbers. */
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/**
 * Whether a text can be the name of an environment variable, and does not look like the key that it should hold: of more
 * than 60 characters, of hexadecimal digits, with a vendor’s prefix, or of letters and digits in no order.
 */
export function isVariableName(text: string): boolean {
  return (
    NAME.test(text) && text.length <= LONGEST && !PREFIXED.test(text) && !text.split('_').some(isKeyPart)
  );
}

/** A part without underscore: a name has few numbers in it, and words of more than two letters. */
function isKeyPart(part: string): boolean {
  if (HEX.test(part)) return true;
  const words = part.match(WORDS) ?? [];
  const numbers = words.filter((word) => /\d/.test(word)).length;
  if (part.length >= 16 && numbers >= 4) return true;
  return part.length >= 20 && numbers > 0 && part.length / words.length < 2.5;
}
