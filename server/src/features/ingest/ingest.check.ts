import { hash } from 'node:crypto'
import type { z } from 'zod'
import { event, ingestLimits, type ParsedEvent, type RejectReason } from '@catalytics/contract/events.ts'
import type { Segment, SegmentKind } from '@catalytics/contract/segments.ts'
import { sortedJson } from '../../lib/canonical-json.ts'
import { minuteMs } from '../../lib/clock.ts'
import { isRecord } from '../../lib/records.ts'
import { notJson } from './ingest.body.ts'
import { parseEventFast } from './ingest.fast-parser.ts'

/** An event that may be stored, with what was derived from it. */
export type CheckedEvent = {
  readonly id: string
  readonly event: ParsedEvent
  /** Epoch milliseconds. */
  readonly at: number
  /** The part's configuration as JSON with its keys in code unit order; empty without one. */
  readonly configuration: string
  /** 48 bits of the content's salted hash: tells a repetition from another event under the same id. */
  readonly hash: number
  readonly receipt: Receipt
}

/** How an event arrived: what is said in it of consent counts no more than that. */
export type Receipt = {
  /** Epoch milliseconds by the server's clock; of an event that lay in the quarantine, when it first came. */
  readonly at: number
  /** Sent with a site's public key, which anybody can read in its pages. */
  readonly byPage: boolean
}

export type Refused = { readonly id: string | null; readonly reason: RejectReason; readonly detail: string }

export type CheckEnv = {
  readonly now: number
  readonly hashSalt: string
  readonly newId: () => string
  /** Whether the contract takes events of this catalog, network or site. */
  readonly takes: (kind: SegmentKind, key: string) => boolean
  /** Whether the sender may write here: no segment lock, or one of these segments is in it. */
  readonly unlocked: (segments: readonly Segment[]) => boolean
}

const earliest = Date.parse(ingestLimits.earliest)
const earliestDay = ingestLimits.earliest.slice(0, 10)
const aheadMs = ingestLimits.minutesAhead * minuteMs

/** Checks one event as it was sent. The steps in order: shape, time, known places, identity. */
export function checkEvent(sent: unknown, env: CheckEnv, receipt: Receipt): CheckedEvent | Refused {
  if (sent === notJson) return { id: null, reason: 'invalid_json', detail: 'this line is not JSON' }
  const seen = parseEventFast(sent)
  if (seen !== undefined) return checkPlace(seen, env, receipt)
  const parsed = event.safeParse(sent)
  if (!parsed.success) return { id: idOf(sent), ...refusalOf(sent, parsed.error) }
  const checked = checkPlace(parsed.data, env, receipt)
  // The sender knows the id as it was sent.
  return isRefused(checked) ? { ...checked, id: idOf(sent) } : checked
}

/** What the shape cannot tell: whether the time and the places are ones that the contract takes. */
function checkPlace(value: ParsedEvent, env: CheckEnv, receipt: Receipt): CheckedEvent | Refused {
  const at = Date.parse(value.at)
  if (at < earliest || at > env.now + aheadMs) {
    return refused(
      value,
      'at_out_of_range',
      `at: must lie between ${earliestDay} and ${ingestLimits.minutesAhead} minutes from now by the clock of the server`,
    )
  }
  // One that lies ahead counts as given at its receipt; see people.merge.ts.
  const decidedAt = value.person?.consent?.at
  if (decidedAt !== undefined && Date.parse(decidedAt) < earliest)
    return refused(value, 'at_out_of_range', `person.consent.at: must not lie before ${earliestDay}`)
  if (!env.takes('catalog', value.catalog)) {
    return refused(
      value,
      'unknown_catalog',
      'catalog: the contract has no such catalog and takes no new ones',
    )
  }
  if (!env.takes(value.channel.kind, value.channel.key)) {
    const reason = value.channel.kind === 'site' ? 'unknown_site' : 'unknown_network'
    return refused(
      value,
      reason,
      `channel: the contract has no such ${value.channel.kind} and takes no new ones`,
    )
  }
  if (!env.unlocked([`catalog:${value.catalog}`, `${value.channel.kind}:${value.channel.key}`])) {
    return refused(
      value,
      'outside_segments',
      'catalog, channel: outside the segments this service account is locked to',
    )
  }
  const id = (value.id ?? env.newId()).toLowerCase()
  const configuration = value.part?.configuration
  const checked = {
    id,
    event: value,
    at,
    configuration: configuration === undefined ? '' : sortedJson(configuration),
  }
  return { ...checked, hash: contentHash(env.hashSalt, checked), receipt }
}

export function isRefused(checked: CheckedEvent | Refused): checked is Refused {
  return 'reason' in checked
}

/** Equal content gives equal text, whatever order its keys came in: those of objects are in the schema's order. */
function contentHash(salt: string, { id, at, configuration, event: content }: Hashed): number {
  const { type, catalog, channel, part, format, document, quote, person, session, country, language } =
    content
  const place = [catalog, channel, part?.number, part?.family, part?.category, configuration]
  const rest = [format, document, quote, person, session, country, language]
  const text = JSON.stringify([id, at, type, place, rest])
  return Number.parseInt(hash('sha256', salt + text, 'hex').slice(0, 12), 16)
}

type Hashed = Omit<CheckedEvent, 'hash' | 'receipt'>

function refused(value: ParsedEvent, reason: RejectReason, detail: string): Refused {
  return { id: value.id ?? null, reason, detail }
}

function idOf(sent: unknown): string | null {
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, 'id')) return null
  const { id } = sent as { id: unknown } // oxlint-disable-line typescript/no-unsafe-type-assertion -- hasOwn on the line above
  return typeof id === 'string' && id.isWellFormed() ? id.slice(0, 100) : null
}

function refusalOf(sent: unknown, error: z.ZodError): Pick<Refused, 'reason' | 'detail'> {
  const [issue] = error.issues
  if (issue === undefined) return { reason: 'invalid_field', detail: 'the event is not right' }
  const field = issue.path.join('.')
  const reason = reasonOf(sent, issue, field)
  // The schema says what it got; JSON knows no undefined.
  const message = reason === 'missing_field' ? 'is missing' : issue.message
  const detail = field === '' ? message : `${field}: ${message}`
  return { reason, detail: readable(detail.slice(0, 500)) }
}

/** A path holds keys as they were sent: PostgreSQL takes no NUL, and nobody a line break or half a character. */
function readable(text: string): string {
  return text.toWellFormed().replaceAll(/\p{Cc}/gu, '\ufffd')
}

function reasonOf(sent: unknown, issue: z.core.$ZodIssue, field: string): RejectReason {
  if (!isRecord(sent)) return 'not_an_object'
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'unknown_key'
    case 'too_big':
      return issue.origin === 'string' ? 'text_too_long' : 'invalid_field'
    case 'too_small':
      return field === 'quote.quantity' ? 'quantity_not_positive' : 'invalid_field'
    case 'invalid_type':
      return isMissing(sent, issue.path) ? 'missing_field' : 'invalid_field'
    case 'invalid_value':
      if (isMissing(sent, issue.path)) return 'missing_field'
      return field === 'type' ? 'unknown_type' : 'invalid_field'
    case 'invalid_format':
      return formatReasons[field] ?? (field.endsWith('language') ? 'invalid_field' : 'text_invalid')
    case 'invalid_key':
      return 'text_invalid'
    case 'custom':
      return ownReason(issue.params?.['reason'])
    default:
      return 'invalid_field'
  }
}

const formatReasons: Readonly<Record<string, RejectReason>> = {
  id: 'invalid_id',
  at: 'invalid_at',
  'person.email': 'invalid_email',
  'person.consent.at': 'invalid_at',
}

/** Zod does not carry the input in its issues by default: look whether the path ends in nothing. */
function isMissing(sent: unknown, path: readonly PropertyKey[]): boolean {
  let value = sent
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true
    value = (value as Record<PropertyKey, unknown>)[key] // oxlint-disable-line typescript/no-unsafe-type-assertion -- hasOwn on the line above
  }
  return false
}

const ownReasons: ReadonlySet<string> = new Set<RejectReason>([
  'invalid_country',
  'invalid_email',
  'unexpected_format',
  'unexpected_document',
  'unexpected_quote',
])

function ownReason(reason: unknown): RejectReason {
  return typeof reason === 'string' && isOwnReason(reason) ? reason : 'invalid_field'
}

function isOwnReason(reason: string): reason is RejectReason {
  return ownReasons.has(reason)
}
