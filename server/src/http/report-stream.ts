import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import { problemErrors } from './request-problem.ts'

type Report<Progress> = { readonly onProgress: (progress: Progress) => void; readonly signal: AbortSignal }

/**
 * Long work as lines of JSON: `{"progress": …}` while it goes on (the latest only, when the reader is slow), then
 * `{"result": …}` or `{"problem": {code, detail, field, errors}}`. Breaking off the loop stops the work.
 */
export async function* reportStream<Progress, Result>(
  work: (report: Report<Progress>) => Promise<Result>,
): AsyncGenerator<string> {
  const stop = new AbortController()
  let latest: Progress | undefined
  let wake = Promise.withResolvers<void>()
  const onProgress = (progress: Progress) => {
    latest = progress
    wake.resolve()
  }
  let ending: string | undefined
  void work({ onProgress, signal: stop.signal }).then(
    (result) => end(JSON.stringify({ result })),
    (error: unknown) => end(JSON.stringify({ problem: problemOf(error) })),
  )
  function end(line: string): void {
    ending = line
    wake.resolve()
  }
  try {
    for (;;) {
      await wake.promise
      wake = Promise.withResolvers()
      if (latest !== undefined) yield `${JSON.stringify({ progress: latest })}\n`
      latest = undefined
      if (ending !== undefined) {
        yield `${ending}\n`
        return
      }
    }
  } finally {
    stop.abort(new AppError('conflict', because('caller_gone')))
  }
}

function problemOf(error: unknown) {
  if (error instanceof AppError) {
    const { code, message, field, faults } = error
    return { code, detail: message, field, errors: problemErrors(faults, 'en') }
  }
  return { code: 'internal', detail: error instanceof Error ? error.message : 'unknown fault' }
}
