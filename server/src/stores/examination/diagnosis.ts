/** What a check found; with a `todo` it is a problem. */
export type Diagnosis = { readonly detail: string; readonly todo?: string }

/** The beginning of what an engine says, which goes on with positions, settings and threads. */
export function firstSentence(message: string): string {
  const [first = ''] = message.replace(/^Code: \d+\. DB::Exception: /, '').split('. ')
  return first.length <= 200 ? first : `${first.slice(0, 200)}…`
}
