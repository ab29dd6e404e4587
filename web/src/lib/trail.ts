const mostFailures = 10

let failures: readonly string[] = []
let pages: readonly string[] = []

/** Remembers the request id of a call that failed, for whoever asks for help about it. */
export function noteFailure(requestId: string): void {
  if (requestId !== '') failures = [...failures, requestId].slice(-mostFailures)
}

/** Remembers the path of a page that was looked at; what stands behind it in the address is nobody's business. */
export function notePage(path: string): void {
  pages = [...pages.filter((known) => known !== path), path].slice(-2)
}

/** The calls that failed in this tab, the latest last. */
export function latestFailures(): readonly string[] {
  return failures
}

/** The page that was looked at before this one, or undefined for the first of the tab. */
export function pageBefore(path: string): string | undefined {
  return pages.findLast((known) => known !== path)
}
