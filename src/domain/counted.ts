/** `1 trial`, `2 trials`; a plural that is more than an `s` is given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
