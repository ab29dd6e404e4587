/** Why something failed, in one line for people: the message, or that of what lies behind it where it has none. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  if (error.message !== '') return error.message
  // A host with several addresses fails once for each, and the whole says nothing.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error.cause === undefined ? error.name : reasonOf(error.cause)
}
