import type { Platform, Room } from '../../platform.ts'
import { retentionJob } from './retention.jobs.ts'
import { retentionRoutes } from './retention.routes.ts'

/** How long contracts keep what people did. */
export function openRetention(platform: Platform): Room {
  const { db, events, sequence, clock, scrubDirectory, sealings } = platform
  const deps = { db, events, sequence, clock, addressHash: sealings.addresses }
  return {
    routes: (api) => retentionRoutes(api, deps),
    jobs: [retentionJob({ ...deps, scrubDirectory })],
  }
}
