/** Where to stop looking for the next rows of a page, number by number. */
export type Ranges = {
  /** The last number of a range that begins after this one and likely has so many rows. */
  end(after: number, wanted: number): number
  /** So many rows were found among so many numbers: the next range reaches as far as that makes likely. */
  found(rows: number, numbers: number): void
}

/**
 * Ranges of numbers in which the wanted rows are likely. An open end would let the engine begin to read everything that
 * follows, at a cost that grows with the contract, only to throw it away at the limit.
 *
 * @param through the number at which the last range ends
 */
export function openRanges(through: number): Ranges {
  /** Rows for each number. Until something is known, nearly every number has one. */
  let density = 1
  return {
    end: (after, wanted) => Math.min(through, after + Math.ceil(Math.max(wanted / density, fewest) * margin)),
    found(rows, numbers) {
      // Where nothing is found, four times as far each time.
      density = Math.max(rows / numbers, density / 4)
    },
  }
}

const fewest = 100
/** So much wider than exactly enough: another question costs more than some rows too many. */
const margin = 1.15
