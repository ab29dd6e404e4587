import { once } from 'node:events'
import { buildApp, roles, type Role } from '../app.ts'
import { systemClock } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import { defineCommand, UsageError } from './command.ts'

export const serve = defineCommand({
  usage: 'serve [--roles web,ingest,jobs]',
  summary: 'Runs the server.',
  options: { roles: { type: 'string' } },
  run: async ({ config, note }, values) => {
    const log = openLog(config.logLevel)
    const app = await buildApp(config, { clock: systemClock, log, roles: rolesOf(values.roles) })
    try {
      const address = await app.listen()
      log.info({ address, data: config.dataDir }, 'serving')
      note(`Catalytics serves ${address} (data in ${config.dataDir})`)
      await stopAsked()
      log.info('stopping')
    } finally {
      await app.stop()
    }
  },
})

function rolesOf(text: string | undefined): readonly Role[] {
  if (text === undefined) return roles
  const asked = text.split(',')
  const own = roles.filter((role) => asked.includes(role))
  if (own.length === 0 || own.length !== new Set(asked).size) {
    throw new UsageError(`--roles takes one or more of ${roles.join(', ')}`)
  }
  return own
}

/** Resolves at the first SIGINT or SIGTERM. */
export async function stopAsked(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
