// The wall clock of this process jumps every few milliseconds: ten years ahead, back to 1970, and right again.
// The monotonic clock is left alone.
const Real = globalThis.Date;
const started = Real.now();
const offsets = [0, 10 * 365 * 86_400_000, -(started - 1000), -86_400_000];
let jumps = 0;
setInterval(() => {
  jumps += 1;
}, 5).unref();
const now = () => Real.now() + offsets[jumps % offsets.length];

globalThis.Date = class Jumping extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }

  static now() {
    return now();
  }
};
