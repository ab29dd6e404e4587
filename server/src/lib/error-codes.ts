/** Whether it is an error with one of these codes: of the operating system (ENOENT), of Node (ERR_OUT_OF_RANGE) or of PostgreSQL (23505). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  )
}
