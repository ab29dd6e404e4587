import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Lead, RowKind } from '@catalytics/contract/leads.ts'
import type { Filter, Selection } from '../../analytics/question.ts'
import { leadsStatement } from '../../analytics/sql/leads.ts'
import { pageOf } from '../../lib/joined-bytes.ts'
import { loopTurn, openPieces } from '../../lib/loop-turns.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery, sha256Of } from '../deliveries/deliveries.ts'
import {
  countryNames,
  joinLeads,
  leadPeople,
  openActionTexts,
  type ActionTexts,
} from '../lead-rows/lead-rows.ts'
import { toCursor } from './leads.cursor.ts'
import { placeAfter } from './leads.order.ts'
import { select, type Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

/** A page as it leaves, in JSON: made once, for the ledger's hash and for whoever asked. */
export type Page = { readonly count: number; readonly json: Buffer }

export type PageRequest = {
  readonly filter: Filter
  readonly limit: number
  readonly cursor: string | undefined
  /** Language of the country names. */
  readonly language: string
  /** Who receives the rows; for the ledger. */
  readonly actor: string
  /** Throws when the caller may not have the rows any more: asked when they are there, before they count as delivered. */
  readonly stillAllowed: () => Promise<void>
}

/** One page of lead actions, by number. All pages of a call show the state at its first page. */
export async function pageOfActions(deps: Deps, number: ContractNumber, request: PageRequest): Promise<Page> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter, { rows: 'actions', cursor: request.cursor })
  const read = openActionTexts(deps, contract, selection, request.language)
  let after = selection.after
  let fewest = 0
  const lent: ActionTexts[] = []
  try {
    const page = await fill<Buffer>(request.limit, after, async (wanted) => {
      const limit = Math.max(wanted, fewest)
      const found = await read(after, limit)
      lent.push(found)
      after = found.through
      // Where many must not leave, a few at a time would take for ever.
      fewest = actionsAtOnce
      return { rows: found.rows.map(({ seq, json }) => ({ seq, row: json })), isEnd: found.isEnd }
    })
    return await delivered(deps, contract, 'actions', request, selection, page)
  } finally {
    for (const found of lent) found.giveBack()
  }
}

const actionsAtOnce = 5000

/** People of a page who are looked up at once, be they shown or passed over. */
const fewestPeople = 100
const mostPeople = 500

/**
 * One page of leads, each person once, by the number of their latest action inside the filter. What the page costs
 * depends on its people: whose turn it is says the order that is kept, and only their actions are read.
 */
export async function pageOfLeads(
  deps: Deps,
  number: ContractNumber,
  request: PageRequest,
): Promise<Page & { readonly data: readonly Lead[] }> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter, { rows: 'leads', cursor: request.cursor })
  const names = countryNames(request.language)
  const order = await deps.orders.of(contract.number, selection)
  const start = placeAfter(order, selection.after)
  let at = start
  const page = await fill<Lead>(request.limit, selection.after, async (wanted) => {
    // Thousands in one go would hold up everybody else's small pages.
    if (at > start) await loopTurn(contract.number)
    const end = at + Math.min(Math.max(wanted, fewestPeople), mostPeople)
    const people = [...order.people.subarray(at, end)]
    const seqs = order.seqs.subarray(at, end)
    at = end
    const known = await leadPeople(deps, contract, people)
    const visible = people.filter((person) => known.has(person))
    const stored =
      visible.length === 0
        ? []
        : await store.rows(
            deps.events,
            contract.number,
            leadsStatement({ ...selection, mode: 'mayLeave', people: visible }),
          )
    const joined = new Map(
      joinLeads(stored, known, request.filter, names).map(({ person, row }) => [person, row]),
    )
    const rows = people.map((person, index) => ({
      row: joined.get(person) ?? null,
      seq: seqs[index] ?? selection.after,
    }))
    return { rows, isEnd: end >= order.people.length }
  })
  const rows = await written(contract, page.rows)
  return {
    ...(await delivered(deps, contract, 'leads', request, selection, { ...page, rows })),
    data: page.rows,
  }
}

/** The rows as JSON, written some at a time. */
async function written(contract: contracts.Contract, rows: readonly Lead[]): Promise<readonly Buffer[]> {
  const nextTurn = openPieces(contract.number)
  const texts: Buffer[] = []
  for (const row of rows) {
    texts.push(Buffer.from(JSON.stringify(row)))
    await nextTurn()
  }
  return texts
}

type Filled<Row> = { readonly rows: readonly Row[]; readonly last: number; readonly more: boolean }

type Batch<Row> = {
  readonly rows: readonly { readonly row: Row | null; readonly seq: number }[]
  /** Nothing follows. */
  readonly isEnd: boolean
}

/** Reads until the page is full and it is known whether anything follows: rows that must not leave are passed over. */
async function fill<Row>(
  limit: number,
  start: number,
  read: (wanted: number) => Promise<Batch<Row>>,
): Promise<Filled<Row>> {
  const rows: Row[] = []
  let last = start
  for (;;) {
    // One more than needed tells whether anything follows.
    const batch = await read(limit - rows.length + 1)
    for (const { row, seq } of batch.rows) {
      if (row !== null && rows.length === limit) return { rows, last, more: true }
      if (row !== null) rows.push(row)
      last = seq
    }
    if (batch.isEnd) return { rows, last, more: false }
  }
}

async function delivered(
  deps: Deps,
  contract: contracts.Contract,
  rows: RowKind,
  request: PageRequest,
  selection: Selection,
  page: Filled<Buffer>,
): Promise<Page> {
  const mark = { after: page.last, through: selection.through }
  const next = page.more ? toCursor(deps.cursors, mark, { contract, rows, filter: request.filter }) : null
  const { json, data } = pageOf(
    page.rows.map((row) => [row]),
    { next_cursor: next, complete_through: selection.through },
  )
  await request.stillAllowed()
  if (page.rows.length > 0) {
    await recordDelivery(deps, contract.number, {
      road: 'api',
      actor: request.actor,
      filter: { rows, ...request.filter },
      // Of a lead the latest action lies in there.
      from_seq: selection.after + 1,
      to_seq: page.last,
      rows: page.rows.length,
      sha256: sha256Of(data),
    })
  }
  return { count: page.rows.length, json }
}
