/** Shorter values stand in ordinary text, too. */
const SHORTEST = 6;

/** Cuts the values out of a text, wherever somebody echoed them: plain, in JSON, in an address, or in Base64. */
export function secretCutter(values: readonly string[]): (text: string) => string {
  const spellings = values
    .filter((value) => value.length >= SHORTEST)
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      Buffer.from(value).toString('base64'),
    ]);
  // The longest first: what is left of one that holds another would tell something of it.
  const longestFirst = [...new Set(spellings)].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, value) => rest.split(value).join('[secret]'), text);
}
