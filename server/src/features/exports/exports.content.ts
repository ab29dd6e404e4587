import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Permission } from '@catalytics/contract/permissions.ts'
import type { Because } from '@catalytics/contract/reasons.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Column, Row } from '../../stores/files/table.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import type { Contract } from '../contracts/contracts.ts'
import type { ContentName, Filtered } from './exports.notes.ts'
import type { StoredExport } from './exports.store.ts'

/** The stores that contents are read from. */
export type ReadDeps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
}

/** Where not empty, all that somebody can see. */
export type ReadAccess = { readonly segmentLock: readonly Segment[] }

/** What may read a content by itself: a scope for machines, null where none may; a permission for users. */
export type Needs = { readonly scope: Scope | null; readonly permission: Permission }

/** What is kept of an export beside its request. */
export type Entry = Pick<StoredExport, 'segment_lock' | 'narrowing' | 'to_seq'>

/** What a file holds by a request: which rows, and for how long these may leave. */
export type Content = {
  /** In the name of the file; what titles say is in `exports.notes.ts`. */
  readonly name: ContentName
  readonly columns: readonly Column[]
  readonly needs: Needs
  /**
   * Looks at the request while its sender is there to be told.
   *
   * @param place where the sender has written it
   * @throws AppError `invalid`
   */
  readonly check: (contract: Contract, access: ReadAccess, place: 'query' | 'body') => void
  /** The number of the last decision by which less may leave; asked before anything is chosen. */
  readonly lastNarrowing: (deps: ReadDeps, contract: ContractNumber) => Promise<number | null>
  /** Chooses what is there at this moment. */
  readonly open: (
    deps: ReadDeps,
    contract: Contract,
    entry: Entry,
    reading: { readonly language: string; readonly signal: AbortSignal },
  ) => Promise<Opened>
  /** Whether all that the file holds lies within what somebody can see. */
  readonly isWithin: (entry: Entry, access: ReadAccess) => boolean
  /** What was decided since the file was made, by which it must not leave, whoever is in it. */
  readonly decidedSince: (
    deps: Pick<ReadDeps, 'db'>,
    contract: ContractNumber,
    entry: Entry,
  ) => Promise<Because | undefined>
  /** Whether somebody who is in the file may not leave any more. */
  readonly someoneWithdrew: (deps: ReadDeps, contract: ContractNumber, entry: Entry) => Promise<boolean>
}

/** Rows on their way into a file. */
export type Opened = {
  /** What of the contract's sequence is in there: up to which number, and what the ledger keeps of it. Null: nobody. */
  readonly sequence: { readonly through: number; readonly delivered: object } | null
  /** What was asked for, and from when to when; null where without such an end. */
  readonly filter: readonly Filtered[]
  readonly period: { readonly from: number | null; readonly to: number | null }
  /** How many stored rows are looked at, at the most. */
  readonly count: () => Promise<number>
  readonly batches: AsyncIterable<{ readonly rows: readonly Row[]; readonly seen: number }>
  /** Whether all of it may leave still: asked when all is written. */
  readonly isCurrent: () => Promise<boolean>
}
