import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { BloomFilter } from '../../lib/bloom-filter.ts'
import type { Log } from '../../lib/log.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Committed, Turn } from '../../stores/sequence/sequence.ts'
import { hashesOf, idsBetween } from './ingest.store.ts'

/**
 * Which events a contract holds already. The event store knows; a filter in memory answers for ids that were surely
 * never seen, so that new events cost no look-up. The filter is filled in the background; until then, and for its rare
 * false yes, the store is asked.
 */
export type KnownIds = {
  /** The content hashes of those of `ids` that are stored; only within the turn. */
  hashes(
    contract: ContractNumber,
    ids: readonly string[],
    turn: Pick<Turn, 'lastSeq' | 'told'>,
  ): Promise<ReadonlyMap<string, number>>
  /** Tells of stored events; `rows` are the numbers of the group's first and last row. */
  added(contract: ContractNumber, events: readonly Identified[], rows: Committed): void
  close(): Promise<void>
}

type Identified = { readonly id: string; readonly hash: number }

type Known = {
  readonly filter: BloomFilter
  through: number
  filling: Promise<void> | undefined
  /** Groups that are durable, and of which the event store may not know yet; oldest first. */
  readonly recent: { readonly lastSeq: number; readonly hashes: ReadonlyMap<string, number> }[]
}

export function openKnownIds(events: EventStore, log: Log): KnownIds {
  const contracts = new Map<ContractNumber, Known>()
  const stop = new AbortController()

  function knownOf(contract: ContractNumber): Known {
    const known = contracts.get(contract)
    if (known !== undefined) return known
    const fresh: Known = { filter: new BloomFilter(), through: 0, filling: undefined, recent: [] }
    contracts.set(contract, fresh)
    return fresh
  }

  async function upTo(contract: ContractNumber, lastSeq: number): Promise<BloomFilter | undefined> {
    const known = knownOf(contract)
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
    async hashes(contract, ids, turn) {
      const filter = await upTo(contract, turn.lastSeq)
      const suspects = filter === undefined ? ids : ids.filter((id) => filter.has(id))
      const { recent } = knownOf(contract)
      while (recent[0] !== undefined && recent[0].lastSeq <= turn.told) recent.shift()
      const found = new Map<string, number>()
      const others = suspects.filter((id) => {
        const hash = recent.find((group) => group.hashes.has(id))?.hashes.get(id)
        if (hash !== undefined) found.set(id, hash)
        return hash === undefined
      })
      for (const [id, hash] of await hashesOf(events, contract, others)) found.set(id, hash)
      return found
    },
    added(contract, added, { firstSeq, lastSeq }) {
      const known = knownOf(contract)
      for (const { id } of added) known.filter.add(id)
      known.recent.push({ lastSeq, hashes: new Map(added.map(({ id, hash }) => [id, hash])) })
      // `through` must not pass rows that were not read yet, such as those of another process.
      if (known.through >= firstSeq - 1) known.through = Math.max(known.through, lastSeq)
    },
    async close() {
      stop.abort()
      await Promise.all([...contracts.values()].flatMap((known) => known.filling ?? []))
    },
  }
}
