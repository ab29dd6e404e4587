import type { ContractNumber, ExportId } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Platform, Room } from '../../platform.ts'
import { exportRoutes } from './leads.exports.routes.ts'
import type { BuildDeps } from './leads.exports.ts'
import { exportJob, upkeepJob } from './leads.jobs.ts'
import type { Deps } from './leads.select.ts'
import { dropFilesHolding } from './leads.upkeep.ts'

type Neighbours = {
  readonly leads: { readonly deps: Deps }
  readonly serviceAccounts: {
    readonly sightNow: (
      contract: ContractNumber,
      actor: string,
      scope: Scope,
    ) => ReturnType<BuildDeps['sightNow']>
  }
}

type Opened = Room & {
  /** Removes files that hold the person; false while one is still being made. */
  readonly dropFiles: (contract: ContractNumber, person: number) => Promise<boolean>
}

/** Leads as files, made in the background. */
export function openLeadExports(
  { files, jobs, roles }: Platform,
  { leads, serviceAccounts }: Neighbours,
): Opened {
  const running = new Map<ExportId, AbortController>()
  const building: BuildDeps = {
    ...leads.deps,
    files,
    sightNow: (contract, actor) => serviceAccounts.sightNow(contract, actor, 'leads:read'),
  }
  const exporting = exportJob(building, running)
  return {
    routes(api) {
      if (!roles.includes('web')) return
      exportRoutes(api, {
        ...building,
        queue: (tx, contract, id) => jobs.enqueue(tx, exporting, { contract, id }),
        interrupt: (id) => running.get(id)?.abort(),
      })
    },
    jobs: [exporting, upkeepJob(building)],
    dropFiles: (contract, person) => dropFilesHolding(building, contract, person),
  }
}
