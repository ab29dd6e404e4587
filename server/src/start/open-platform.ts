import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openJobs, type Jobs, type StoredJob } from '../jobs/jobs.ts'
import { postUpkeep } from '../jobs/post.ts'
import type { Clock } from '../lib/clock.ts'
import type { Closing } from '../lib/closing.ts'
import { opaqueId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { openHashing } from '../lib/password-hashing.ts'
import type { Platform, Role } from '../platform.ts'
import { writeBackup } from '../stores/backup/backup.ts'
import type { Engine } from '../stores/events/engine/engine-process.ts'
import { untilAborted } from '../stores/events/until-aborted.ts'
import { examine } from '../stores/examination/examine.ts'
import { openFileStore } from '../stores/files/file-store.ts'
import { openStores } from '../stores/open-stores.ts'
import { keyFileOf, requireOwnKey, sealingsWith } from '../stores/own-key.ts'
import { openSequence } from '../stores/sequence/sequence.ts'
import { keepReserve, takeFolder } from './data-folder.ts'
import { mailPlace, openMailing } from './mailing.ts'

export type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly roles: readonly Role[]
  /** Goes on though the event store holds less than it held. */
  readonly acceptLoss?: boolean
  /** Goes on though the key is lost with which the directory store was sealed. */
  readonly acceptLostKey?: boolean
  /** Of an event engine that runs; where absent, and without the URL of a server, one is started on the data folder. */
  readonly engine?: Engine | undefined
}

/** The platform, and what only who puts the application together needs of it. */
type Opened = {
  readonly platform: Platform
  readonly jobs: Jobs
  /** The work of the platform itself. */
  readonly ownJobs: readonly StoredJob[]
  readonly isUp: () => Promise<boolean>
  /** Whether this process answers the operator of the data folder. */
  readonly answersOperator: boolean
}

/** Takes the data folder, opens what is in it, and everything else that rooms stand on. */
export async function openPlatform(config: Config, parts: Parts, closing: Closing): Promise<Opened> {
  const { clock, log, roles, acceptLoss = false, acceptLostKey = false, engine } = parts
  const { dataDir, publicUrl, openid, supportEmail } = config
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = takeFolder(config, log)
  closing.add(() => lock?.release())
  const stores = await openStores(config, log, { acceptLoss, engine })
  closing.add(() => stores.close())
  const { directory, events } = stores
  const { db } = directory
  const files = openFileStore(join(dataDir, 'files'))
  const sequence = openSequence({ directory, events, clock, writer: opaqueId() })
  closing.add(() => sequence.close())
  const jobs = openJobs({ db, clock, log })
  const sealings = sealingsWith(await requireOwnKey(config, directory, { acceptLostKey, log }))
  const mailing = openMailing(config, { db, clock, log, jobs, sealing: sealings.mails })
  const reserve = keepReserve(config, log)
  closing.add(() => reserve?.close())
  return {
    platform: {
      publicUrl,
      openid,
      supportEmail,
      roles,
      clock,
      log,
      db,
      events,
      sequence,
      files,
      jobs,
      sealings,
      scrubDirectory: () => directory.scrub(),
      eventsUntil: (gone) => untilAborted(events, gone),
      hasRoom: () => reserve?.hasRoom() ?? true,
      post: mailing?.post,
      hashing: openHashing(),
      installation: {
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
      },
    },
    jobs,
    ownJobs: [...(mailing?.jobs ?? []), postUpkeep({ db, clock })],
    isUp: async () => (await directory.answers()) && (await events.ping()),
    answersOperator: lock !== undefined,
  }
}
