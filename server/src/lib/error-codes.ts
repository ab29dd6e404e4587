/** SQLite's primary result code of an error, without what an extended code adds; undefined for errors of others. */
export function sqliteCodeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined
}

/** Whether it is an error with one of these codes: of the operating system (ENOENT), of Node (ERR_OUT_OF_RANGE) or of PostgreSQL (23505). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  )
}
