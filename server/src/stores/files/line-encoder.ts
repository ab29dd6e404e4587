import type { PutBytes, Row, TableEncoder } from './table.ts'

/** Encodes a text format of one line (with its line break) a row, after `head`. */
export function encodeLines(put: PutBytes, head: string, line: (row: Row) => string): TableEncoder {
  let held = head

  async function putHeld(): Promise<void> {
    const text = held
    held = ''
    await put(Buffer.from(text))
  }

  return {
    async write(rows) {
      for (const row of rows) {
        held += line(row)
        if (held.length >= chunkCharacters) await putHeld()
      }
    },
    async end() {
      if (held !== '') await putHeld()
    },
    async abort() {
      held = ''
    },
  }
}

const chunkCharacters = 64 * 1024
