import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { BloomFilter } from '../../lib/bloom-filter.ts'
import type { Log } from '../../lib/log.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Committed } from '../../stores/sequence/sequence.ts'
import { hashesOf, idsBetween } from './ingest.store.ts'

/**
 * Which events a contract holds already. The event store knows; a filter in memory answers for ids that were surely
 * never seen, so that new events cost no look-up. The filter is filled in the background; until then, and for its rare
 * false yes, the store is asked.
 */
export type KnownIds = {
  /** The content hashes of those of `ids` that are stored. `lastSeq` is the contract's last number, seen in a turn. */
  hashes(
    contract: ContractNumber,
    ids: readonly string[],
    lastSeq: number,
  ): Promise<ReadonlyMap<string, number>>
  /** Tells of stored events; `rows` are the numbers of the group's first and last row. */
  added(contract: ContractNumber, ids: Iterable<string>, rows: Committed): void
  close(): Promise<void>
}

type Known = { readonly filter: BloomFilter; through: number; filling: Promise<void> | undefined }

export function openKnownIds(events: EventStore, log: Log): KnownIds {
  const contracts = new Map<ContractNumber, Known>()
  const stop = new AbortController()

  async function upTo(contract: ContractNumber, lastSeq: number): Promise<BloomFilter | undefined> {
    const known = contracts.get(contract) ?? { filter: new BloomFilter(), through: 0, filling: undefined }
    contracts.set(contract, known)
    if (known.through >= lastSeq) return known.filter
    const rowsBehind = lastSeq - known.through
    known.filling ??= fill(contract, known, lastSeq).finally(() => {
      known.filling = undefined
    })
    // A few rows of another process are worth waiting for; a large contract fills while the store answers.
    if (rowsBehind > 100_000) return undefined
    await known.filling
    return known.through >= lastSeq ? known.filter : undefined
  }

  async function fill(contract: ContractNumber, known: Known, lastSeq: number): Promise<void> {
    try {
      for await (const id of idsBetween(events, contract, known.through, lastSeq, stop.signal))
        known.filter.add(id)
      known.through = Math.max(known.through, lastSeq)
    } catch (error) {
      if (!stop.signal.aborted)
        log.warn({ contract, error: String(error) }, 'the filter of known events could not be filled')
    }
  }

  return {
    async hashes(contract, ids, lastSeq) {
      const filter = await upTo(contract, lastSeq)
      const suspects = filter === undefined ? ids : ids.filter((id) => filter.has(id))
      return await hashesOf(events, contract, suspects)
    },
    added(contract, ids, { firstSeq, lastSeq }) {
      const known = contracts.get(contract)
      if (known === undefined) return
      for (const id of ids) known.filter.add(id)
      // `through` must not pass rows that were not read yet, such as those of another process.
      if (known.through >= firstSeq - 1) known.through = Math.max(known.through, lastSeq)
    },
    async close() {
      stop.abort()
      await Promise.all([...contracts.values()].flatMap((known) => known.filling ?? []))
    },
  }
}
