/**
 * Compares two texts by their code points, as SQLite and the event store do by their bytes in UTF-8. JavaScript's own
 * comparison goes by UTF-16 code units, PostgreSQL's by the language of the server.
 */
export function byCodePoint(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
