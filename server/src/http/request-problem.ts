import type { ProblemError } from '@catalytics/contract/errors.ts'
import { faultsOf } from '@catalytics/contract/faults.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { allWords } from '@catalytics/contract/words/all.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'
import { AppError, mostFaults, type Fault } from '../lib/errors.ts'
import type { SchemaRefusal } from './schema-refusal.ts'
import { shortened } from './shortened.ts'

/** What to say of a body, the parts of a path or headers that a schema refuses: everything that is wrong, at once. */
export function requestProblem({ part, issues, sent }: SchemaRefusal): AppError {
  const isBody = part === 'body'
  if (isBody && (sent === undefined || sent === null))
    return new AppError('invalid', 'This call wants a body. Send it with its Content-Type.', {
      because: because('body_missing'),
    })
  const faults = faultsOf(issues, sent)
    .slice(0, mostFaults)
    .map(({ path, ...of }) => (isBody ? { ...of, path } : { ...of, parameter: path.join('.') }))
  const field = issues[0]?.path.join('.') ?? ''
  return new AppError('invalid', faultsInWords(faults, 'en'), { faults, ...(field !== '' && { field }) })
}

/** Each fault with its place, as one text. */
export function faultsInWords(faults: readonly Fault[], language: Language): string {
  const [only, ...others] = faults
  if (only !== undefined && others.length === 0) return sentenceWithPlace(only, language)
  return faults.map((fault) => sentenceWithPlace(fault, language)).join(' ')
}

function sentenceWithPlace({ path = [], parameter = path.join('.'), ...of }: Fault, language: Language) {
  const sentence = sentenceOf(allWords[language], language, of)
  if (parameter === '') return sentence
  return `${shortened(parameter)}${language === 'fr' ? '\u00a0' : ''}: ${sentence}`
}

/** Everything that is wrong, for programs. */
export function problemErrors(faults: readonly Fault[], language: Language): ProblemError[] {
  return faults.map((fault) => ({
    ...placeOf(fault),
    reason: fault.reason,
    params: fault.params,
    detail: sentenceOf(allWords[language], language, fault),
  }))
}

/** Where a fault stands: a JSON Pointer (RFC 6901) into the body, else the name of a parameter or a header. */
function placeOf({ parameter, path }: Fault): { readonly pointer?: string } {
  if (parameter !== undefined) return { pointer: shortened(parameter) }
  return path === undefined ? {} : { pointer: pointerOf(path) }
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${escaped(shortened(String(part)))}`).join('')
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}
