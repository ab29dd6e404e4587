import { encoderFor, type TableFileOptions } from './table-file.ts'
import type { Row } from './table.ts'

/**
 * A file of rows as it is made, for whoever downloads it. It goes on as the bytes are taken, so memory does not grow with
 * the number of rows; breaking off the loop ends the work.
 *
 * @throws RangeError for a locale without a CSV dialect
 */
export async function* streamTable(
  options: Omit<TableFileOptions, 'zip' | 'innerName'>,
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const encoder = encoderFor({ ...options, zip: false, innerName: '' })((bytes) => {
    made.push(bytes)
    return Promise.resolve()
  })
  let rows = 0
  let ended = false
  try {
    for await (const batch of batches) {
      await encoder.write(batch)
      rows += batch.length
      yield* made.splice(0)
    }
    await encoder.end(rows)
    ended = true
    yield* made.splice(0)
  } finally {
    if (!ended) await encoder.abort()
  }
}
