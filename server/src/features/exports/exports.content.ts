import type { ExportRequest } from '@catalytics/contract/exports.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Because } from '@catalytics/contract/reasons.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Column, Row } from '../../stores/files/table.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import type { Contract } from '../contracts/contracts.ts'
import type { StoredExport } from './exports.store.ts'

/** The stores that contents are read from. */
export type ReadDeps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
}

/** Where not empty, all that somebody can see. */
export type Sight = { readonly segmentLock: readonly Segment[] }

type Entry = Pick<StoredExport, 'request' | 'segment_lock' | 'narrowing' | 'to_seq'>

/** What files may hold: which rows, and for how long these may leave. */
export type Content = {
  /** What the rows are called in the names of files; with spaces for its hyphens in titles. */
  readonly nameOf: (request: ExportRequest) => string
  readonly columnsOf: (request: ExportRequest) => readonly Column[]
  /**
   * Looks at a request while its sender is there to be told.
   *
   * @throws AppError `invalid`
   */
  readonly check: (contract: Contract, request: ExportRequest, sight: Sight) => void
  /** The number of the last decision by which less may leave; asked before anything is chosen. */
  readonly lastNarrowing: (deps: ReadDeps, contract: ContractNumber) => Promise<number | null>
  /** Chooses what is there at this moment. */
  readonly open: (
    deps: ReadDeps,
    contract: Contract,
    entry: Entry,
    reading: { readonly language: string; readonly signal: AbortSignal },
  ) => Promise<Opened>
  /** Whether all that a file holds lies within what somebody can see. */
  readonly isWithin: (entry: Entry, sight: Sight) => boolean
  /** What was decided since a file was made, by which it must not leave, whoever is in it. */
  readonly decidedSince: (
    deps: Pick<ReadDeps, 'db'>,
    contract: ContractNumber,
    entry: Entry,
  ) => Promise<Because | undefined>
  /** Whether somebody who is in a file may not leave any more. */
  readonly someoneLeft: (deps: ReadDeps, contract: ContractNumber, entry: Entry) => Promise<boolean>
}

/** Rows on their way into a file. */
export type Opened = {
  /** The number of the last change that is in there. */
  readonly through: number
  /** What was asked for, in words, and from when to when; null where without such an end. */
  readonly filter: readonly (readonly [name: string, values: readonly string[]])[]
  readonly period: { readonly from: number | null; readonly to: number | null }
  /** How many stored rows are looked at, at the most. */
  readonly count: () => Promise<number>
  readonly batches: AsyncIterable<{ readonly rows: readonly Row[]; readonly seen: number }>
  /** Whether all of it may leave still: asked when all is written. */
  readonly isCurrent: () => Promise<boolean>
  /** What the ledger keeps of it. */
  readonly delivered: object
}
