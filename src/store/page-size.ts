const LARGEST = 1_000;
const SMALLEST = 8;
const HEAVY_CHARACTERS = 4 * 1024 * 1024;

/** Rows that the next page may have, so that pages of long answers stay as small in memory as pages of short ones. */
export function nextPageSize(rows: number, characters: number): number {
  if (characters > HEAVY_CHARACTERS) return Math.max(SMALLEST, Math.floor(rows / 4));
  return characters < HEAVY_CHARACTERS / 4 ? Math.min(LARGEST, rows * 2) : rows;
}

/** The first page of something whose weight is not yet known. */
export const FIRST_PAGE_ROWS = 64;
