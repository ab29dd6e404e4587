import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { ChangesQuery, Lead, LeadChange } from '@catalytics/contract/leads.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { countryNames } from '@catalytics/contract/region-names.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { noFilter, type Question, type Selection } from '../../analytics/question.ts'
import type { ChangeRow } from '../../analytics/sql/lead-changes.ts'
import { leadsStatement } from '../../analytics/sql/leads.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { AppError } from '../../lib/errors.ts'
import { openRanges } from '../../lib/growing-ranges.ts'
import { lineOf, pageOf } from '../../lib/joined-bytes.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery, sha256Of } from '../deliveries/deliveries.ts'
import {
  joinLeads,
  leadPeople,
  openChangeTexts,
  withoutLast,
  type ChangePiece,
  type ChangeTexts,
} from '../lead-rows/lead-rows.ts'
import * as people from '../people/people.ts'
import type { Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

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
  await requireReached(deps, number, query.after)
  const until = deps.clock().getTime() + query.wait * 1000
  let after = query.after
  let caller = reader
  for (;;) {
    const release = await reader.hold()
    // Anew each time: whoever is excluded while somebody waits must not be told.
    const contract = await contracts.contractOfNumber(deps, number)
    const through = await deps.sequence.through(number)
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
    // Waiting for news holds nothing.
    release()
    if (!(await deps.sequence.waitPast(number, after, leftMs, caller.signal))) return found
  }
}

/** Whoever knows a number from before a restore would wait for what never comes, and miss what does. */
async function requireReached(deps: Deps, number: ContractNumber, after: number): Promise<void> {
  if (after === 0 || (await deps.sequence.reached(number, after))) return
  throw new AppError(
    'conflict',
    `There is no change ${after} here. The installation was restored from a backup, or the number is of another contract. Read everything again from after=0, in the place of what you have.`,
    { because: because('no_such_change'), parameter: 'after' },
  )
}

async function readChanges(
  deps: Deps,
  contract: contracts.Contract,
  { after, limit }: ChangesQuery,
  through: number,
  caller: ChangesReader,
): Promise<Changes> {
  const lent: ChangeTexts[] = []
  try {
    const as = seenAs(caller, through)
    const { next, ...looked } = await look(deps, contract, { after, limit, through }, as, lent)
    const next_after =
      next === undefined ? Math.max(through, after) : await deps.sequence.before(contract.number, next.seq)
    const { lines, count } = await tellChanges(deps, contract, looked, as)
    const lag_ms = next === undefined ? 0 : Math.max(0, deps.clock().getTime() - Date.parse(next.received_at))
    const made = pageOf(lines, { next_after, complete_through: through, lag_ms })
    return { count, next_after, ...made }
  } finally {
    for (const one of lent) one.giveBack()
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

type Looked = {
  readonly pieces: readonly ChangePiece[]
  /** Leads that changed, as they are now; perhaps not all of them, perhaps more than have room. */
  readonly leads: ReadonlyMap<number, Lead | null>
  /** The first change that has no room; undefined when there is none. */
  readonly next: ChangeRow | undefined
}

type Asked = { readonly after: number; readonly limit: number; readonly through: number }

/**
 * The first `limit` changes after a number, those counted that must not leave.
 *
 * @param lent is given what is to be given back when the pieces have been read
 */
async function look(
  deps: Deps,
  contract: contracts.Contract,
  { after, limit, through }: Asked,
  as: SeenAs,
  lent: ChangeTexts[],
): Promise<Looked> {
  const { language, selection } = as
  const read = openChangeTexts(deps, contract, { language, segmentLock: selection.filter.segmentLock })
  const ranges = openRanges(through)
  const pieces: ChangePiece[] = []
  const leads = new Map<number, Lead | null>()
  let seen = 0
  for (let reached = after; reached < through;) {
    // One more than there is room for tells what follows.
    const wanted = limit + 1 - seen
    const end = ranges.end(reached, wanted)
    const range = { after: reached, through: end }
    const reading = read({ ...range, limit: wanted }).then((texts) => {
      lent.push(texts)
      return texts
    })
    const asking = wanted < leadsAtOnce ? nobody : updatedLeads(deps, contract, range, as)
    // Both are waited for, whatever becomes of the other: what is read is to be given back.
    await Promise.allSettled([reading, asking])
    const [found, updated] = [await reading, await asking]
    for (const piece of found.pieces) pieces.push(piece)
    for (const [person, lead] of updated) leads.set(person, lead)
    if (found.last !== undefined)
      return { pieces: withoutLast(pieces, found.last.seq), leads, next: found.last }
    ranges.found(found.seen, end - reached)
    seen += found.seen
    reached = end
  }
  return { pieces, leads, next: undefined }
}

/**
 * The leads that changed in a range, looked up while its changes are read: where there are a few, a page costs hardly more
 * than without them.
 */
async function updatedLeads(
  deps: Deps,
  contract: contracts.Contract,
  range: { readonly after: number; readonly through: number },
  as: SeenAs,
): Promise<ReadonlyMap<number, Lead | null>> {
  const updated = await store.updatedPeople(deps.events, contract.number, range, leadsAtOnce)
  return updated.length === 0 ? nobody : await leadsNow(deps, contract, updated, as)
}

/** What a reader sees, and in which language. */
type SeenAs = { readonly selection: Selection; readonly language: string }

function seenAs({ segmentLock, language }: ChangesReader, through: number): SeenAs {
  return { selection: { filter: { ...noFilter, segmentLock }, after: 0, through, moved: [] }, language }
}

/** The lines of the changes that this reader may learn of, and how many these are. */
async function tellChanges(
  deps: Deps,
  contract: contracts.Contract,
  { pieces, leads }: Omit<Looked, 'next'>,
  as: SeenAs,
): Promise<{ readonly lines: readonly Buffer[]; readonly count: number }> {
  const changes = pieces.flatMap((piece) => ('change' in piece ? [piece.change] : []))
  const tell = await openTelling(deps, contract, changes, leads, as)
  const lines: Buffer[] = []
  let count = 0
  for (const piece of pieces) {
    if ('bytes' in piece) {
      lines.push(piece.bytes)
      count += piece.rows
      continue
    }
    const told = tell(piece.change)
    if (told === undefined) continue
    lines.push(lineOf(told))
    count += 1
  }
  return { lines, count }
}

/** Looks up what telling these changes takes. What it gives tells one of them; undefined where it must not leave. */
async function openTelling(
  deps: Deps,
  contract: contracts.Contract,
  changes: readonly ChangeRow[],
  known: ReadonlyMap<number, Lead | null>,
  as: SeenAs,
): Promise<(change: ChangeRow) => LeadChange | undefined> {
  const unknown = peopleOf(changes, ['lead_updated']).filter((person) => !known.has(person))
  const others = await leadsNow(deps, contract, unknown, as)
  const gone = await people.leadIds(
    deps,
    contract.number,
    peopleOf(changes, ['lead_erased', 'consent_withdrawn', 'lead_merged']),
  )
  return ({ seq, kind, person, action_id, received_at: at }) => {
    if (kind === 'lead_updated') {
      const row = known.get(person) ?? others.get(person) ?? null
      return row === null ? undefined : { seq, at, kind, row }
    }
    const lead_id = gone.get(person)
    if (lead_id === undefined || kind === 'event' || kind === 'release') return undefined
    return kind === 'lead_merged'
      ? { seq, at, kind, row: { from: action_id, into: lead_id } }
      : { seq, at, kind, row: { lead_id } }
  }
}

/** These people as the leads they are now, by number; null where they must not leave. */
async function leadsNow(
  deps: Deps,
  contract: contracts.Contract,
  numbers: readonly number[],
  { selection, language }: SeenAs,
): Promise<ReadonlyMap<number, Lead | null>> {
  const known = await leadPeople(deps, contract, numbers)
  const names = countryNames(language)
  const leads = new Map<number, Lead | null>(numbers.map((person) => [person, null]))
  let isFirst = true
  for (const some of chunksOf([...known.keys()], leadsAtOnce)) {
    if (!isFirst) await loopTurn(contract.number)
    isFirst = false
    const question: Question = { ...selection, mode: 'mayLeave', people: some }
    const counted = await store.rows(deps.events, contract.number, leadsStatement(question))
    for (const { person, row } of joinLeads(counted, known, selection.filter, names)) leads.set(person, row)
  }
  return leads
}

/** Of fewer changes it is quicker to look first whether there is a changed lead among them. */
const leadsAtOnce = 1000

const nobody: ReadonlyMap<number, Lead | null> = new Map()

function peopleOf(changes: readonly ChangeRow[], kinds: readonly ChangeRow['kind'][]): readonly number[] {
  return [...new Set(changes.filter(({ kind }) => kinds.includes(kind)).map(({ person }) => person))]
}
