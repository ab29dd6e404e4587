import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { importAnswer, importList } from '@catalytics/contract/imports.ts'
import { OperatorError } from '../lib/errors.ts'
import { contractPath, defineCommand, required } from './command.ts'
import { importSummary, sameRowsStored } from './import-summary.ts'
import { withAdmin } from './session.ts'

export const importFile = defineCommand({
  usage: 'import FILE --contract ID [--mapping MAP.json] [--dry-run]',
  summary: 'Imports events from CSV, XLSX, NDJSON or Parquet. NDJSON in the wire form needs no mapping.',
  options: { contract: { type: 'string' }, mapping: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  words: 1,
  run: async ({ config, print, note }, values, [file = '']) => {
    const contract = required(values.contract, 'contract')
    const mapping = values.mapping === undefined ? null : await readMapping(values.mapping)
    const body = { path: resolve(file), mapping, dry_run: values['dry-run'] === true }
    await withAdmin(config, async (client) => {
      const told = await client.report(contractPath(contract, '/imports'), body, (update) =>
        note(progressLine(update)),
      )
      const answer = importAnswer.parse(told)
      const clashes = answer.reasons['id_conflict'] !== undefined
      const all = clashes
        ? importList.parse(await client.call('GET', contractPath(contract, '/imports'))).data
        : []
      print(answer, importSummary(answer, contract, sameRowsStored(answer, all)))
    })
  },
})

export const undo = defineCommand({
  usage: 'import undo IMPORT_ID --contract ID',
  summary: 'Undoes an import.',
  options: { contract: { type: 'string' } },
  words: 1,
  run: async ({ config, print }, values, [id = '']) => {
    const path = contractPath(
      required(values.contract, 'contract'),
      `/imports/${encodeURIComponent(id)}/undo`,
    )
    const undone = z.object({ removed: z.number(), people_removed: z.number() })
    await withAdmin(config, async (client) => {
      const told = await client.call('POST', path)
      const { removed, people_removed } = undone.parse(told)
      print(told, `${removed} events and ${people_removed} people who came with them alone are gone.`)
    })
  },
})

async function readMapping(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new OperatorError(
      'invalid',
      `The mapping ${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : ''}`,
      { cause },
    )
  }
}

const progress = z.object({
  rows: z.number(),
  fraction: z.number(),
  rowsPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
})

function progressLine(update: unknown): string {
  const { rows, fraction, rowsPerSecond, secondsLeft } = progress.parse(update)
  const left = secondsLeft === null ? '' : `, ${secondsLeft} s left`
  return `${Math.floor(fraction * 100)} %  ${rows} rows, ${Math.round(rowsPerSecond)} rows/s${left}`
}
