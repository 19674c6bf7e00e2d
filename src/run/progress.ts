/** What a run says while it works; the command line draws it. */
export interface Progress {
  begin(
    stage: string,
    totals: readonly { readonly name: string; readonly total: number; readonly done: number }[],
  ): void;
  advance(name: string, isGood: boolean): void;
  end(): void;
}
