import type { z } from 'zod'
import { mostTimes, parameterHelp } from '@catalytics/contract/query.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import { shortened } from './shortened.ts'

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
  const found = parameters.flatMap(([name, value]) => {
    const known = schemas.get(name)
    const fault = known === undefined ? unknownParameter(schema, name) : faultOf(known, name, value)
    return fault === undefined ? [] : [{ ...fault, name: shortened(name) }]
  })
  const [first] = found
  if (first === undefined)
    return new AppError('invalid', 'The query parameters do not fit together.', {
      because: because('not_valid'),
    })
  return new AppError('invalid', found.map(({ message }) => message).join(' '), {
    field: first.name,
    faults: found.map(({ name, because: { reason, params } }) => ({ reason, params, parameter: name })),
  })
}

/** What is wrong with one parameter: in English for programmers, with what to send instead, and as a reason. */
type ParameterFault = { readonly message: string; readonly because: Because }

function unknownParameter(schema: z.ZodObject, name: string): ParameterFault {
  const known = Object.keys(schema.shape).join(', ')
  return {
    message: `There is no query parameter "${shortened(name)}" here. This call takes ${known}.`,
    because: known === '' ? because('no_parameters') : because('unknown_parameter', { known }),
  }
}

function faultOf(schema: z.core.$ZodType, name: string, value: unknown): ParameterFault | undefined {
  const fits = (one: unknown): boolean => safeParse(schema, one)
  if (fits(value)) return undefined
  const help = parameterHelp.get(schema) ?? {
    rule: 'must be another value',
    because: because('not_valid'),
    example: '',
  }
  const { rule, example } = help
  const right = `${name}=${inUrl(example)}`
  if (Array.isArray(value)) {
    const times = `The query parameter "${name}" came ${value.length} times`
    if (!fits([example]))
      return { message: `${times}. Send it once: ${right}.`, because: because('given_twice') }
    const wrong: unknown = value.find((one) => !fits(one))
    if (wrong === undefined)
      return { message: `${times}, which is too often.`, because: because('too_many', { limit: mostTimes }) }
    return faultOf(schema, name, wrong)
  }
  const text = String(value)
  if (text === '')
    return {
      message: `The query parameter "${name}" is empty. Send a value, such as ${right}, or leave it out.`,
      because: because('missing'),
    }
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > 1 && fits(parts))
    return {
      message: `The query parameter "${name}" takes one value each time it comes. Repeat it: ${parts.map((part) => `${name}=${inUrl(part)}`).join('&')}.`,
      because: because('one_value_each'),
    }
  const withPlus = text.replaceAll(' ', '+')
  if (withPlus !== text && fits(withPlus))
    return {
      message: `The query parameter "${name}" has a space: a plus sign in a URL stands for one. Send the plus sign as %2B: ${name}=${inUrl(withPlus)}.`,
      because: because('plus_not_encoded'),
    }
  return {
    message: `The query parameter "${name}" ${rule}, not "${shortened(text)}". Right is, for example, ${right}.`,
    because: help.because,
  }
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
