import { createHash } from 'node:crypto'
import type { Column, FileNotes, PutBytes, TableEncoder } from './table.ts'
import { openZip } from './zip-archive.ts'

export type ZippedTableOptions = {
  readonly columns: readonly Column[]
  /** The name of the table's own file inside the zip. */
  readonly innerName: string
  /** Asked twice: for the date of the entries when the file begins, for the manifest when it ends. */
  readonly notes: () => FileNotes
  /** False for a format that is compressed by itself. */
  readonly deflate: boolean
  readonly encode: (put: PutBytes) => TableEncoder
}

/** Encodes a zip of a table's file and `manifest.json`, which says what the file holds and how to check it. */
export function encodeZipped(put: PutBytes, options: ZippedTableOptions): TableEncoder {
  const { columns, innerName, notes, deflate, encode } = options
  const zip = openZip(put, new Date(notes().made_at))
  const entry = zip.begin(innerName, deflate ? deflateLevel : 0)
  const hash = createHash('sha256')
  let bytes = 0
  const table = encode(async (chunk) => {
    hash.update(chunk)
    bytes += chunk.length
    await entry.put(chunk)
  })

  return {
    write: (rows) => table.write(rows),
    async end(rows) {
      await table.end(rows)
      entry.end()
      // A manifest is read by programs: its names are the same in every language.
      const { labels: _labels, ...facts } = notes()
      const manifest = {
        ...facts,
        rows,
        file: { name: innerName, bytes, sha256: hash.digest('hex') },
        columns: columns.map(({ name, type }) => ({ name, type })),
      }
      zip.add('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
      await zip.end()
    },
    async abort() {
      await table.abort()
      await zip.abort()
    },
  }
}

const deflateLevel = 3
