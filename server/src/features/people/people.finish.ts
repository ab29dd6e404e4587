import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Traces } from './people.erase.ts'
import * as store from './people.store.ts'

export type FinishDeps = {
  readonly db: Db
  readonly events: EventStore
  /** Makes removed content leave the directory store's files. */
  readonly scrubDirectory: () => Promise<void>
  readonly traces: Pick<Traces, 'deliveriesOf'>
  /** Removes export files that hold the person. */
  readonly dropFiles: (contract: ContractNumber, person: number) => Promise<void>
}

export function removeFiles(deps: FinishDeps, contract: ContractNumber, person: number): Promise<void> {
  return deps.dropFiles(contract, person)
}

/** Whether neither store has an old copy left on its disk. */
export async function diskIsClean(deps: FinishDeps): Promise<boolean> {
  await deps.scrubDirectory()
  return await deps.events.scrubbed()
}

/** Writes down who had received the person: the erasure is done. */
export async function closeErasure(
  deps: FinishDeps,
  contract: ContractNumber,
  person: number,
): Promise<void> {
  const deliveries = await deps.traces.deliveriesOf(contract, person, 1)
  await store.finishErasure(deps.db, contract, person, deliveries)
  await deps.scrubDirectory()
}
