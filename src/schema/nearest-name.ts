/**
 * The known name that a mistyped one may have meant.
 *
 * @returns the nearest by edit distance (two neighbours swapped count as one edit), the first of equals; null where
 *   more than a third of the letters (at least one) would have to change. nearestName('grder', ['grader']) is 'grader'.
 */
export function nearestName(typed: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  const wanted = typed.toLowerCase();
  for (const name of known) {
    const allowed = Math.max(1, Math.floor(Math.max(typed.length, name.length) / 3));
    if (Math.abs(typed.length - name.length) > allowed) continue;
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** The remedy of an unknown name: the one that was meant, or else what there is. */
export function didYouMean(typed: string, known: Iterable<string>, otherwise: string): string {
  const meant = nearestName(typed, known);
  return meant === null ? otherwise : `Did you mean ${meant}?`;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(above, column) + 1,
          at(current, column - 1) + 1,
          at(above, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = current;
  }
  return at(above, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
