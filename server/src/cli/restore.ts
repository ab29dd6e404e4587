import { resolve } from 'node:path'
import { openLog } from '../lib/log.ts'
import { backupText, progressLine } from './backup.ts'
import { defineCommand } from './command.ts'

export const restore = defineCommand({
  usage: 'restore FILE',
  summary: 'Fills an empty data folder (or empty databases) from a backup. No server may run on them.',
  options: {},
  words: 1,
  run: async ({ config, print, note }, _, [file = '']) => {
    const { restoreInstallation } = await import('../app.ts')
    const told = await restoreInstallation(config, resolve(file), {
      log: openLog('warn'),
      onProgress: (progress) => note(progressLine(progress)),
    })
    print(told, backupText(told, 'Restored'))
  },
})
