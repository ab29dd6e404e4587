import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import type { Traces } from './people.erase.ts'
import * as store from './people.store.ts'

export type FinishDeps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  /** Makes removed content leave the directory store's files; false while somebody still reads an older state. */
  readonly scrubDirectory: () => Promise<boolean>
  readonly traces: Pick<Traces, 'deliveriesOf'>
  /** Removes export files that hold the person; false while one is still being made. */
  readonly dropFiles: (contract: ContractNumber, person: number) => Promise<boolean>
}

/** Resolves when the event store has taken the erasure, also one that was interrupted. */
export async function eventsAreBlank(deps: FinishDeps, contract: ContractNumber): Promise<void> {
  await deps.sequence.turn(contract, (turn) => turn.shown())
}

/** Removes export files that hold the person, and tells whether that was all of them. */
export function removeFilesHolding(
  deps: FinishDeps,
  contract: ContractNumber,
  person: number,
): Promise<boolean> {
  return deps.dropFiles(contract, person)
}

/** Whether neither store has an old copy left on its disk. */
export async function diskIsClean(deps: FinishDeps): Promise<boolean> {
  return (await deps.scrubDirectory()) && (await deps.events.scrubbed())
}

/** Writes down who had received the person: the erasure is done. */
export async function closeErasure(
  deps: FinishDeps,
  contract: ContractNumber,
  person: number,
): Promise<void> {
  const erased = await store.erasedByPerson(deps.db, contract, person)
  if (erased === undefined) return
  const deliveries = await deps.traces.deliveriesOf(contract, person, erased.erased_at)
  await store.finishErasure(deps.db, contract, person, deliveries)
  await deps.scrubDirectory()
}
