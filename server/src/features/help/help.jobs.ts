import { defineJob, type StoredJob } from '../../jobs/jobs.ts'
import { hourMs } from '../../lib/clock.ts'
import { removeOldRequests, type Help } from './help.ts'

/** Removes requests whose time is over, settled or not. */
export function upkeepJob(help: Pick<Help, 'db' | 'clock'>): StoredJob {
  return defineJob({ kind: 'help.upkeep', everyMs: hourMs, run: () => removeOldRequests(help) })
}
