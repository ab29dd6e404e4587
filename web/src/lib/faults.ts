import { isReason, type Because } from '@catalytics/contract/reasons.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'
import { textNow } from '../i18n/texts.ts'
import { ApiError } from './api.ts'

/** One thing that is wrong with what was entered. */
export type Fault = {
  /** Where, as a dotted path of what is sent; undefined where it is the whole. */
  readonly field: string | undefined
  /** Why: a reason, or the server's words in the language of the page where it is newer than the page. */
  readonly why: Because | string
}

/** What was entered cannot be sent as it is: found before anything left. */
export class NotFit extends Error {
  override readonly name = 'NotFit'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('What was entered cannot be sent.')
    this.faults = faults
  }
}

/** Everything that is known to be wrong, with its reason. */
export function faultsIn(error: Error | null): readonly Fault[] {
  if (error instanceof NotFit) return error.faults
  if (!(error instanceof ApiError)) return []
  return (error.problem?.errors ?? []).map(({ pointer, reason, params, detail }) => ({
    field: pointer === undefined ? undefined : fieldOf(pointer),
    why: isReason(reason) ? { reason, params } : detail,
  }))
}

/** Why something is refused, in the language of the moment. */
export function wordsOfFault({ why }: Fault): string {
  const { tree, language } = textNow()
  return typeof why === 'string' ? why : sentenceOf(tree, language, why)
}

/** `/segments/0/key` as forms name it: `segments.0.key`. */
function fieldOf(pointer: string): string {
  if (!pointer.startsWith('/')) return pointer
  return pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
}
