import { askedTogether } from '../../lib/asked-together.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Hashing } from '../../lib/password-hashing.ts'
import type { ServicePrincipal } from '../../lib/principal.ts'
import { openThrottle, type Throttle } from '../../lib/throttle.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import { openRefusals, type Refusals } from './service-accounts.refusals.ts'
import type { Session } from './service-accounts.session.ts'
import { tokenByHash, type TokenState } from './service-accounts.tokens.store.ts'
import { openUsage, type UsageCounter } from './service-accounts.usage.ts'

type Deps = {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
  /** How machines reach this installation; no slash at the end. The issuer of RFC 8414. */
  readonly publicUrl: string
  /** The process's one, so that all rooms together hash no more at a time than it allows. */
  readonly hashing: Hashing
}

/** What the functions of this room work with: the application's parts, and what one process keeps in memory. */
export type ServiceAccounts = Omit<Deps, 'log'> & {
  readonly usage: UsageCounter
  readonly refusals: Refusals
  readonly throttle: Throttle
  /** The token with this hash, live or not, as it is now. */
  readonly tokenOf: (hash: string) => Promise<TokenState | undefined>
  /** By what each caller of this moment has proved itself, for whoami. */
  readonly sessions: WeakMap<ServicePrincipal, Session>
  /** Stops, when what was counted is written. */
  readonly close: () => Promise<void>
}

const flushEveryMs = 1000

/** For one process; close it before the directory store. */
export function serviceAccountsWith({ log, ...deps }: Deps): ServiceAccounts {
  const usage = openUsage({ db: deps.db, log })
  const refusals = openRefusals({ db: deps.db, clock: deps.clock, log })
  const flush = async () => {
    await usage.flush()
    await refusals.flush()
  }
  const timer = setInterval(() => void flush(), flushEveryMs).unref()
  return {
    ...deps,
    usage,
    refusals,
    throttle: openThrottle(deps.clock),
    tokenOf: askedTogether((hash: string) => tokenByHash(deps.db, hash)),
    sessions: new WeakMap(),
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}
