import type { z } from 'zod'
import { parameterHelp } from '@catalytics/contract/query.ts'
import { AppError } from '../lib/errors.ts'

/**
 * What to say of a query that its schema refuses: which parameter, what is wrong with it, and what would be right.
 *
 * @param schema the route's schema of its query
 * @param query the parameters as they came: texts, or lists of texts where one came several times
 */
export function queryProblem(schema: z.ZodObject, query: unknown): AppError {
  // Not a Zod record: that would leave out `__proto__`.
  const parameters: [string, unknown][] = Object.entries(query ?? {})
  const schemas = new Map<string, z.core.$ZodType>(Object.entries(schema.shape))
  for (const [name, value] of parameters) {
    const known = schemas.get(name)
    const fault = known === undefined ? unknownParameter(schema, name) : faultOf(known, name, value)
    if (fault !== undefined) return new AppError('invalid', fault, { field: shortened(name) })
  }
  return new AppError('invalid', 'The query parameters do not fit together.')
}

function unknownParameter(schema: z.ZodObject, name: string): string {
  return `There is no query parameter "${shortened(name)}" here. This call takes ${Object.keys(schema.shape).join(', ')}.`
}

function faultOf(schema: z.core.$ZodType, name: string, value: unknown): string | undefined {
  const fits = (one: unknown): boolean => safeParse(schema, one)
  if (fits(value)) return undefined
  const { rule, example } = parameterHelp.get(schema) ?? { rule: 'must be another value', example: '' }
  const right = `${name}=${inUrl(example)}`
  if (Array.isArray(value)) {
    if (!fits([example]))
      return `The query parameter "${name}" came ${value.length} times. Send it once: ${right}.`
    const wrong: unknown = value.find((one) => !fits(one))
    if (wrong === undefined)
      return `The query parameter "${name}" came ${value.length} times, which is too often.`
    return faultOf(schema, name, wrong)
  }
  const text = String(value)
  if (text === '')
    return `The query parameter "${name}" is empty. Send a value, such as ${right}, or leave it out.`
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > 1 && fits(parts))
    return `The query parameter "${name}" takes one value each time it comes. Repeat it: ${parts.map((part) => `${name}=${inUrl(part)}`).join('&')}.`
  const withPlus = text.replaceAll(' ', '+')
  if (withPlus !== text && fits(withPlus))
    return `The query parameter "${name}" has a space: a plus sign in a URL stands for one. Send the plus sign as %2B: ${name}=${inUrl(withPlus)}.`
  return `The query parameter "${name}" ${rule}, not "${shortened(text)}". Right is, for example, ${right}.`
}

function safeParse(schema: z.core.$ZodType, value: unknown): boolean {
  const result = schema['~standard'].validate(value)
  // None of our schemas asks anybody, so none answers later.
  return !(result instanceof Promise) && result.issues === undefined
}

/** As it stands in a URL; colons and slashes stay readable, which a query allows (RFC 3986 section 3.4). */
function inUrl(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/')
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
