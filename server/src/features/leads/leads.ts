import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { ChangesQuery, Lead, LeadAction, LeadChange } from '@catalytics/contract/leads.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { toCursor, type LeadFilter } from './leads.filter.ts'
import { recordDelivery, sha256Of } from './leads.ledger.ts'
import { countryNames } from './leads.people.ts'
import { joinActions, joinLeads } from './leads.rows.ts'
import { select, type Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

export { leadFilter, type LeadFilter } from './leads.filter.ts'
export type { Deps } from './leads.select.ts'
export { sightOf } from './leads.sight.ts'
export { streamRows } from './leads.streams.ts'

export type Page<Row> = {
  readonly data: Row[]
  readonly next_cursor: string | null
  readonly complete_through: number
}

export type PageRequest = {
  readonly filter: LeadFilter
  readonly limit: number
  readonly cursor: string | undefined
  /** Language of the country names. */
  readonly language: string
  /** Who receives the rows; for the ledger. */
  readonly actor: string
}

/** One page of lead actions, by number. All pages of a call show the state at its first page. */
export async function pageOfActions(
  deps: Deps,
  number: ContractNumber,
  request: PageRequest,
): Promise<Page<LeadAction>> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter, request.cursor)
  const names = countryNames(request.language)
  const page = await fill<LeadAction>(request.limit, selection.after, async (after, limit) => {
    const rows = await store.actionRows(deps.events, contract.number, { ...selection, after }, limit)
    return await joinActions(deps, contract, rows, request.filter, names)
  })
  return await delivered(deps, contract, 'actions', request, selection, page)
}

/** One page of leads, each person once, by the number of their latest action inside the filter. */
export async function pageOfLeads(
  deps: Deps,
  number: ContractNumber,
  request: PageRequest,
): Promise<Page<Lead>> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter, request.cursor)
  const names = countryNames(request.language)
  const page = await fill<Lead>(request.limit, selection.after, async (after, limit) => {
    const rows = await store.leadRows(deps.events, contract.number, { ...selection, after }, { limit })
    return await joinLeads(deps, contract, rows, request.filter, names)
  })
  return await delivered(deps, contract, 'leads', request, selection, page)
}

type Filled<Row> = { readonly rows: Row[]; readonly last: number; readonly more: boolean }

/** Reads until the page is full: rows of people who must not leave are passed over. */
async function fill<Row>(
  limit: number,
  start: number,
  read: (
    after: number,
    limit: number,
  ) => Promise<readonly { readonly row: Row | null; readonly seq: number }[]>,
): Promise<Filled<Row>> {
  const rows: Row[] = []
  let last = start
  for (;;) {
    // One more than needed tells whether anything follows.
    const wanted = limit - rows.length + 1
    const batch = await read(last, wanted)
    for (const { row, seq } of batch) {
      if (rows.length === limit) return { rows, last, more: true }
      if (row !== null) rows.push(row)
      last = seq
    }
    if (batch.length < wanted) return { rows, last, more: false }
  }
}

async function delivered<Row>(
  deps: Deps,
  contract: contracts.Contract,
  what: 'actions' | 'leads',
  request: PageRequest,
  selection: store.Selection,
  page: Filled<Row>,
): Promise<Page<Row>> {
  if (page.rows.length > 0) {
    await recordDelivery(deps, contract.number, {
      road: 'api',
      actor: request.actor,
      filter: { rows: what, ...request.filter },
      from_seq: what === 'leads' ? 1 : selection.after + 1,
      to_seq: what === 'leads' ? selection.through : page.last,
      rows: page.rows.length,
      sha256: sha256Of(page.rows),
    })
  }
  return {
    data: page.rows,
    next_cursor: page.more
      ? toCursor({ after: page.last, through: selection.through }, request.filter)
      : null,
    complete_through: selection.through,
  }
}

export type Changes = {
  readonly data: LeadChange[]
  readonly next_after: number
  readonly complete_through: number
  readonly lag_ms: number
}

/**
 * What changed after a number, in order; waits for news when there is none and the caller likes to. A caller who
 * stores `next_after` with the rows misses nothing and gets nothing twice.
 */
export async function changesAfter(
  deps: Deps,
  number: ContractNumber,
  query: ChangesQuery,
  caller: {
    readonly segmentLock: readonly Segment[]
    readonly language: string
    readonly actor: string
    readonly signal: AbortSignal
  },
): Promise<Changes> {
  const contract = await contracts.contractOfNumber(deps, number)
  const until = deps.clock().getTime() + query.wait * 1000
  let after = query.after
  for (;;) {
    const through = await deps.sequence.through(contract.number)
    const found = await readChanges(deps, contract, { ...query, after }, through, caller)
    const leftMs = until - deps.clock().getTime()
    if (found.data.length > 0 || leftMs <= 0 || caller.signal.aborted) return found
    // Everything up to here is hidden from this reader: no need to look at it again.
    after = found.next_after
    const past = Math.max(after, through)
    if (!(await deps.sequence.waitPast(contract.number, past, leftMs, caller.signal))) return found
  }
}

async function readChanges(
  deps: Deps,
  contract: contracts.Contract,
  { after, limit }: ChangesQuery,
  through: number,
  caller: Parameters<typeof changesAfter>[3],
): Promise<Changes> {
  const { segmentLock } = caller
  const rows = await store.changeRows(
    deps.events,
    contract.number,
    { after, through, segmentLock },
    limit + 1,
  )
  const page = rows.slice(0, limit)
  const next = rows[limit]
  const data = await tellChanges(deps, contract, page, through, caller)
  const next_after = next === undefined ? Math.max(through, after) : (page.at(-1)?.seq ?? after)
  if (data.length > 0) {
    await recordDelivery(deps, contract.number, {
      road: 'changes',
      actor: caller.actor,
      filter: { rows: 'changes', segmentLock },
      from_seq: after + 1,
      to_seq: next_after,
      rows: data.length,
      sha256: sha256Of(data),
    })
  }
  const lag_ms = next === undefined ? 0 : Math.max(0, deps.clock().getTime() - Date.parse(next.received_at))
  return { data, next_after, complete_through: through, lag_ms }
}

async function tellChanges(
  deps: Deps,
  contract: contracts.Contract,
  page: readonly store.ChangeRow[],
  through: number,
  caller: Parameters<typeof changesAfter>[3],
): Promise<LeadChange[]> {
  const names = countryNames(caller.language)
  const filter: LeadFilter = {
    from: null,
    to: null,
    actions: [],
    segments: [],
    countries: [],
    segmentLock: caller.segmentLock,
  }
  const stored = page.filter((row) => store.actionKinds.has(row.kind)).map((row) => store.asAction(row))
  const actions = new Map(
    (await joinActions(deps, contract, stored, filter, names)).map((joined) => [joined.seq, joined.row]),
  )
  const updated = peopleOf(page, ['lead_updated'])
  const selection: store.Selection = { filter, after: 0, through, moved: [] }
  const counted =
    updated.length === 0
      ? []
      : await store.leadRows(deps.events, contract.number, selection, { limit: null, people: updated })
  const leads = new Map(
    (await joinLeads(deps, contract, counted, filter, names)).map((joined) => [joined.person, joined.row]),
  )
  const gone = await people.leadIds(
    deps,
    contract.number,
    peopleOf(page, ['lead_erased', 'consent_withdrawn']),
  )
  return page.flatMap((row): LeadChange[] => {
    const base = { seq: row.seq, at: row.received_at }
    if (row.kind === 'lead_updated') {
      const lead = leads.get(row.person)
      return lead === undefined || lead === null ? [] : [{ ...base, kind: row.kind, row: lead }]
    }
    if (row.kind === 'lead_erased' || row.kind === 'consent_withdrawn') {
      const lead_id = gone.get(row.person)
      return lead_id === undefined ? [] : [{ ...base, kind: row.kind, row: { lead_id } }]
    }
    const action = actions.get(row.seq)
    return action === undefined || action === null ? [] : [{ ...base, kind: 'lead_action', row: action }]
  })
}

function peopleOf(
  rows: readonly store.ChangeRow[],
  kinds: readonly store.ChangeRow['kind'][],
): readonly number[] {
  return [...new Set(rows.filter((row) => kinds.includes(row.kind)).map((row) => row.person))]
}

/** The zone in which the contract's days begin. */
export async function timeZoneOf(deps: Deps, number: ContractNumber): Promise<string> {
  return (await contracts.contractOfNumber(deps, number)).time_zone
}
