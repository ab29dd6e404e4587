import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContractNumber, ExportId } from '@catalytics/contract/ids.ts'
import type { BackupProgress, BackupSummary, Examination } from '@catalytics/contract/installation.ts'
import type { Config } from './config.ts'
import { resetJob } from './features/accounts/accounts.jobs.ts'
import { ownAccountRoutes } from './features/accounts/accounts.me.routes.ts'
import { usersFor } from './features/accounts/accounts.newcomers.ts'
import { openIdRoutes } from './features/accounts/accounts.openid.routes.ts'
import { openOpenId } from './features/accounts/accounts.openid.ts'
import { resetRoutes } from './features/accounts/accounts.resets.routes.ts'
import { openAccounts } from './features/accounts/accounts.room.ts'
import { accountRoutes } from './features/accounts/accounts.routes.ts'
import { secondFactorRoutes } from './features/accounts/accounts.second-factor.routes.ts'
import { userOfSession } from './features/accounts/accounts.sessions.ts'
import { makeSetUpLink } from './features/accounts/accounts.set-up.ts'
import { activityRoutes } from './features/activity/activity.routes.ts'
import { contractRoutes } from './features/contracts/contracts.routes.ts'
import { siteRoutes } from './features/contracts/contracts.sites.routes.ts'
import { upkeepJob as supportUpkeepJob } from './features/help/help.jobs.ts'
import { helpRoutes } from './features/help/help.routes.ts'
import { importRoutes } from './features/ingest/ingest.imports.routes.ts'
import { retentionJob } from './features/ingest/ingest.jobs.ts'
import { retentionRoutes } from './features/ingest/ingest.retention.routes.ts'
import { ingestRoutes } from './features/ingest/ingest.routes.ts'
import { trackerRoutes } from './features/ingest/ingest.tracker.routes.ts'
import { openTracker } from './features/ingest/ingest.tracker.ts'
import * as ingestRoom from './features/ingest/ingest.ts'
import { mailRoutes } from './features/installation/installation.mails.routes.ts'
import { installationRoutes } from './features/installation/installation.routes.ts'
import { summaryOf } from './features/installation/installation.ts'
import { exportRoutes } from './features/leads/leads.exports.routes.ts'
import { exportJob, upkeepJob } from './features/leads/leads.jobs.ts'
import { openPaging } from './features/leads/leads.paging.ts'
import { leadRoutes } from './features/leads/leads.routes.ts'
import * as leadTraces from './features/leads/leads.upkeep.ts'
import { invitationRoutes } from './features/members/members.invitations.routes.ts'
import { memberRoutes } from './features/members/members.routes.ts'
import { roleOf } from './features/members/members.ts'
import { finishErasure, joinTwins } from './features/people/people.jobs.ts'
import { peopleRoutes } from './features/people/people.routes.ts'
import { oauthRoutes } from './features/service-accounts/service-accounts.oauth.routes.ts'
import * as serviceAccounts from './features/service-accounts/service-accounts.room.ts'
import { serviceAccountRoutes } from './features/service-accounts/service-accounts.routes.ts'
import { serviceAccountSightRoutes } from './features/service-accounts/service-accounts.sight.routes.ts'
import { authenticateService } from './features/service-accounts/service-accounts.sign-in.ts'
import { callerNow, sightNow } from './features/service-accounts/service-accounts.standing.ts'
import { endFeature } from './features/service-accounts/service-accounts.tokens.ts'
import { apiDescription } from './http/description.ts'
import { healthRoutes } from './http/health.ts'
import { notBuilt, pageRoutes } from './http/pages.ts'
import { openHttp, type Api } from './http/server.ts'
import { readTrackerScript, trackerNotBuilt, trackerScriptRoute } from './http/tracker-script.ts'
import { readWebFiles } from './http/web-files.ts'
import { openJobs } from './jobs/jobs.ts'
import { findMail, listMails, openPost, postUpkeep } from './jobs/post.ts'
import type { Clock } from './lib/clock.ts'
import { openDiskReserve } from './lib/disk-reserve.ts'
import { lockFolder } from './lib/folder-lock.ts'
import { opaqueId, timeOrderedId } from './lib/ids.ts'
import type { Log } from './lib/log.ts'
import { isOwnMachine } from './lib/own-machine.ts'
import { openHashing } from './lib/password-hashing.ts'
import { reachablePath } from './lib/socket-path.ts'
import { openArchive } from './stores/backup/archive.ts'
import { writeBackup } from './stores/backup/backup.ts'
import { restoreBackup } from './stores/backup/restore.ts'
import type { Db } from './stores/directory/directory.ts'
import { untilAborted } from './stores/events/until-aborted.ts'
import { examine } from './stores/examination/examine.ts'
import { openFileStore } from './stores/files/file-store.ts'
import { renderLetter } from './stores/mail/letter.ts'
import { MailError } from './stores/mail/mail-error.ts'
import { openMail } from './stores/mail/mail.ts'
import { findStores, openStores } from './stores/open-stores.ts'
import { foundKey, keyFileOf, requireOwnKey, sealingsWith } from './stores/own-key.ts'
import { openSequence } from './stores/sequence/sequence.ts'

/** What a process does: answer people and machines, take events, work in the background. */
export const roles = ['web', 'ingest', 'jobs'] as const
export type Role = (typeof roles)[number]

export type App = {
  readonly api: Api
  /** Answers on the network; the address it listens at. */
  listen(): Promise<string>
  /** Where the first user is made: the path of a new link; undefined when there are users. */
  setUpLink(): Promise<string | undefined>
  /** Ends what is under way, keeps what was acknowledged, lets go of the data folder. */
  stop(): Promise<void>
}

/** Where `npm run build` leaves the browser application. */
const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))
const trackerFile = fileURLToPath(new URL('../../tracker/dist/t.js', import.meta.url))

type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly roles: readonly Role[]
  /** Goes on though the event store holds less than it held. */
  readonly acceptLoss?: boolean
  /** Goes on though the key is lost with which the directory store was sealed. */
  readonly acceptLostKey?: boolean
}

/** Puts the application together: the only place that knows every part. Answers the operator's socket when it returns. */
export async function buildApp(config: Config, parts: Parts): Promise<App> {
  const { clock, log, roles: own, acceptLoss = false, acceptLostKey = false } = parts
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
    const lock = takeFolder(config, log)
    undo.push(() => lock?.release())
    const stores = await openStores(config, log, { acceptLoss })
    undo.push(() => stores.close())
    const { directory, events } = stores
    const db = directory.db
    const files = openFileStore(join(config.dataDir, 'files'))
    const sequence = openSequence({ directory, events, clock, writer: opaqueId() })
    undo.push(() => sequence.close())
    const jobs = openJobs({ db, clock, log })
    const hashing = openHashing()
    const { publicUrl } = config
    const secretKey = await requireOwnKey(config, directory, { acceptLostKey, log })
    const sealings = sealingsWith(secretKey)
    const paging = openPaging(events, secretKey)
    const base = { db, events, sequence, clock, log, ...paging, addressHash: sealings.addresses }
    const mailing = openMailing(config, { db, clock, log, jobs, sealing: sealings.mails })
    const openid =
      config.openid &&
      openOpenId({ provider: config.openid, publicUrl, sealing: sealings.openid, clock, log })
    const resetting = resetJob(() => accounts)
    const accounts = openAccounts({
      db,
      clock,
      log,
      publicUrl,
      hashing,
      sealing: sealings.authenticators,
      openid,
      post: mailing?.post,
      queueReset: (tx, email) => jobs.enqueue(tx, resetting, { id: timeOrderedId(), email }),
    })
    undo.push(() => accounts.close())
    const machines = serviceAccounts.openServiceAccounts({ db, clock, log, publicUrl, hashing })
    undo.push(() => machines.close())
    const ingest = ingestRoom.openIngest({ ...base, hasRoom: keepReserve() })
    undo.push(() => ingest.known.close())

    const running = new Map<ExportId, AbortController>()
    const exportDeps = {
      ...base,
      files,
      queue: (tx: Db, contract: ContractNumber, id: ExportId) =>
        jobs.enqueue(tx, exporting, { contract, id }),
      interrupt: (id: ExportId) => running.get(id)?.abort(),
      sightNow: (contract: ContractNumber, actor: string) =>
        sightNow(machines, contract, actor, 'leads:read'),
    }
    const exporting = exportJob(exportDeps, running)
    const deliveriesOf = (contract: ContractNumber, person: number, until: number) =>
      leadTraces.deliveriesHolding(base, contract, person, until)
    const finishing = finishErasure({
      db,
      events,
      sequence,
      scrubDirectory: () => directory.scrub(),
      traces: { deliveriesOf },
      dropFiles: (contract, person) => leadTraces.dropFilesHolding(exportDeps, contract, person),
    })
    const peopleDeps = {
      ...base,
      traces: {
        removeByEmail: ingestRoom.eraseByEmail,
        countByEmail: ingestRoom.countByEmail,
        actionsOf: (contract: ContractNumber, person: number) =>
          leadTraces.actionsForPerson(base, contract, person),
        deliveriesOf,
        finishLater: (tx: Db, contract: ContractNumber, person: number) =>
          jobs.enqueue(tx, finishing, { contract, person }),
      },
    }

    const http = await openHttp({
      log,
      trustedProxies: config.trustedProxies,
      filesFolder: files.folder,
      publicUrl,
      callers: {
        service: (credentials, from) => authenticateService(machines, credentials, from),
        serviceNow: (caller, leaving) => callerNow(machines, caller, leaving),
        user: (token, from) => userOfSession(accounts, token, from),
        membership: async (user, id) => {
          const found = await roleOf(base, id, user)
          return (
            found && {
              contract: { number: found.number, id: found.id },
              role: found.role,
              secondFactorRequired: found.second_factor_required,
            }
          )
        },
      },
    })
    undo.push(() => http.close())
    undo.push(() => sequence.endWaiting())
    await apiDescription(http.api, publicUrl)
    healthRoutes(http.api, {
      isUp: async () => (await directory.answers()) && (await events.ping()),
      waitingEvents: () => ingest.groups.waiting(),
    })
    accountRoutes(http.api, accounts)
    memberRoutes(http.api, base)
    invitationRoutes(http.api, {
      db,
      clock,
      publicUrl,
      post: mailing?.post,
      users: usersFor(accounts),
    })
    helpRoutes(http.api, { db, clock, post: mailing?.post, supportEmail: config.supportEmail })
    ownAccountRoutes(http.api, accounts)
    resetRoutes(http.api, accounts)
    secondFactorRoutes(http.api, accounts)
    if (openid !== undefined) openIdRoutes(http.api, accounts, openid)
    contractRoutes(http.api, { ...base, endFeature })
    siteRoutes(http.api, base)
    activityRoutes(http.api, base)
    peopleRoutes(http.api, peopleDeps)
    importRoutes(http.api, ingest)
    retentionRoutes(http.api, ingest)
    const trackerScript = readTrackerScript(trackerFile)
    if (trackerScript === undefined) log.warn(trackerNotBuilt)
    trackerScriptRoute(http.api, trackerScript)
    if (own.includes('ingest')) {
      await ingestRoutes(http.api, ingest)
      await trackerRoutes(http.api, openTracker(ingest))
    }
    installationRoutes(http.api, {
      log,
      keyFile: keyFileOf(config),
      writeBackup: (put, report) => writeBackup({ directory, events, sequence, clock }, put, report),
      examine: () =>
        examine({
          place: config,
          directory: () => Promise.resolve(directory),
          events: () => Promise.resolve(events),
          mail: mailPlace(config),
          sealings: () => sealings,
          now: clock(),
        }),
    })
    mailRoutes(http.api, {
      db,
      clock,
      publicUrl: config.publicUrl,
      post: mailing?.post,
      list: (query) => listMails(db, query),
      find: (id) => findMail(db, id),
    })
    serviceAccountRoutes(http.api, machines)
    serviceAccountSightRoutes(http.api, machines, base)
    await oauthRoutes(http.api, machines)
    if (own.includes('web')) {
      const webFiles = readWebFiles(webFolder)
      if (webFiles === undefined) log.warn(notBuilt)
      pageRoutes(http.api, webFiles)
      leadRoutes(http.api, { ...base, eventsUntil: (gone) => untilAborted(events, gone) })
      exportRoutes(http.api, exportDeps)
    }
    await http.api.ready()
    await joinTwins(base)
    await sequence.resume()
    if (own.includes('jobs')) {
      undo.push(() => jobs.stop())
      await jobs.start([
        exporting,
        finishing,
        resetting,
        ...(mailing?.jobs ?? []),
        upkeepJob(exportDeps),
        retentionJob({ ...ingest, scrubDirectory: () => directory.scrub() }),
        supportUpkeepJob({ db, clock }),
        postUpkeep({ db, clock }),
      ])
    }
    if (lock !== undefined) await openAdminSocket(http.admin)
    return {
      api: http.api,
      listen: () => http.api.listen({ port: config.port, host: config.host }),
      setUpLink: () => makeSetUpLink(accounts),
      stop,
    }
  }

  /** Whether the disk under the stores has room; where neither store is on it, there is nothing to keep. */
  function keepReserve(): () => boolean {
    if (config.databaseUrl !== undefined && config.clickhouseUrl !== undefined) return () => true
    const reserve = openDiskReserve({
      folder: config.dataDir,
      onChange: (hasRoom, space) =>
        hasRoom
          ? log.info(space, 'space on the disk is kept back for what must be written')
          : log.error(space, 'the disk is full: no new events are taken until there is room again'),
    })
    undo.push(() => reserve.close())
    return () => reserve.hasRoom()
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

/** The way of mails out, where a mail server is set. */
function openMailing(
  { mail, publicUrl }: Config,
  deps: Pick<Parameters<typeof openPost>[0], 'db' | 'clock' | 'jobs' | 'sealing'> & { readonly log: Log },
): ReturnType<typeof openPost> | undefined {
  if (mail === undefined) return undefined
  if (isOwnMachine(new URL(publicUrl).hostname))
    deps.log.warn({ publicUrl }, 'links in mails lead nowhere but on this machine: set PUBLIC_URL')
  const sender = openMail(mail)
  return openPost({
    ...deps,
    render: (letter, language) => renderLetter(letter, language, publicUrl),
    send: (one, at, signal) => sender.send(one, at, signal),
    faultOf: (error) => (error instanceof MailError ? error : undefined),
  })
}

function mailPlace({ mail }: Config): Parameters<typeof examine>[0]['mail'] {
  return mail === undefined ? undefined : { server: mail.server, sender: openMail(mail) }
}

/**
 * With both stores elsewhere the folder holds only files that may be shared, so any number of processes may run on it;
 * the one that holds the lock answers the operator for all of them.
 */
function takeFolder(config: Config, log: Log): ReturnType<typeof lockFolder> | undefined {
  try {
    return lockFolder(config.dataDir)
  } catch (error) {
    if (config.databaseUrl === undefined || config.clickhouseUrl === undefined) throw error
    log.info({ data: config.dataDir }, 'another process on this data folder answers the operator')
    return undefined
  }
}

type Restoring = { readonly log: Log; readonly onProgress: (progress: BackupProgress) => void }

/** Fills the empty stores of an installation that does not run from a backup. */
export async function restoreInstallation(
  config: Config,
  path: string,
  { log, onProgress }: Restoring,
): Promise<BackupSummary> {
  const archive = await openArchive(path)
  const undo: (() => unknown)[] = [() => archive.close()]
  try {
    const lock = lockFolder(config.dataDir)
    undo.push(() => lock.release())
    const stores = await openStores(config, log, { toFill: true })
    undo.push(() => stores.close())
    await restoreBackup(stores, archive, onProgress)
    return summaryOf(archive.manifest, archive.file, keyFileOf(config))
  } finally {
    for (const step of undo.toReversed()) await step()
  }
}

/** Looks at an installation that does not run, and changes nothing. */
export async function examineInstallation(
  config: Config,
  { clock, log }: Pick<Parts, 'clock' | 'log'>,
): Promise<Examination> {
  const lock = existsSync(config.dataDir) ? takeFolder(config, log) : undefined
  const stores = findStores(config, log)
  const sealings = () => {
    const key = foundKey(config)
    return key === undefined ? undefined : sealingsWith(key)
  }
  try {
    return await examine({
      place: config,
      directory: () => stores.directory(),
      events: () => stores.events(),
      mail: mailPlace(config),
      sealings,
      now: clock(),
    })
  } finally {
    await stores.close()
    lock?.release()
  }
}
