import { resolve } from 'node:path'
import type { BackupSummary } from '@catalytics/contract/installation.ts'
import { systemClock } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import { backupText, progressLine } from './backup.ts'
import { defineCommand } from './command.ts'

export const restore = defineCommand({
  usage: 'restore FILE',
  summary: 'Restores a backup into an empty data folder (or empty databases). No server may run on them.',
  options: {},
  words: 1,
  run: async ({ config, print, note }, _, [file = '']) => {
    const { restoreInstallation } = await import('../at-rest.ts')
    const told = await restoreInstallation(config, resolve(file), {
      clock: systemClock,
      log: openLog('warn'),
      onProgress: (progress) => note(progressLine(progress)),
    })
    print(told, `${backupText(told, 'Restored')}\n${keyBefore(told, config.dataDir)}`)
  },
})

/** What must be done before the first start: the key was not in the file. */
function keyBefore({ key_file }: BackupSummary, dataDir: string): string {
  const key =
    key_file === null
      ? 'The key is not in a backup: before the first start, SECRET_KEY must be the one that was used where the backup was made.'
      : `The key is not in a backup: before the first start, copy secret.key of the folder that the backup was made of to ${key_file}, or set SECRET_KEY as it was there.`
  return `${key}\nThen: ./catalytics doctor --data ${dataDir}`
}
