import { z } from 'zod'
import { namesOf, ownedBy, partOf, wireOf } from '@catalytics/contract/columns.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { countColumns, eventColumns } from '@catalytics/contract/lead-columns.ts'
import { splitSegment, type Segment } from '@catalytics/contract/segments.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { openRanges } from '../../lib/growing-ranges.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { EventStore, Params } from '../../stores/events/event-store.ts'
import { rowKinds, type EventColumn, type StoredRowKind } from '../../stores/events/schema.ts'
import type { LeadFilter } from './leads.filter.ts'

/** What the store needs to know of the directory: people whose events carry another country than their profile. */
export type Selection = {
  readonly filter: LeadFilter
  readonly after: number
  readonly through: number
  /** Undefined when there are too many of them: then the store cannot narrow by country, and the caller must. */
  readonly moved: readonly number[] | undefined
}

/*
 * The event's side of a lead action, in the order of the contract's columns. What belongs to the person is joined from
 * the directory store.
 */
const ownColumns = ['person', 'country AS own_country', 'language AS own_language']
const ofEvent = ownedBy(eventColumns, 'event')
const actionSelect = [...ownColumns, ...ofEvent.map(selected)].join(', ')

/** Where the store has text, it has none empty: what a column may lack is the empty text there. */
function selected(name: (typeof ofEvent)[number]): string {
  const stored = storedName(name)
  const { cell, wire } = eventColumns[name]
  if (cell === 'text' && wire.safeParse(null).success) return `nullIf(${stored}, '') AS ${name}`
  return stored === name ? name : `${stored} AS ${name}`
}

function storedName(name: (typeof ofEvent)[number]): EventColumn {
  if (name === 'action_id') return 'id'
  return name === 'action' ? 'type' : name
}

const ownRow = { person: z.number(), own_country: z.string(), own_language: z.string() }
// What the store made itself is not looked at once more: it would cost as much as all the rest of a row.
const made = { seq: z.number(), action_id: z.string() }
const actionRow = z.object({ ...ownRow, ...partOf(eventColumns, ofEvent, 'wire'), ...made })
/** A lead action without its person. */
export type ActionRow = z.infer<typeof actionRow>

export type Statement = { readonly query: string; readonly params: Params }

/** The selected actions by number; `limit` null asks for all of them. */
export function actionsStatement(
  contract: ContractNumber,
  selection: Selection,
  limit: number | null,
): Statement {
  const { where, params } = condition(contract, selection)
  const end = limit === null ? '' : '\nLIMIT {limit: UInt32}'
  return {
    query: `SELECT ${actionSelect}
FROM events
WHERE ${where}
ORDER BY seq${end}`,
    params: limit === null ? params : { ...params, limit },
  }
}

export function parseActionRow(row: unknown): ActionRow {
  return actionRow.parse(row)
}

/** How many rows the statement's answer will have at the most, for progress. */
export async function countActions(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
): Promise<number> {
  const { where, params } = condition(contract, selection)
  const [row] = await events.rows(`SELECT count() AS count FROM events WHERE ${where}`, params)
  return z.object({ count: z.number() }).parse(row).count
}

const personActions = z.object({
  person: z.number(),
  actions: z.number(),
  first_action_at: z.string(),
  last_action_at: z.string(),
})
export type PersonActions = z.infer<typeof personActions>

/** Who acted in the selection, and how often: one row a person, whether or not they may leave now. */
export async function actionsByPerson(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
): Promise<readonly PersonActions[]> {
  const { where, params } = condition(contract, selection)
  const query = `SELECT person, count() AS actions, min(at) AS first_action_at, max(at) AS last_action_at
FROM events
WHERE ${where}
GROUP BY person`
  return (await events.rows(query, params)).map((row) => personActions.parse(row))
}

const leadRow = z.object({ ...ownRow, ...wireOf(countColumns) })
/** What a person did inside the selection, without the person. */
export type LeadRow = z.infer<typeof leadRow>

/** Each column of a lead's counts, over its person's families. */
const countOf: Readonly<Record<keyof typeof countColumns, string>> = {
  actions: 'sum(uses)',
  cad_downloads: 'sum(cads)',
  documents_opened: 'sum(documents)',
  quote_requests: 'sum(quotes)',
  product_views: 'sum(views)',
  contact_clicks: 'sum(clicks)',
  first_action_at: 'min(first_at)',
  last_action_at: 'max(last_at)',
  top_part_family: "nullIf(argMinIf(family, (-toInt64(uses), family), family != ''), '')",
  last_seq: 'max(latest)',
}
const leadSelect = namesOf(countColumns)
  .map((name) => `${countOf[name]} AS ${name}`)
  .join(',\n  ')

/** One row per person of the selection, in the order of their latest action's number; with `people` of these alone. */
export function leadsStatement(
  contract: ContractNumber,
  selection: Selection,
  people?: readonly number[],
): Statement {
  // The place of a page is one among people: all that they did is counted.
  const { where, params } = condition(contract, { ...selection, after: 0 })
  const only = people === undefined ? '' : ' AND person IN {people: Array(UInt32)}'
  return {
    // By family first: a map of families for each person would cost several times as much.
    query: `SELECT person, argMax(last_country, latest) AS own_country, argMax(last_language, latest) AS own_language,
  ${leadSelect}
FROM (
  SELECT person, toString(part_family) AS family,
    argMax(country, seq) AS last_country, argMax(language, seq) AS last_language,
    count() AS uses,
    countIf(type = 'cad_download') AS cads,
    countIf(type = 'document_open') AS documents,
    countIf(type = 'quote_request') AS quotes,
    countIf(type = 'product_view') AS views,
    countIf(type = 'contact_click') AS clicks,
    min(at) AS first_at,
    max(at) AS last_at,
    max(seq) AS latest
  FROM events
  WHERE ${where}${only}
  GROUP BY person, part_family
)
GROUP BY person
ORDER BY last_seq`,
    params: people === undefined ? params : { ...params, people },
  }
}

/** What these people did inside the selection. */
export async function leadRows(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
  people: readonly number[],
): Promise<readonly LeadRow[]> {
  if (people.length === 0) return []
  const { query, params } = leadsStatement(contract, selection, people)
  return (await events.rows(query, params)).map((row) => leadRow.parse(row))
}

export function parseLeadRow(row: unknown): LeadRow {
  return leadRow.parse(row)
}

export type ChangeRow = {
  readonly seq: number
  readonly kind: StoredRowKind
  readonly person: number
  readonly action_id: string
  /** An instant in UTC. */
  readonly received_at: string
}

type ChangesAsked = {
  readonly after: number
  readonly through: number
  readonly segmentLock: readonly Segment[]
}

/** Everything that changed with numbers in (after, through], by number; the first `limit` of them. */
export async function changeRows(
  events: EventStore,
  contract: ContractNumber,
  asked: ChangesAsked,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const ranges = openRanges(asked.through, limit)
  const rows: ChangeRow[] = []
  for (let after = asked.after; after < asked.through && rows.length < limit; ranges.widen()) {
    const through = ranges.end(after)
    const found = await changeRowsOf(events, contract, { ...asked, after, through }, limit - rows.length)
    for (const row of found) rows.push(row)
    after = through
  }
  return rows
}

async function changeRowsOf(
  events: EventStore,
  contract: ContractNumber,
  { after, through, segmentLock }: ChangesAsked,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const params: Record<string, Params[string]> = { contract, after, through, limit }
  const locked = segmentCondition(segmentLock, 'lock', params)
  // A change of a person concerns a locked account only where it can see an action of the person.
  const seen =
    locked === ''
      ? ''
      : ` AND person IN (SELECT person FROM events WHERE contract = {contract: UInt32} AND ${locked})`
  const query = `SELECT seq, kind, person, id AS action_id, received_at
FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND ((kind IN ('event', 'release') AND released = 1${locked === '' ? '' : ` AND ${locked}`})
    OR (kind NOT IN ('event', 'release')${seen}))
ORDER BY seq
LIMIT {limit: UInt32}`
  const answer = (await events.bytes(query, params, 'TabSeparated')).toString()
  const rows: ChangeRow[] = []
  for (const lines of chunksOf(answer.split('\n').slice(0, -1), linesAtOnce)) {
    if (rows.length > 0) await loopTurn(contract)
    for (const line of lines) rows.push(parseChangeRow(line))
  }
  return rows
}

const linesAtOnce = 1000

/** None of its columns holds a character that the format escapes; by hand, because a page has ten thousand of them. */
function parseChangeRow(line: string): ChangeRow {
  const [seq = '', kind = '', person = '', action_id, received_at] = line.split('\t')
  if (!isKind(kind) || action_id === undefined || received_at === undefined)
    throw new TypeError('the event store answered with what is no change')
  return { seq: Number(seq), kind, person: Number(person), action_id, received_at }
}

function isKind(word: string): word is StoredRowKind {
  return Object.hasOwn(rowKinds, word)
}

/** Every action of one person, whether released or not: for the person themself and for the ledger. */
export async function actionsOfPerson(
  events: EventStore,
  contract: ContractNumber,
  person: number,
): Promise<readonly ActionRow[]> {
  const query = `SELECT ${actionSelect} FROM events
WHERE contract = {contract: UInt32} AND person = {person: UInt32} AND kind IN ('event', 'release') ORDER BY seq`
  return (await events.rows(query, { contract, person })).map((row) => actionRow.parse(row))
}

const personChange = z.object({
  seq: z.number(),
  kind: z.enum(['lead_updated', 'lead_erased', 'consent_withdrawn', 'lead_merged']),
})

/** What the feed tells of people besides actions, oldest first. */
export async function changesOf(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
): Promise<readonly z.infer<typeof personChange>[]> {
  const query = `SELECT seq, kind FROM events
WHERE contract = {contract: UInt32} AND person IN {people: Array(UInt32)} AND kind NOT IN ('event', 'release') ORDER BY seq`
  return (await events.rows(query, { contract, people })).map((row) => personChange.parse(row))
}

/** Whether the selection holds somebody who has withdrawn their consent, or was erased, since it was complete. */
export async function someoneWithdrew(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
): Promise<boolean> {
  const { through } = selection
  const left = await events.rows(
    `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {through: UInt64} AND kind IN ('consent_withdrawn', 'lead_erased', 'lead_merged')`,
    { contract, through },
  )
  if (left.length === 0) return false
  const people = left.map((row) => z.object({ person: z.number() }).parse(row).person)
  // Their actions count as released no more; nor is the country looked at, which may have been another one then.
  const { where, params } = condition(
    contract,
    { ...selection, moved: undefined },
    "kind IN ('event', 'release')",
  )
  const query = `SELECT count() AS count FROM events WHERE ${where} AND person IN {people: Array(UInt32)}`
  const [row] = await events.rows(query, { ...params, people })
  return z.object({ count: z.number() }).parse(row).count > 0
}

/** What selects the rows of a selection, and its values. */
export function condition(
  contract: ContractNumber,
  selection: Selection,
  which = 'released = 1',
): { where: string; params: Record<string, Params[string]> } {
  const { filter, after, through, moved } = selection
  const params: Record<string, Params[string]> = { contract, after, through }
  const parts = ['contract = {contract: UInt32}', 'seq > {after: UInt64}', 'seq <= {through: UInt64}', which]
  if (filter.from !== null) {
    parts.push('at >= fromUnixTimestamp64Milli({from: Int64})')
    params['from'] = storable(filter.from)
  }
  if (filter.to !== null) {
    parts.push('at < fromUnixTimestamp64Milli({to: Int64})')
    params['to'] = storable(filter.to)
  }
  if (filter.actions.length > 0) {
    parts.push('type IN {actions: Array(String)}')
    params['actions'] = filter.actions
  }
  if (filter.countries.length > 0 && moved !== undefined) {
    parts.push('(country IN {countries: Array(String)} OR person IN {moved: Array(UInt32)})')
    params['countries'] = filter.countries
    params['moved'] = moved
  }
  for (const [name, segments] of [
    ['segment', filter.segments],
    ['lock', filter.segmentLock],
  ] as const) {
    const own = segmentCondition(segments, name, params)
    if (own !== '') parts.push(own)
  }
  return { where: parts.join('\n  AND '), params }
}

/** The nearest instant that the engine's calendar has; every action lies well inside of it. */
function storable(instant: number): number {
  return Math.min(Math.max(instant, Date.UTC(1900, 0)), Date.UTC(2299, 0))
}

/** One of the segments; adds the values to `params`. Empty without segments. */
function segmentCondition(
  segments: readonly Segment[],
  name: 'segment' | 'lock',
  params: Record<string, Params[string]>,
): string {
  const split = segments.map(splitSegment)
  const keys = (kind: string) =>
    split.filter((segment) => segment.kind === kind).map((segment) => segment.key)
  const parts: string[] = []
  if (keys('catalog').length > 0) {
    parts.push(`catalog IN {${name}_catalogs: Array(String)}`)
    params[`${name}_catalogs`] = keys('catalog')
  }
  for (const kind of ['site', 'network'] as const) {
    if (keys(kind).length === 0) continue
    parts.push(`(channel_kind = '${kind}' AND channel IN {${name}_${kind}s: Array(String)})`)
    params[`${name}_${kind}s`] = keys(kind)
  }
  return parts.length === 0 ? '' : `(${parts.join(' OR ')})`
}

export const actionKinds: ReadonlySet<string> = new Set<StoredRowKind>(['event', 'release'])
