/** The names under which the answers of one model version say that they were served. */
export interface ServedModels {
  readonly model: string;
  readonly names: readonly string[];
}

const MOST_SHOWN = 4;

/** The first few names, and how many more there are; a name may hold a comma, before its fingerprint. */
export function servedText(names: readonly string[]): string {
  const rest = names.length - MOST_SHOWN;
  return [...names.slice(0, MOST_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
