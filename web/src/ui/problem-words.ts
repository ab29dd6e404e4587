import { textNow } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { faultsIn, wordsOfFault, type Fault } from '../lib/faults.ts'

/**
 * What to say of a failed call, in the language of the page: the reasons where the server named them, else what its code
 * means. The server's own words are English, and for programs.
 */
export function wordsOf(error: Error): string {
  const { say } = textNow()
  const faults = faultsIn(error)
  if (faults.length > 0) return faults.map(wordsOfFault).join(' ')
  if (!(error instanceof ApiError)) return say('ui.problem.ours')
  const { problem } = error
  if (problem === undefined) return say(`ui.problem.unanswered.${error.unanswered ?? 'read'}`)
  return say(`problems.codes.${problem.code}`)
}

/** What is wrong with which field. A server of an earlier version names one field, and says why in words only. */
export function placedFaults(error: Error | null): readonly Fault[] {
  const faults = faultsIn(error)
  if (faults.length > 0 || !(error instanceof ApiError) || error.problem?.field === undefined) return faults
  return [{ field: error.problem.field, why: wordsOf(error) }]
}
