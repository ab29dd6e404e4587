import type { ClientId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Log } from '../../lib/log.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import * as store from './service-accounts.usage.store.ts'

/** One use of a password, or of a token that it made. */
export type Usage = {
  readonly contract: ContractNumber
  readonly account: ClientId
  readonly password: string
  readonly at: number
  readonly address: string
  readonly client: string
  readonly calls: number
  readonly rows: number
}

export type UsageCounter = {
  /** Counts in memory; written with the next flush. */
  readonly count: (usage: Usage) => void
  /** Writes what was counted so far. Never fails: what cannot be written now is kept for the next time. */
  readonly flush: () => Promise<void>
}

/** Counts the uses of service accounts: a call costs no write of its own. */
export function openUsage({ db, log }: { readonly db: Directory['db']; readonly log: Log }): UsageCounter {
  let counted = new Map<string, Counted>()
  let lastFlush = Promise.resolve()

  function add(one: Counted): void {
    const key = `${one.password} ${one.use.day}`
    const before = counted.get(key)
    counted.set(key, before === undefined ? one : merged(before, one))
  }

  async function write(): Promise<void> {
    if (counted.size === 0) return
    const batch = counted
    counted = new Map()
    try {
      // Always in the same order, or two processes could wait for each other's rows.
      const inOrder = [...batch.values()].toSorted(
        (a, b) => compare(a.use.account, b.use.account) || compare(a.password, b.password),
      )
      await db.transaction().execute(async (transaction) => {
        for (const { contract, use } of inOrder) await store.addUse(transaction, contract, use)
      })
    } catch (error) {
      for (const one of batch.values()) add(one)
      log.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'usage of service accounts not written yet',
      )
    }
  }

  return {
    count({ contract, account, password, at, ...rest }) {
      add({ contract, password, use: { account, password, day: dayOf(at), at, ...rest } })
    },
    flush: () => (lastFlush = lastFlush.then(write)),
  }
}

type Counted = { readonly contract: ContractNumber; readonly password: string; readonly use: store.Use }

/** The day in UTC of an instant, 2026-11-22. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}

function merged(one: Counted, other: Counted): Counted {
  const latest = other.use.at >= one.use.at ? other : one
  const use = { ...latest.use, calls: one.use.calls + other.use.calls, rows: one.use.rows + other.use.rows }
  return { ...latest, use }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
