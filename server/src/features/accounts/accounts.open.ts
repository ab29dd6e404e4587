import type { Callers } from '../../http/callers.ts'
import type { Platform, Room } from '../../platform.ts'
import { ownAccountRoutes } from './accounts.me.routes.ts'
import { usersFor } from './accounts.newcomers.ts'
import { openIdRoutes } from './accounts.openid.routes.ts'
import { openOpenId } from './accounts.openid.ts'
import type { Accounts } from './accounts.room.ts'
import { accountRoutes } from './accounts.routes.ts'
import { userOfSession } from './accounts.sessions.ts'
import { makeSetUpLink } from './accounts.set-up.ts'

type Neighbours = { readonly credentials: { readonly deps: Omit<Accounts, 'openid'> } }

type Opened = Room & {
  readonly callers: Pick<Callers, 'user'>
  /** What inviting somebody takes of users. */
  readonly users: ReturnType<typeof usersFor>
  /** The path of a new link that makes the first user; undefined when there are users. */
  readonly setUpLink: () => Promise<string | undefined>
}

/** People who sign in. */
export function openAccounts(platform: Platform, { credentials }: Neighbours): Opened {
  const { clock, log, publicUrl, sealings } = platform
  const openid =
    platform.openid &&
    openOpenId({ provider: platform.openid, publicUrl, sealing: sealings.openid, clock, log })
  const accounts: Accounts = { ...credentials.deps, openid }
  return {
    routes(api) {
      accountRoutes(api, accounts)
      ownAccountRoutes(api, accounts)
      if (openid !== undefined) openIdRoutes(api, accounts, openid)
    },
    callers: { user: (token, from) => userOfSession(accounts, token, from) },
    users: usersFor(accounts),
    setUpLink: () => makeSetUpLink(accounts),
  }
}
