import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { ChangesQuery, Lead, LeadChange } from '@catalytics/contract/leads.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { noFilter, type Question, type Selection } from '../../analytics/question.ts'
import { changesStatement } from '../../analytics/sql/lead-changes.ts'
import { leadsStatement } from '../../analytics/sql/leads.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { AppError } from '../../lib/errors.ts'
import { openRanges } from '../../lib/growing-ranges.ts'
import { pageOf, type Piece } from '../../lib/joined-bytes.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery, sha256Of } from '../deliveries/deliveries.ts'
import {
  countryNames,
  joinLeads,
  leadPeople,
  actionsIn,
  openActionTexts,
  type ActionText,
  type ActionTexts,
} from '../lead-rows/lead-rows.ts'
import * as people from '../people/people.ts'
import type { Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

export { filterOf, type Filter } from '../../analytics/question.ts'
export { selectAll, type Deps } from './leads.select.ts'
export { sightOf } from './leads.sight.ts'
export { pageOfActions, pageOfLeads, type PageRequest } from './leads.pages.ts'
export { streamRows } from './leads.streams.ts'
export { countActions, someoneWithdrew } from './leads.counts.ts'

export type Changes = {
  readonly count: number
  readonly next_after: number
  /** What the answer has under `data`, as JSON, and the whole of it: made once, for the ledger and for whoever asked. */
  readonly data: Buffer
  readonly json: Buffer
}

export type ChangesReader = {
  readonly segmentLock: readonly Segment[]
  readonly language: string
  readonly actor: string
  readonly signal: AbortSignal
  /** Waits until there is room for an answer; what it gives gives the room back. */
  readonly hold: () => Promise<() => void>
  /** What they see at this moment. Throws when they may see nothing any more. */
  readonly now: () => Promise<{ readonly segmentLock: readonly Segment[] }>
}

/**
 * What changed after a number, in order; waits for news when there is none and the caller likes to. A caller who
 * stores `next_after` with the rows misses nothing and gets nothing twice. What is answered is what they may see at that
 * moment, whatever they might when they began to wait.
 *
 * @throws AppError `conflict` for a number that is none of the contract’s, or was before a restore
 */
export async function changesAfter(
  deps: Deps,
  number: ContractNumber,
  query: ChangesQuery,
  reader: ChangesReader,
): Promise<Changes> {
  const contract = await contracts.contractOfNumber(deps, number)
  await requireReached(deps, contract, query.after)
  const until = deps.clock().getTime() + query.wait * 1000
  let after = query.after
  let caller = reader
  for (;;) {
    const release = await reader.hold()
    const through = await deps.sequence.through(contract.number)
    const found = await readChanges(deps, contract, { ...query, after }, through, caller)
    const { segmentLock } = await reader.now()
    if (segmentLock.toSorted().join(' ') !== caller.segmentLock.toSorted().join(' ')) {
      // What was passed over as hidden may be seen now.
      after = query.after
      caller = { ...reader, segmentLock }
      release()
      continue
    }
    const leftMs = until - deps.clock().getTime()
    if (found.count > 0 || leftMs <= 0 || caller.signal.aborted) {
      await noteChanges(deps, contract, { from: after, found }, caller)
      return found
    }
    // Everything up to here is hidden from this reader: no need to look at it again.
    after = found.next_after
    const past = Math.max(after, through)
    // Waiting for news holds nothing.
    release()
    if (!(await deps.sequence.waitPast(contract.number, past, leftMs, caller.signal))) return found
  }
}

/** Whoever knows a number from before a restore would wait for what never comes, and miss what does. */
async function requireReached(deps: Deps, contract: contracts.Contract, after: number): Promise<void> {
  if (after === 0 || (await deps.sequence.reached(contract.number, after))) return
  throw new AppError(
    'conflict',
    `There is no change ${after} here. The installation was restored from a backup, or the number is of another contract. Read everything again from after=0, in the place of what you have.`,
    { field: 'after' },
  )
}

async function readChanges(
  deps: Deps,
  contract: contracts.Contract,
  { after, limit }: ChangesQuery,
  through: number,
  caller: ChangesReader,
): Promise<Changes> {
  const { segmentLock } = caller
  const reading = readActions(deps, contract, { after, limit, through }, caller)
  try {
    const asked = { after, through, segmentLock }
    const rows = await changeRows(deps, contract, asked, limit + 1)
    const page = rows.slice(0, limit)
    const next = rows[limit]
    const next_after = next === undefined ? Math.max(through, after) : (page.at(-1)?.seq ?? after)
    const last = page.findLast((row) => store.actionKinds.has(row.kind))
    const actions = await reading.upTo(last?.seq ?? after)
    const changes = await tellChanges(deps, contract, { page, actions, through }, caller)
    const lag_ms = next === undefined ? 0 : Math.max(0, deps.clock().getTime() - Date.parse(next.received_at))
    const made = pageOf(changes, { next_after, complete_through: through, lag_ms })
    return { count: changes.length, next_after, ...made }
  } finally {
    await reading.giveBack()
  }
}

async function noteChanges(
  deps: Deps,
  contract: contracts.Contract,
  { from, found }: { readonly from: number; readonly found: Changes },
  { actor, segmentLock }: ChangesReader,
): Promise<void> {
  if (found.count === 0) return
  await recordDelivery(deps, contract.number, {
    road: 'changes',
    actor,
    filter: { rows: 'changes', segmentLock },
    from_seq: from + 1,
    to_seq: found.next_after,
    rows: found.count,
    sha256: sha256Of(found.data),
  })
}

type ChangesAsked = Parameters<typeof changesStatement>[0]

/** The first `limit` changes, looked for in ranges of numbers that grow while they hold few. */
async function changeRows(
  deps: Deps,
  contract: contracts.Contract,
  asked: ChangesAsked,
  limit: number,
): Promise<readonly store.ChangeRow[]> {
  const ranges = openRanges(asked.through, limit)
  const rows: store.ChangeRow[] = []
  for (let after = asked.after; after < asked.through && rows.length < limit; ranges.widen()) {
    const through = ranges.end(after)
    const statement = changesStatement({ ...asked, after, through }, limit - rows.length)
    const found = await store.changeRows(deps.events, contract.number, statement)
    for (const row of found) rows.push(row)
    after = through
  }
  return rows
}

type ActionsAhead = {
  /** The actions up to a number. */
  upTo(seq: number): Promise<readonly ActionText[]>
  giveBack(): Promise<void>
}

/**
 * Reads actions while it is still asked which changes there are: the first so many changes have no more actions than the
 * first so many actions, and both questions together take hardly longer than one.
 */
function readActions(
  deps: Deps,
  contract: contracts.Contract,
  { after, limit, through }: { readonly after: number; readonly limit: number; readonly through: number },
  caller: ChangesReader,
): ActionsAhead {
  const read = openActionTexts(deps, contract, allSeenBy(caller, through), caller.language)
  const lent: ActionTexts[] = []
  const more = async (from: number): Promise<ActionTexts> => {
    const found = await read(from, limit)
    lent.push(found)
    return found
  }
  const first = after < through ? more(after) : undefined
  // Whoever asks for them learns of a failure.
  first?.catch(() => undefined)
  return {
    async upTo(seq) {
      const rows: ActionText[] = []
      if (seq <= after) return rows
      for (let found = await first; found !== undefined;) {
        for (const part of found.parts) rows.push(...actionsIn(part))
        if (found.isEnd || found.through >= seq) break
        found = await more(found.through)
      }
      return rows
    },
    async giveBack() {
      await first?.catch(() => undefined)
      for (const found of lent.splice(0)) found.giveBack()
    },
  }
}

function allSeenBy({ segmentLock }: ChangesReader, through: number): Selection {
  return { filter: { ...noFilter, segmentLock }, after: 0, through, moved: [] }
}

type Found = {
  readonly page: readonly store.ChangeRow[]
  readonly actions: readonly ActionText[]
  readonly through: number
}

/** The changes that this reader may learn of, each as its object in JSON, in pieces. */
async function tellChanges(
  deps: Deps,
  contract: contracts.Contract,
  { page, actions, through }: Found,
  caller: ChangesReader,
): Promise<readonly (readonly Piece[])[]> {
  if (page.length === 0) return []
  const names = countryNames(caller.language)
  const selection = allSeenBy(caller, through)
  const texts = new Map(actions.map(({ seq, json }) => [seq, json]))
  const updated = peopleOf(page, ['lead_updated'])
  const known = await leadPeople(deps, contract, updated)
  const leads = new Map<number, Lead | null>()
  for (const some of chunksOf([...known.keys()], leadsAtOnce)) {
    if (leads.size > 0) await loopTurn(contract.number)
    const question: Question = { ...selection, mode: 'mayLeave', people: some }
    const counted = await store.rows(deps.events, contract.number, leadsStatement(question))
    for (const { person, row } of joinLeads(counted, known, selection.filter, names)) leads.set(person, row)
  }
  const gone = await people.leadIds(
    deps,
    contract.number,
    peopleOf(page, ['lead_erased', 'consent_withdrawn', 'lead_merged']),
  )
  return page.flatMap((row): (readonly Piece[])[] => {
    const base = { seq: row.seq, at: row.received_at }
    if (row.kind === 'lead_updated') {
      const lead = leads.get(row.person)
      return lead === undefined || lead === null ? [] : [jsonOf({ ...base, kind: row.kind, row: lead })]
    }
    if (row.kind === 'lead_erased' || row.kind === 'consent_withdrawn') {
      const lead_id = gone.get(row.person)
      return lead_id === undefined ? [] : [jsonOf({ ...base, kind: row.kind, row: { lead_id } })]
    }
    if (row.kind === 'lead_merged') {
      const into = gone.get(row.person)
      return into === undefined
        ? []
        : [jsonOf({ ...base, kind: row.kind, row: { from: row.action_id, into } })]
    }
    const action = texts.get(row.seq)
    if (action === undefined) return []
    return [[`{"seq":${row.seq},"at":"${row.received_at}","kind":"lead_action","row":`, action, '}']]
  })
}

const leadsAtOnce = 1000

function jsonOf(change: LeadChange): readonly Piece[] {
  return [JSON.stringify(change)]
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
