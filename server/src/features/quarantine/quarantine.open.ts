import type { Platform, Room } from '../../platform.ts'
import type { ListDeps } from './quarantine.list.ts'
import type { ReplayDeps } from './quarantine.replay.ts'
import { quarantineRoutes } from './quarantine.routes.ts'
import { countByEmail, eraseByEmail } from './quarantine.ts'

type Neighbours = {
  readonly ingest: { readonly retryEvents: ReplayDeps['retry'] }
  readonly imports: Pick<ListDeps, 'fileNames'>
}

type Opened = Room & {
  /** What it has of a person. */
  readonly removeByEmail: typeof eraseByEmail
  readonly countByEmail: typeof countByEmail
}

/** Events that were refused. */
export function openQuarantine({ db, clock }: Platform, { ingest, imports }: Neighbours): Opened {
  const deps = { db, clock, retry: ingest.retryEvents, fileNames: imports.fileNames }
  return {
    routes: (api) => quarantineRoutes(api, deps),
    removeByEmail: eraseByEmail,
    countByEmail,
  }
}
