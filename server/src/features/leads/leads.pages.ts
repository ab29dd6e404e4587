import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Lead, RowKind } from '@catalytics/contract/leads.ts'
import { countryNames } from '@catalytics/contract/region-names.ts'
import type { Filter, Selection } from '../../analytics/question.ts'
import { leadsStatement } from '../../analytics/sql/leads.ts'
import { openRanges } from '../../lib/growing-ranges.ts'
import { lineOf, pageOf } from '../../lib/joined-bytes.ts'
import { loopTurn, openPieces } from '../../lib/loop-turns.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery, sha256Of } from '../deliveries/deliveries.ts'
import {
  joinLeads,
  firstLines,
  lastSeqIn,
  leadPeople,
  openActionTexts,
  type ActionTexts,
  type Part,
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
  const ranges = openRanges(selection.through)
  const lent: ActionTexts[] = []
  const page = openLines(request.limit)
  try {
    for (let after = selection.after; after < selection.through && !page.more();) {
      const limit = Math.max(page.wanted(), atLeast(lent.length))
      const through = ranges.end(after, limit)
      const found = await read({ after, through, limit })
      lent.push(found)
      for (const part of found.parts) page.add(part)
      if (found.last === undefined) ranges.found(found.seen, through - after)
      after = found.last ?? through
    }
    const { lines, count } = page.taken()
    const last = lines.at(-1)
    return await delivered(deps, contract, 'actions', request, selection, {
      count,
      last: last === undefined ? selection.after : lastSeqIn(last),
      more: page.more(),
      put: (rest) => pageOf(lines, rest),
    })
  } finally {
    for (const found of lent) found.giveBack()
  }
}

/** The first lines of what comes, at most so many; and whether more came. */
function openLines(limit: number) {
  const lines: Buffer[] = []
  let count = 0
  let hasMore = false
  return {
    /** One more than needed tells whether anything follows. */
    wanted: () => limit - count + 1,
    add({ bytes, rows }: Part): void {
      const fit = Math.min(rows, limit - count)
      hasMore ||= fit < rows
      if (fit > 0) lines.push(fit === rows ? bytes : firstLines(bytes, fit))
      count += fit
    },
    more: () => hasMore,
    taken: () => ({ lines, count }),
  }
}

/** Where many must not leave, a few at a time would take for ever: so many actions are read after so many readings. */
function atLeast(readings: number): number {
  return readings === 0 ? 0 : Math.min(200 * 4 ** (readings - 1), 5000)
}

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
  const page = await fill(request.limit, selection.after, async (wanted) => {
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
  const made = await delivered(deps, contract, 'leads', request, selection, {
    ...page,
    count: rows.length,
    put: (rest) => pageOf(rows, rest),
  })
  return { ...made, data: page.rows }
}

/** The rows as lines, written some at a time. */
async function written(contract: contracts.Contract, rows: readonly Lead[]): Promise<readonly Buffer[]> {
  const nextTurn = openPieces(contract.number)
  const lines: Buffer[] = []
  for (const row of rows) {
    lines.push(lineOf(row))
    await nextTurn()
  }
  return lines
}

type Filled = { readonly rows: readonly Lead[]; readonly last: number; readonly more: boolean }

type Batch = {
  readonly rows: readonly { readonly row: Lead | null; readonly seq: number }[]
  /** Nothing follows. */
  readonly isEnd: boolean
}

/** Reads until the page is full and it is known whether anything follows: rows that must not leave are passed over. */
async function fill(limit: number, start: number, read: (wanted: number) => Promise<Batch>): Promise<Filled> {
  const rows: Lead[] = []
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

/** What a page holds, and how it is put together with what else stands in it. */
type Made = {
  readonly count: number
  /** The number of its last row. */
  readonly last: number
  readonly more: boolean
  put(rest: Readonly<Record<string, string | number | null>>): ReturnType<typeof pageOf>
}

async function delivered(
  deps: Deps,
  contract: contracts.Contract,
  rows: RowKind,
  request: PageRequest,
  selection: Selection,
  page: Made,
): Promise<Page> {
  const mark = { after: page.last, through: selection.through }
  const next = page.more ? toCursor(deps.cursors, mark, { contract, rows, filter: request.filter }) : null
  const { json, data } = page.put({ next_cursor: next, complete_through: selection.through })
  await request.stillAllowed()
  if (page.count > 0) {
    await recordDelivery(deps, contract.number, {
      road: 'api',
      actor: request.actor,
      filter: { rows, ...request.filter },
      // Of a lead the latest action lies in there.
      from_seq: selection.after + 1,
      to_seq: page.last,
      rows: page.count,
      sha256: sha256Of(data),
    })
  }
  return { count: page.count, json }
}
