import { z } from 'zod'
import { channelKind, eventType } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { splitSegment, type Segment } from '@catalytics/contract/segments.ts'
import type { EventStore, Params } from '../../stores/events/event-store.ts'
import type { RowKind } from '../../stores/events/schema.ts'
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
const personColumns = ['person', 'country AS own_country', 'language AS own_language']
const actionColumns = [
  'seq',
  'id AS action_id',
  'type AS action',
  'at',
  'catalog',
  'channel_kind',
  'channel',
  ...[
    'category',
    'part_family',
    'part_number',
    'configuration',
    'cad_format',
    'document',
    'document_kind',
  ].map((column) => `nullIf(${column}, '') AS ${column}`),
  'quote_quantity',
]

const text = z.string().nullable()
const actionRow = z.object({
  person: z.number(),
  own_country: z.string(),
  own_language: z.string(),
  seq: z.number(),
  action_id: z.string(),
  action: eventType,
  at: z.string(),
  catalog: z.string(),
  channel_kind: channelKind,
  channel: z.string(),
  category: text,
  part_family: text,
  part_number: text,
  configuration: text,
  cad_format: text,
  document: text,
  document_kind: text,
  quote_quantity: z.number().nullable(),
})
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
    query: `SELECT ${[...personColumns, ...actionColumns].join(', ')}
FROM events
WHERE ${where}
ORDER BY seq${end}`,
    params: limit === null ? params : { ...params, limit },
  }
}

export async function actionRows(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
  limit: number,
): Promise<readonly ActionRow[]> {
  const { query, params } = actionsStatement(contract, selection, limit)
  return (await events.rows(query, params)).map((row) => actionRow.parse(row))
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

const leadRow = z.object({
  person: z.number(),
  own_country: z.string(),
  own_language: z.string(),
  actions: z.number(),
  cad_downloads: z.number(),
  documents_opened: z.number(),
  quote_requests: z.number(),
  product_views: z.number(),
  contact_clicks: z.number(),
  first_action_at: z.string(),
  last_action_at: z.string(),
  top_part_family: text,
  last_seq: z.number(),
})
/** What a person did inside the selection, without the person. */
export type LeadRow = z.infer<typeof leadRow>

/** One row per person of the selection, in the order of their latest action's number. */
export function leadsStatement(
  contract: ContractNumber,
  selection: Selection,
  options: { readonly limit: number | null; readonly people?: readonly number[] },
): Statement {
  // The mark of a page is the latest action, so it limits the groups, not the rows that are counted.
  const { where, params } = condition(contract, { ...selection, after: 0 })
  const only = options.people === undefined ? '' : ' AND person IN {people: Array(UInt32)}'
  const end = options.limit === null ? '' : '\nLIMIT {limit: UInt32}'
  return {
    query: `SELECT person, argMax(country, seq) AS own_country, argMax(language, seq) AS own_language,
  count() AS actions,
  countIf(type = 'cad_download') AS cad_downloads,
  countIf(type = 'document_open') AS documents_opened,
  countIf(type = 'quote_request') AS quote_requests,
  countIf(type = 'product_view') AS product_views,
  countIf(type = 'contact_click') AS contact_clicks,
  min(at) AS first_action_at,
  max(at) AS last_action_at,
  sumMapIf([toString(part_family)], [toUInt64(1)], part_family != '') AS families,
  nullIf(arraySort((family, uses) -> (-toInt64(uses), family), families.1, families.2)[1], '') AS top_part_family,
  max(seq) AS last_seq
FROM events
WHERE ${where}${only}
GROUP BY person
HAVING last_seq > {mark: UInt64}
ORDER BY last_seq${end}`,
    params: {
      ...params,
      mark: selection.after,
      ...(options.limit === null ? {} : { limit: options.limit }),
      ...(options.people === undefined ? {} : { people: options.people }),
    },
  }
}

export async function leadRows(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
  options: { readonly limit: number | null; readonly people?: readonly number[] },
): Promise<readonly LeadRow[]> {
  const { query, params } = leadsStatement(contract, selection, options)
  return (await events.rows(query, params)).map((row) => leadRow.parse(row))
}

export function parseLeadRow(row: unknown): LeadRow {
  return leadRow.parse(row)
}

const changeRow = actionRow.extend({
  kind: z.enum(['event', 'release', 'lead_updated', 'lead_erased', 'consent_withdrawn']),
  action: z.string(),
  channel_kind: z.string(),
  received_at: z.string(),
})
export type ChangeRow = z.infer<typeof changeRow>

/** Everything that changed with numbers in (after, through], by number. */
export async function changeRows(
  events: EventStore,
  contract: ContractNumber,
  selection: { readonly after: number; readonly through: number; readonly segmentLock: readonly Segment[] },
  limit: number,
): Promise<readonly ChangeRow[]> {
  const params: Record<string, Params[string]> = {
    contract,
    after: selection.after,
    through: selection.through,
    limit,
  }
  const locked = segmentCondition(selection.segmentLock, 'lock', params)
  // A change of a person concerns a locked account only where it can see an action of the person.
  const seen =
    locked === ''
      ? ''
      : ` AND person IN (SELECT person FROM events WHERE contract = {contract: UInt32} AND ${locked})`
  const query = `SELECT kind, received_at, ${[...personColumns, ...actionColumns].join(', ')}
FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND ((kind IN ('event', 'release') AND released = 1${locked === '' ? '' : ` AND ${locked}`})
    OR (kind NOT IN ('event', 'release')${seen}))
ORDER BY seq
LIMIT {limit: UInt32}`
  return (await events.rows(query, params)).map((row) => changeRow.parse(row))
}

/** Every action of one person, whether released or not: for the person themself and for the ledger. */
export async function actionsOfPerson(
  events: EventStore,
  contract: ContractNumber,
  person: number,
): Promise<readonly ActionRow[]> {
  const query = `SELECT ${[...personColumns, ...actionColumns].join(', ')} FROM events
WHERE contract = {contract: UInt32} AND person = {person: UInt32} AND kind IN ('event', 'release') ORDER BY seq`
  return (await events.rows(query, { contract, person })).map((row) => actionRow.parse(row))
}

const personChange = z.object({
  seq: z.number(),
  kind: z.enum(['lead_updated', 'lead_erased', 'consent_withdrawn']),
})

/** What the feed tells of one person besides actions, oldest first. */
export async function changesOfPerson(
  events: EventStore,
  contract: ContractNumber,
  person: number,
): Promise<readonly z.infer<typeof personChange>[]> {
  const query = `SELECT seq, kind FROM events
WHERE contract = {contract: UInt32} AND person = {person: UInt32} AND kind NOT IN ('event', 'release') ORDER BY seq`
  return (await events.rows(query, { contract, person })).map((row) => personChange.parse(row))
}

/** Whether the selection holds somebody who has withdrawn their consent, or was erased, since it was complete. */
export async function someoneLeft(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
): Promise<boolean> {
  const { through } = selection
  const left = await events.rows(
    `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {through: UInt64} AND kind IN ('consent_withdrawn', 'lead_erased')`,
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

function condition(
  contract: ContractNumber,
  selection: Selection,
  which = 'released = 1',
): { where: string; params: Record<string, Params[string]> } {
  const { filter, after, through, moved } = selection
  const params: Record<string, Params[string]> = { contract, after, through }
  const parts = ['contract = {contract: UInt32}', 'seq > {after: UInt64}', 'seq <= {through: UInt64}', which]
  if (filter.from !== null) {
    parts.push('at >= fromUnixTimestamp64Milli({from: Int64})')
    params['from'] = filter.from
  }
  if (filter.to !== null) {
    parts.push('at < fromUnixTimestamp64Milli({to: Int64})')
    params['to'] = filter.to
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

/** A change that is an action, as an action. */
export function asAction({ kind: _kind, received_at: _received, ...row }: ChangeRow): ActionRow {
  return actionRow.parse(row)
}

export const actionKinds: ReadonlySet<string> = new Set<RowKind>(['event', 'release'])
