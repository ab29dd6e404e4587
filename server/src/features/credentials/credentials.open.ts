import { timeOrderedId } from '../../lib/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { resetJob } from './credentials.jobs.ts'
import { credentialsWith, type Credentials } from './credentials.room.ts'
import { passwordRoutes } from './credentials.routes.ts'
import { secondFactorRoutes } from './credentials.second-factor.routes.ts'

type Opened = Room & {
  /** What proving who somebody is takes. */
  readonly deps: Credentials
}

/** By what users prove who they are. */
export function openCredentials(platform: Platform): Opened {
  const { db, clock, log, publicUrl, hashing, post, jobs, sealings } = platform
  const resetting = resetJob({ db, clock, publicUrl, post })
  const credentials = credentialsWith({
    db,
    clock,
    log,
    publicUrl,
    hashing,
    post,
    sealing: sealings.authenticators,
    queueReset: (tx, email) => jobs.enqueue(tx, resetting, { id: timeOrderedId(), email }),
  })
  return {
    routes(api) {
      passwordRoutes(api, credentials)
      secondFactorRoutes(api, credentials)
    },
    jobs: [resetting],
    close: credentials.close,
    deps: credentials,
  }
}
