import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { backupProgress, backupSummary, type BackupSummary } from '@catalytics/contract/installation.ts'
import { OperatorError } from '../lib/errors.ts'
import { defineCommand } from './command.ts'
import { withAdmin } from './session.ts'

export const backup = defineCommand({
  usage: 'backup FILE',
  summary: 'Backs up everything except export files into one file; a running server keeps running.',
  options: {},
  words: 1,
  run: async ({ config, print, note }, _, [file = '']) => {
    // A command that opens the folder itself makes what is missing: a misspelt name would give an empty backup.
    if (!existsSync(config.dataDir)) {
      throw new OperatorError(
        'not_found',
        `There is no data folder ${config.dataDir}. Give yours with --data.`,
      )
    }
    await withAdmin(config, async (client) => {
      const told = backupSummary.parse(
        await client.report('/api/v1/backups', { path: resolve(file) }, (update) =>
          note(progressLine(update)),
        ),
      )
      print(told, `${backupText(told, 'Written')}\n${keyBeside(told)}`)
    })
  },
})

/** What is not in the file, and where it is. */
function keyBeside({ key_file, path }: BackupSummary): string {
  return key_file === null
    ? 'Not in it: the key. Keep what SECRET_KEY is as safely as the file; a restore without it is not whole.'
    : `Not in it: the key. Keep a copy of ${key_file} beside ${path}; a restore without it is not whole.`
}

/** A backup in a few lines for people. */
export function backupText(told: BackupSummary, what: string): string {
  const contracts = told.contracts.map(
    (contract) => `  ${contract.id}  ${contract.rows} events and changes  ${contract.name}`,
  )
  return [
    `${what}: ${told.path}, ${(told.bytes / 1_000_000).toFixed(1)} MB, as of ${told.made_at}`,
    `SHA-256  ${told.sha256}`,
    ...contracts,
  ].join('\n')
}

export function progressLine(update: unknown): string {
  const { rows, of } = backupProgress.parse(update)
  return `${Math.floor((100 * rows) / of)} %  ${rows} of ${of} events`
}
