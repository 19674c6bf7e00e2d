/** An ordered scale; positions are 0-based, the most urgent (or most severe) level first. */
export interface Scale {
  readonly name: string;
  readonly levels: readonly string[];
  /** How many of the first levels are critical to miss; 0: none. */
  readonly critical: number;
}

/** Positions of the accepted levels, ascending; what is no level of the scale is left out. */
export function acceptedPositions(scale: Scale, accept: readonly string[]): readonly number[] {
  return accept
    .map((level) => scale.levels.indexOf(level))
    .filter((position) => position >= 0)
    .sort((a, b) => a - b);
}

/**
 * The accepted position that an assigned one is measured against: itself where it is accepted, else the nearest, of two
 * equally near ones the more urgent.
 *
 * @param accepted - ascending
 * @returns null where nothing is accepted
 */
export function nearestPosition(accepted: readonly number[], assigned: number): number | null {
  return accepted.reduce<number | null>((nearest, position) => {
    if (nearest === null) return position;
    return Math.abs(position - assigned) < Math.abs(nearest - assigned) ? position : nearest;
  }, null);
}

/** The position as far from the reference as the scale goes: what a missing assignment counts as at its worst. */
export function farthestPosition(scale: Scale, reference: number): number {
  const last = scale.levels.length - 1;
  return reference > last - reference ? 0 : last;
}
