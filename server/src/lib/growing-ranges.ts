/** Where to stop looking for the next rows of a page, number by number. */
export type Ranges = {
  /** The last number of the range that begins after this one. */
  end(after: number): number
  /** The range had fewer rows than were wanted: the next ones reach further. */
  widen(): void
}

/**
 * Ranges of numbers in which `wanted` rows are likely. An open end would let the engine begin to read everything that
 * follows, at a cost that grows with the contract, only to throw it away at the limit.
 *
 * @param through the number at which the last range ends
 */
export function openRanges(through: number, wanted: number): Ranges {
  let width = wanted * 2
  return {
    end: (after) => Math.min(through, after + width),
    widen() {
      width = Math.min(width * 4, through)
    },
  }
}
