import { createHash, hash } from 'node:crypto'

/**
 * The id of the event that a row of a file becomes: a UUID of version 8 (RFC 9562 section 5.8) out of SHA-256 over the
 * file's hash and the row's number, so that the same file gives the same events.
 *
 * @param fileSha256 as bytes or in hexadecimal
 * @param row the row's number in the file, see {@link import('../../stores/files/readers/rows.ts').SourceRow}
 */
export function importEventId(fileSha256: Buffer | string, row: number): string {
  const file = typeof fileSha256 === 'string' ? fileSha256.toLowerCase() : fileSha256.toString('hex')
  const hex = hash('sha256', `${file} row ${row}`)
  // Version 8 in the first digit of the third group, variant 10 in the first two bits of the fourth.
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What stands for the file in {@link importEventId} when another sheet than the usual one of a workbook is read. */
export function sheetSha256(fileSha256: Buffer, sheet: string): Buffer {
  return createHash('sha256').update(fileSha256).update(`sheet ${sheet}`).digest()
}
