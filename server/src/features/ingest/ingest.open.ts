import type { Platform, Room } from '../../platform.ts'
import { importRoutes } from './ingest.imports.routes.ts'
import { retentionJob } from './ingest.jobs.ts'
import { retentionRoutes } from './ingest.retention.routes.ts'
import { ingestRoutes } from './ingest.routes.ts'
import { trackerRoutes } from './ingest.tracker.routes.ts'
import { openTracker } from './ingest.tracker.ts'
import { countByEmail, eraseByEmail, ingestWith } from './ingest.ts'

type Opened = Room & {
  /** How many events wait to be stored. */
  readonly waitingEvents: () => number
  /** What the quarantine has of a person. */
  readonly removeByEmail: typeof eraseByEmail
  readonly countByEmail: typeof countByEmail
}

/** Events that come in, by whatever road. */
export function openIngest(platform: Platform): Opened {
  const { db, events, sequence, clock, log, hasRoom, scrubDirectory, sealings, roles } = platform
  const ingest = ingestWith({ db, events, sequence, clock, log, hasRoom, addressHash: sealings.addresses })
  return {
    async routes(api) {
      importRoutes(api, ingest)
      retentionRoutes(api, ingest)
      if (!roles.includes('ingest')) return
      await ingestRoutes(api, ingest)
      await trackerRoutes(api, openTracker(ingest))
    },
    jobs: [retentionJob({ ...ingest, scrubDirectory })],
    close: () => ingest.known.close(),
    waitingEvents: () => ingest.groups.waiting(),
    removeByEmail: eraseByEmail,
    countByEmail,
  }
}
