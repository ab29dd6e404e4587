import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Hashing } from '../../lib/password-hashing.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import { openUsage, type UsageCounter } from './service-accounts.usage.ts'

type Deps = {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
  /** How machines reach this installation; no slash at the end. */
  readonly publicUrl: string
  /** The process's one, so that all rooms together hash no more at a time than it allows. */
  readonly hashing: Hashing
}

/** What the functions of this room work with: the application's parts, and what one process keeps in memory. */
export type ServiceAccounts = Omit<Deps, 'log'> & {
  readonly usage: UsageCounter
  /** Stops, when what was counted is written. */
  readonly close: () => Promise<void>
}

const flushEveryMs = 1000

/** For one process; close it before the directory store. */
export function serviceAccountsWith({ log, ...deps }: Deps): ServiceAccounts {
  const usage = openUsage({ db: deps.db, log })
  const timer = setInterval(() => void usage.flush(), flushEveryMs).unref()
  return {
    ...deps,
    usage,
    async close() {
      clearInterval(timer)
      await usage.flush()
    },
  }
}
