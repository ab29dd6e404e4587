import { textNow } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'

/** What to say of a failed call. The server speaks English; to others its code is said, in their language. */
export function wordsOf(error: Error): string {
  const { say, language } = textNow()
  if (!(error instanceof ApiError)) return say('ui.problem.ours')
  const { problem } = error
  if (problem === undefined) return say(`ui.problem.unanswered.${error.unanswered ?? 'read'}`)
  return language === 'en' ? problem.detail : say(`ui.problem.codes.${problem.code}`)
}

/** The server's own words, where {@link wordsOf} says less than they do. */
export function ownWordsOf(error: Error): string | undefined {
  if (!(error instanceof ApiError) || textNow().language === 'en') return undefined
  return error.problem?.detail
}

/** What to say beside a field that is at fault. */
export function wordsOfField(problem: NonNullable<ApiError['problem']>): string {
  const { say, language } = textNow()
  return language === 'en' ? problem.detail : say('ui.problem.field')
}
