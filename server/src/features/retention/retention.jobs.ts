import { defineJob, type StoredJob } from '../../jobs/jobs.ts'
import { hourMs } from '../../lib/clock.ts'
import { applyRetention, type Retention } from './retention.ts'

/** Removes what contracts keep no longer, every hour: their days begin at different times. */
export function retentionJob(deps: Retention): StoredJob {
  return defineJob({
    // As earlier versions stored it.
    kind: 'ingest.retention',
    everyMs: hourMs,
    run: (signal) => applyRetention(deps, signal),
  })
}
