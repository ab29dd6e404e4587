import { askedTogether } from '../../lib/asked-together.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Hashing } from '../../lib/password-hashing.ts'
import type { ServicePrincipal } from '../../lib/principal.ts'
import { openThrottle, type Throttle } from '../../lib/throttle.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import { tokenByHash, type TokenState, type UsageCounter } from '../service-accounts/service-accounts.ts'
import { openRefusals, type Refusals } from './oauth.refusals.ts'
import type { Session } from './oauth.session.ts'

type Deps = {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
  /** How machines reach this installation; no slash at the end. The issuer of RFC 8414. */
  readonly publicUrl: string
  /** The process's one, so that all rooms together hash no more at a time than it allows. */
  readonly hashing: Hashing
  /** Counts what service accounts do. */
  readonly countUse: UsageCounter['count']
}

/** What the functions of this room work with: the application's parts, and what one process keeps in memory. */
export type OAuth = Omit<Deps, 'log'> & {
  readonly refusals: Refusals
  readonly throttle: Throttle
  /** The token with this hash, live or not, as it is now. */
  readonly tokenOf: (hash: string) => Promise<TokenState | undefined>
  /** By what each caller of this moment has proved itself, for whoami. */
  readonly sessions: WeakMap<ServicePrincipal, Session>
  /** Stops, when the refusals counted so far are written. */
  readonly close: () => Promise<void>
}

const flushEveryMs = 1000

/** For one process; close it before the directory store. */
export function oauthWith({ log, ...deps }: Deps): OAuth {
  const refusals = openRefusals({ db: deps.db, clock: deps.clock, log })
  const timer = setInterval(() => void refusals.flush(), flushEveryMs).unref()
  return {
    ...deps,
    refusals,
    throttle: openThrottle(deps.clock),
    tokenOf: askedTogether((hash: string) => tokenByHash(deps.db, hash)),
    sessions: new WeakMap(),
    async close() {
      clearInterval(timer)
      await refusals.flush()
    },
  }
}
