import type { ContractNumber, ExportId } from '@catalytics/contract/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { accessNow, type AccessDeps } from './exports.access.ts'
import { activityExportRoutes } from './exports.activity.routes.ts'
import type { BuildDeps } from './exports.file.ts'
import { exportJob, upkeepJob } from './exports.jobs.ts'
import { exportRoutes } from './exports.routes.ts'
import type { ExportDeps } from './exports.ts'
import { dropFilesHolding } from './exports.upkeep.ts'

type Neighbours = Pick<AccessDeps, 'oauth'>

type Opened = Room & {
  /** Removes files that hold the person; false while one is still being made. */
  readonly dropFiles: (contract: ContractNumber, person: number) => Promise<boolean>
}

/** Rows as files, made in the background. */
export function openExports(
  { db, events, sequence, clock, files, jobs, roles }: Platform,
  { oauth }: Neighbours,
): Opened {
  const running = new Map<ExportId, AbortController>()
  const building: BuildDeps = {
    db,
    events,
    sequence,
    clock,
    files,
    accessNow: (contract, actor, needs) => accessNow({ db, oauth }, contract, actor, needs),
  }
  const exporting = exportJob(building, running)
  return {
    routes(api) {
      if (!roles.includes('web')) return
      const deps: ExportDeps = {
        ...building,
        queue: (tx, contract, id) => jobs.enqueue(tx, exporting, { contract, id }),
        interrupt: (id) => running.get(id)?.abort(),
      }
      exportRoutes(api, deps)
      activityExportRoutes(api, deps)
    },
    jobs: [exporting, upkeepJob(building)],
    dropFiles: (contract, person) => dropFilesHolding(building, contract, person),
  }
}
