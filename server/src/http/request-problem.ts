import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { allWords } from '@catalytics/contract/words/all.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'
import { AppError, type Fault } from '../lib/errors.ts'
import { shortened } from './shortened.ts'

/** So many things that are wrong are named; who sent thousands has made one mistake thousands of times. */
const mostNamed = 100

/**
 * What to say of a body, the parts of a path or headers that the schema of the route refuses: everything that is wrong,
 * at once.
 *
 * @param part where the fault was found, as Fastify calls it
 */
export function requestProblem(request: FastifyRequest, part: string | undefined): AppError {
  const { schema: schemas } = request.routeOptions
  const [schema, sent] =
    part === 'params'
      ? [schemas?.params, request.params]
      : part === 'headers'
        ? [schemas?.headers, request.headers]
        : [schemas?.body, request.body]
  const found = schema instanceof z.ZodType ? schema.safeParse(sent).error : undefined
  const faults = faultsOf(found?.issues ?? [], sent)
    .slice(0, mostNamed)
    .map(({ path, ...of }) => (part === 'body' ? { ...of, path } : { ...of, parameter: path.join('.') }))
  const [first] = found?.issues ?? []
  if (first === undefined) return new AppError('invalid', because('not_valid'))
  const field = first.path.join('.')
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

/**
 * Where a fault stands: a JSON Pointer (RFC 6901) into the body, else the name of a parameter or a header. A call
 * without a body has parameters only; a header's name begins with a capital, which no field of ours does.
 */
export function placeOf(fault: Fault, request: FastifyRequest): { readonly pointer?: string } {
  if (fault.parameter !== undefined) return { pointer: shortened(fault.parameter) }
  return fault.path === undefined ? {} : { pointer: pointerOf(fault.path, request) }
}

function pointerOf(path: readonly PropertyKey[], { routeOptions, method }: FastifyRequest): string {
  const [first = ''] = path.map(String)
  const query = routeOptions.schema?.querystring
  const isParameter = query instanceof z.ZodObject && Object.hasOwn(query.shape, first)
  if (isParameter || method === 'GET' || method === 'HEAD' || /^[A-Z]/.test(first))
    return shortened(path.join('.'))
  return path.map((part) => `/${escaped(shortened(String(part)))}`).join('')
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}
