import type { z } from 'zod'
import { because, reasonBehind, type Because } from './reasons.ts'

/** A value that a schema refuses: where it stands, why, and what the words of the reason need. */
export type ValueFault = Because & { readonly path: readonly PropertyKey[] }

/**
 * What a schema found wrong with a value, by reasons. It knows nothing of requests, so that forms can look at what they send
 * with the same schema. A place is named once, but for several unknown fields in it.
 *
 * @param issues as Zod found them
 * @param sent the value that was looked at; it is read, never repeated
 */
export function faultsOf(issues: readonly z.core.$ZodIssue[], sent: unknown): readonly ValueFault[] {
  const found = new Map<string, ValueFault>()
  for (const fault of issues.flatMap((issue) => faultsIn(issue, sent))) {
    const place = JSON.stringify(fault.path.map(String))
    if (!found.has(place)) found.set(place, fault)
  }
  return [...found.values()]
}

function faultsIn(issue: z.core.$ZodIssue, sent: unknown): readonly ValueFault[] {
  const value = valueAt(sent, issue.path)
  const at = (of: Because) => [{ ...of, path: issue.path }]
  if (value === undefined && issue.code !== 'unrecognized_keys') return at(because('missing'))
  const ours = reasonBehind(issue.message)
  if (ours !== undefined) return at(isBlank(value) ? because('missing') : ours)
  switch (issue.code) {
    case 'invalid_type':
      return at(value === null ? because('missing') : wrongType(issue.expected))
    case 'too_big':
      return at(tooBig(issue))
    case 'too_small':
      return at(isBlank(value) ? because('missing') : tooSmall(issue))
    case 'invalid_format':
      return at(isBlank(value) ? because('missing') : wrongFormat(issue.format))
    case 'invalid_value':
      return at(isBlank(value) ? because('missing') : notInList(issue.values))
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ ...because('unknown_field'), path: [...issue.path, key] }))
    case 'invalid_union':
      return value === null ? at(because('missing')) : ofUnion(issue, sent)
    case 'invalid_key':
    case 'invalid_element':
      return at(reasonBehind(issue.issues[0]?.message ?? '') ?? because('not_valid'))
    case 'not_multiple_of':
    case 'custom':
      return at(because('not_valid'))
    default:
      return issue satisfies never
  }
}

function wrongType(expected: string): Because {
  switch (expected) {
    case 'string':
      return because('not_a_text')
    case 'number':
      return because('not_a_number')
    case 'int':
      return because('not_a_whole_number')
    case 'boolean':
      return because('not_yes_or_no')
    case 'array':
      return because('not_a_list')
    case 'object':
    case 'record':
      return because('not_an_object')
    default:
      return because('not_valid')
  }
}

function tooBig({ origin, maximum, inclusive = true }: z.core.$ZodIssueTooBig): Because {
  const limit = Number(maximum)
  if (origin === 'string') return because('too_long', { limit })
  if (origin === 'array') return because('too_many', { limit })
  return inclusive ? because('too_large', { limit }) : because('not_below', { limit })
}

function tooSmall({ origin, minimum, inclusive = true }: z.core.$ZodIssueTooSmall): Because {
  const limit = Number(minimum)
  if (origin === 'string') return because('too_short', { limit })
  if (origin === 'array') return limit === 1 ? because('none_chosen') : because('too_few', { limit })
  return inclusive ? because('too_small', { limit }) : because('not_above', { limit })
}

function wrongFormat(format: string): Because {
  switch (format) {
    case 'uuid':
    case 'guid':
      return because('not_an_id')
    case 'date':
      return because('not_a_day')
    case 'datetime':
      return because('not_an_instant')
    case 'url':
      return because('not_a_url')
    case 'cidrv4':
    case 'cidrv6':
    case 'ipv4':
    case 'ipv6':
      return because('not_a_network')
    default:
      return because('not_valid')
  }
}

/** A list without an end would hide the sentence that it stands in. */
const mostShown = 60

/** Names as a sentence lists them: the first of them, where there are many. */
export function listed(names: readonly string[]): string {
  return (names.length > mostShown ? [...names.slice(0, mostShown), '…'] : names).join(', ')
}

function notInList(values: readonly unknown[]): Because {
  return because('not_in_list', { allowed: listed(values.map(String)) })
}

/** Of several forms the one that the value comes nearest to: one that it is of the right type for, if there is such. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, sent: unknown): readonly ValueFault[] {
  if (issue.discriminator !== undefined) {
    const options: unknown = Reflect.get(issue, 'options')
    return [{ ...notInList(Array.isArray(options) ? options : []), path: issue.path }]
  }
  const ofRightType = issue.errors.filter((errors) => !errors.some(isOfWrongType))
  const nearest = ofRightType.toSorted((a, b) => a.length - b.length)[0] ?? issue.errors[0] ?? []
  return nearest.flatMap((one) => faultsIn({ ...one, path: [...issue.path, ...one.path] }, sent))
}

function isOfWrongType({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  let value = sent
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
