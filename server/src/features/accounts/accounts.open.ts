import type { Callers } from '../../http/callers.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { resetJob } from './accounts.jobs.ts'
import { ownAccountRoutes } from './accounts.me.routes.ts'
import { usersFor } from './accounts.newcomers.ts'
import { openIdRoutes } from './accounts.openid.routes.ts'
import { openOpenId } from './accounts.openid.ts'
import { resetRoutes } from './accounts.resets.routes.ts'
import { accountsWith } from './accounts.room.ts'
import { accountRoutes } from './accounts.routes.ts'
import { secondFactorRoutes } from './accounts.second-factor.routes.ts'
import { userOfSession } from './accounts.sessions.ts'
import { makeSetUpLink } from './accounts.set-up.ts'

type Opened = Room & {
  readonly callers: Pick<Callers, 'user'>
  /** What inviting somebody takes of users. */
  readonly users: ReturnType<typeof usersFor>
  /** The path of a new link that makes the first user; undefined when there are users. */
  readonly setUpLink: () => Promise<string | undefined>
}

/** People who sign in. */
export function openAccounts(platform: Platform): Opened {
  const { db, clock, log, publicUrl, hashing, post, jobs, sealings } = platform
  const openid =
    platform.openid &&
    openOpenId({ provider: platform.openid, publicUrl, sealing: sealings.openid, clock, log })
  const resetting = resetJob({ db, clock, publicUrl, post })
  const accounts = accountsWith({
    db,
    clock,
    log,
    publicUrl,
    hashing,
    openid,
    post,
    sealing: sealings.authenticators,
    queueReset: (tx, email) => jobs.enqueue(tx, resetting, { id: timeOrderedId(), email }),
  })
  return {
    routes(api) {
      accountRoutes(api, accounts)
      ownAccountRoutes(api, accounts)
      resetRoutes(api, accounts)
      secondFactorRoutes(api, accounts)
      if (openid !== undefined) openIdRoutes(api, accounts, openid)
    },
    jobs: [resetting],
    close: accounts.close,
    callers: { user: (token, from) => userOfSession(accounts, token, from) },
    users: usersFor(accounts),
    setUpLink: () => makeSetUpLink(accounts),
  }
}
