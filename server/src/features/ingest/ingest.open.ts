import type { Platform, Room } from '../../platform.ts'
import { ingestRoutes } from './ingest.routes.ts'
import { trackerRoutes } from './ingest.tracker.routes.ts'
import { openTracker } from './ingest.tracker.ts'
import { ingestWith, retryEvents, takeEvents, tryEvents, type Ingest } from './ingest.ts'

type Opened = Room & {
  readonly takeEvents: Bound<typeof takeEvents>
  readonly tryEvents: Bound<typeof tryEvents>
  readonly retryEvents: Bound<typeof retryEvents>
}

/** The same function, which knows the room. */
type Bound<Taking> = Taking extends (ingest: Ingest, ...rest: infer Rest) => infer Answer
  ? (...rest: Rest) => Answer
  : never

/** Events that come in by a call: of a catalog's server, or of a page. */
export function openIngest(platform: Platform): Opened {
  const { db, events, sequence, clock, log, hasRoom, sealings, roles } = platform
  const ingest = ingestWith({ db, events, sequence, clock, log, hasRoom, addressHash: sealings.addresses })
  return {
    async routes(api) {
      if (!roles.includes('ingest')) return
      await ingestRoutes(api, ingest)
      await trackerRoutes(api, openTracker(ingest))
    },
    close: () => ingest.known.close(),
    metrics: ingest.measures.metrics,
    takeEvents: (...rest) => takeEvents(ingest, ...rest),
    tryEvents: (...rest) => tryEvents(ingest, ...rest),
    retryEvents: (...rest) => retryEvents(ingest, ...rest),
  }
}
