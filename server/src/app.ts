import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportId } from '@catalytics/contract/ids.ts'
import type { Config } from './config.ts'
import { activityRoutes } from './features/activity/activity.routes.ts'
import { contractRoutes } from './features/contracts/contracts.routes.ts'
import { importRoutes } from './features/ingest/ingest.imports.routes.ts'
import { ingestRoutes } from './features/ingest/ingest.routes.ts'
import * as ingestRoom from './features/ingest/ingest.ts'
import { exportRoutes } from './features/leads/leads.exports.routes.ts'
import { exportJob, upkeepJob } from './features/leads/leads.jobs.ts'
import { leadRoutes } from './features/leads/leads.routes.ts'
import * as leadTraces from './features/leads/leads.upkeep.ts'
import { finishErasure } from './features/people/people.jobs.ts'
import { peopleRoutes } from './features/people/people.routes.ts'
import { oauthRoutes } from './features/service-accounts/service-accounts.oauth.routes.ts'
import * as serviceAccounts from './features/service-accounts/service-accounts.room.ts'
import { serviceAccountRoutes } from './features/service-accounts/service-accounts.routes.ts'
import { authenticateService } from './features/service-accounts/service-accounts.sign-in.ts'
import { apiDescription } from './http/description.ts'
import { healthRoutes } from './http/health.ts'
import { openHttp, type Api } from './http/server.ts'
import { openJobs } from './jobs/jobs.ts'
import type { Clock } from './lib/clock.ts'
import { lockFolder } from './lib/folder-lock.ts'
import { opaqueId } from './lib/ids.ts'
import type { Log } from './lib/log.ts'
import { reachablePath } from './lib/socket-path.ts'
import { openDirectory } from './stores/directory/directory.ts'
import { startEngine } from './stores/events/engine/engine-process.ts'
import { connectEventStore, engineEventStore } from './stores/events/event-store.ts'
import { openFileStore } from './stores/files/file-store.ts'
import { openSequence } from './stores/sequence/sequence.ts'

/** What a process does: answer people and machines, take events, work in the background. */
export const roles = ['web', 'ingest', 'jobs'] as const
export type Role = (typeof roles)[number]

export type App = {
  readonly api: Api
  /** Answers on the network; the address it listens at. */
  listen(): Promise<string>
  /** Ends what is under way, keeps what was acknowledged, lets go of the data folder. */
  stop(): Promise<void>
}

type Parts = { readonly clock: Clock; readonly log: Log; readonly roles: readonly Role[] }

/** Puts the application together: the only place that knows every part. Answers the operator's socket when it returns. */
export async function buildApp(config: Config, { clock, log, roles: own }: Parts): Promise<App> {
  const undo: (() => unknown)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    return await build()
  } catch (error) {
    await stop()
    throw error
  }

  async function build(): Promise<App> {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    const sharesNothing = config.databaseUrl !== undefined && config.clickhouseUrl !== undefined
    // With both stores elsewhere the folder holds only files that may be shared, so any number of processes may run.
    if (!sharesNothing) {
      const lock = lockFolder(config.dataDir)
      undo.push(() => lock.release())
    }
    const directory = await openDirectory(
      config.databaseUrl === undefined
        ? { file: join(config.dataDir, 'directory.db') }
        : { url: config.databaseUrl },
      log,
    )
    undo.push(() => directory.close())
    const events = await openEvents()
    undo.push(() => events.close())
    const db = directory.db
    const files = openFileStore(join(config.dataDir, 'files'))
    const sequence = openSequence({ directory, events, clock, writer: opaqueId() })
    undo.push(() => sequence.close())
    const jobs = openJobs({ db, clock, log })
    const base = { db, events, sequence, clock, log }
    const accounts = serviceAccounts.openServiceAccounts({ db, clock, log, publicUrl: config.publicUrl })
    undo.push(() => accounts.close())
    const ingest = ingestRoom.openIngest(base)
    undo.push(() => ingest.known.close())

    const running = new Map<ExportId, AbortController>()
    const exportDeps = {
      ...base,
      files,
      queue: (tx: typeof db, contract: Parameters<typeof leadTraces.actionsForPerson>[1], id: ExportId) =>
        jobs.enqueue(tx, exporting, { contract, id }),
      interrupt: (id: ExportId) => running.get(id)?.abort(),
    }
    const exporting = exportJob(exportDeps, running)
    const upkeep = upkeepJob(exportDeps, (job, slot, at) => jobs.enqueue(db, job, { slot }, at))
    const deliveriesOf = (contract: Parameters<typeof leadTraces.deliveriesHolding>[1], person: number) =>
      leadTraces.deliveriesHolding(base, contract, person)
    const finishing = finishErasure({
      db,
      events,
      scrubDirectory: () => directory.scrub(),
      traces: { deliveriesOf },
      dropFiles: (contract, person) => leadTraces.dropFilesHolding(exportDeps, contract, person),
    })
    const peopleDeps = {
      ...base,
      traces: {
        removeByEmail: ingestRoom.eraseByEmail,
        countByEmail: ingestRoom.countByEmail,
        actionsOf: (contract: Parameters<typeof leadTraces.actionsForPerson>[1], person: number) =>
          leadTraces.actionsForPerson(base, contract, person),
        deliveriesOf,
        finishLater: (contract: Parameters<typeof leadTraces.actionsForPerson>[1], person: number) =>
          jobs.enqueue(db, finishing, { contract, person }),
      },
    }

    const http = await openHttp({
      log,
      trustedProxies: config.trustedProxies,
      filesFolder: files.folder,
      authenticate: (credentials, request) => authenticateService(accounts, credentials, request),
    })
    undo.push(() => http.close())
    await apiDescription(http.api, config.publicUrl)
    healthRoutes(http.api, {
      isUp: async () => (await directory.answers()) && (await events.ping()),
      waitingEvents: ingest.groups.waiting,
    })
    contractRoutes(http.api, base)
    activityRoutes(http.api, base)
    peopleRoutes(http.api, peopleDeps)
    importRoutes(http.api, ingest)
    if (own.includes('ingest')) await ingestRoutes(http.api, ingest)
    serviceAccountRoutes(http.api, accounts)
    oauthRoutes(http.api, accounts)
    if (own.includes('web')) {
      leadRoutes(http.api, base)
      exportRoutes(http.api, exportDeps)
    }
    await http.api.ready()
    if (own.includes('jobs')) {
      jobs.start([exporting, finishing, upkeep])
      const hourMs = 3_600_000
      await jobs.enqueue(db, upkeep, { slot: Math.floor(clock().getTime() / hourMs) })
      undo.push(() => jobs.stop())
    }
    if (!sharesNothing) await openAdminSocket(http.admin)
    return { api: http.api, listen: () => http.api.listen({ port: config.port, host: config.host }), stop }
  }

  async function openEvents() {
    const place = { cluster: config.clickhouseCluster }
    if (config.clickhouseUrl !== undefined) return await connectEventStore(config.clickhouseUrl, place, log)
    const engine = await startEngine({ folder: join(config.dataDir, 'events'), log })
    undo.push(() => engine.stop())
    return await engineEventStore(engine)
  }

  async function openAdminSocket(server: Awaited<ReturnType<typeof openHttp>>['admin']): Promise<void> {
    const path = join(config.dataDir, 'admin.sock')
    // The folder is ours, so a socket in it is a dead process's.
    rmSync(path, { force: true })
    const reach = reachablePath(path)
    undo.push(() => reach.close())
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', reject)
    // Only the user the server runs as may connect; the mask holds while the socket is made.
    const mask = process.umask(0o177)
    server.listen(reach.path, resolve)
    process.umask(mask)
    await promise
  }
}
