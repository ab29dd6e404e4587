import { existsSync } from 'node:fs'
import type { BackupProgress, BackupSummary, Examination } from '@catalytics/contract/installation.ts'
import type { Config } from './config.ts'
import { summaryOf } from './features/installation/installation.ts'
import type { Clock } from './lib/clock.ts'
import { openClosing } from './lib/closing.ts'
import { lockFolder } from './lib/folder-lock.ts'
import type { Log } from './lib/log.ts'
import { takeFolder } from './start/data-folder.ts'
import { mailPlace } from './start/mailing.ts'
import { openArchive } from './stores/backup/archive.ts'
import { restoreBackup } from './stores/backup/restore.ts'
import type { Engine } from './stores/events/engine/engine-process.ts'
import { examine } from './stores/examination/examine.ts'
import { findStores, openStores } from './stores/open-stores.ts'
import { foundKey, keyFileOf, sealingsWith } from './stores/own-key.ts'

type Restoring = {
  readonly clock: Clock
  readonly log: Log
  readonly onProgress: (progress: BackupProgress) => void
}

/** Fills the empty stores of an installation that does not run from a backup. */
export async function restoreInstallation(
  config: Config,
  path: string,
  { clock, log, onProgress }: Restoring,
): Promise<BackupSummary> {
  const archive = await openArchive(path)
  const closing = openClosing()
  closing.add(() => archive.close())
  try {
    const lock = lockFolder(config.dataDir)
    closing.add(() => lock.release())
    const stores = await openStores(config, log, { toFill: true })
    closing.add(() => stores.close())
    await restoreBackup({ ...stores, clock }, archive, onProgress)
    return summaryOf(archive.manifest, archive.file, keyFileOf(config))
  } finally {
    await closing.run()
  }
}

type Looking = {
  readonly clock: Clock
  readonly log: Log
  /** One that shows the event store already; where absent, one is started on a copy of the folder. */
  readonly engine?: Engine
}

/** Looks at an installation that does not run, and changes nothing. */
export async function examineInstallation(
  config: Config,
  { clock, log, engine }: Looking,
): Promise<Examination> {
  const lock = existsSync(config.dataDir) ? takeFolder(config, log) : undefined
  const stores = findStores(config, log, engine)
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
