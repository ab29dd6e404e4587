import { z } from 'zod'
import { contractNumber, exportId, type ExportId } from '@catalytics/contract/ids.ts'
import { defineJob, type Job, type StoredJob } from '../../jobs/jobs.ts'
import { hourMs } from '../../lib/clock.ts'
import * as build from './exports.build.ts'
import type { BuildDeps } from './exports.file.ts'
import * as upkeep from './exports.upkeep.ts'

const input = z.object({ contract: contractNumber, id: exportId })
export type ExportInput = z.infer<typeof input>

/** Makes the file of an export. `running` holds what this process works on, so that a cancellation reaches it. */
export function exportJob(deps: BuildDeps, running: Map<ExportId, AbortController>): Job<ExportInput> {
  return defineJob({
    kind: 'leads.export',
    input,
    key: ({ id }) => id,
    turnOf: ({ contract }) => String(contract),
    async run({ contract, id }, signal) {
      const stop = new AbortController()
      running.set(id, stop)
      try {
        await build.buildExport(deps, contract, id, AbortSignal.any([signal, stop.signal]))
      } catch (error) {
        // Cancelled by its owner: the export says so already, and there is nothing to try again.
        if (!stop.signal.aborted) throw error
      } finally {
        running.delete(id)
      }
    },
    giveUp: ({ contract, id }) => build.failExport(deps, contract, id),
  })
}

/** Removes files and keys whose time is over. */
export function upkeepJob(deps: BuildDeps): StoredJob {
  return defineJob({ kind: 'leads.upkeep', everyMs: hourMs, run: () => upkeep.removeExpired(deps) })
}
