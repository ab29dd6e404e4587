import { z } from 'zod'
import { defineJob, type Job } from '../../jobs/jobs.ts'
import { minuteMs } from '../../lib/clock.ts'
import { applyRetention, type Retention } from './ingest.retention.ts'

type Slot = { readonly slot: number }

const hourMs = 60 * minuteMs

/** Removes what contracts keep no longer, every hour: their days begin at different times. */
export function retentionJob(
  deps: Retention,
  again: (job: Job<Slot>, slot: number, at: number) => Promise<void>,
): Job<Slot> {
  const job: Job<Slot> = defineJob({
    kind: 'ingest.retention',
    input: z.object({ slot: z.number() }),
    key: ({ slot }) => String(slot),
    async run({ slot }, signal) {
      // First, so that a fault of this hour does not end all later ones.
      await again(job, slot + 1, (slot + 1) * hourMs)
      await applyRetention(deps, signal)
    },
  })
  return job
}
