import { checkNames, examination, type Examination, type Finding } from '@catalytics/contract/installation.ts'
import { systemClock } from '../lib/clock.ts'
import { AppError, OperatorError } from '../lib/errors.ts'
import { openLog } from '../lib/log.ts'
import { connectAdmin } from './admin-client.ts'
import { defineCommand, type Context } from './command.ts'

export const doctor = defineCommand({
  usage: 'doctor',
  summary: 'Checks settings, data folder and both stores, and says what to do about what it finds.',
  options: {},
  run: async (context) => {
    const found = await examined(context)
    context.print(found, found.findings.map(line).join('\n'))
    const problems = found.findings.filter((finding) => finding.status === 'problem').length
    if (problems > 0) throw new OperatorError('conflict', `Problems found: ${problems}.`)
  },
})

/** By the server that runs, which has its own settings; else by us, without changing anything. */
async function examined(context: Context): Promise<Examination> {
  const config = settingsOf(context)
  if (config instanceof AppError) return withoutSettings(config)
  const running = await connectAdmin(config.dataDir)
  if (running !== undefined) return examination.parse(await running.call('GET', '/api/v1/examination'))
  const { examineInstallation } = await import('../at-rest.ts')
  return await examineInstallation(config, { clock: systemClock, log: openLog('error') })
}

function settingsOf(context: Context): Context['config'] | AppError {
  try {
    return context.config
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function withoutSettings(fault: AppError): Examination {
  const findings = checkNames.map((check): Finding =>
    check === 'settings'
      ? { check, status: 'problem', detail: fault.message, todo: 'Set these environment variables right.' }
      : { check, status: 'skipped', detail: 'The settings are not right.', todo: null },
  )
  return { healthy: false, findings }
}

const marks = { ok: 'ok     ', problem: 'PROBLEM', skipped: 'skipped' } as const

function line({ check, status, detail, todo }: Finding): string {
  const first = `${marks[status]}  ${check.padEnd(12)}  ${detail}`
  return todo === null ? first : `${first}\n           ${' '.repeat(12)}  -> ${todo}`
}
