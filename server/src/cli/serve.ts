import { once } from 'node:events'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import { roles, type Role } from '../platform.ts'
import { defineCommand, UsageError } from './command.ts'

export const serve = defineCommand({
  usage: 'serve [--roles web,ingest,jobs] [--accept-loss] [--accept-lost-key]',
  summary:
    'Runs the server. With --accept-loss also where stored events are lost for good, with --accept-lost-key where the key that sealed and hashed is.',
  options: {
    roles: { type: 'string' },
    'accept-loss': { type: 'boolean' },
    'accept-lost-key': { type: 'boolean' },
  },
  run: async ({ config, note }, values) => {
    const { buildApp } = await import('../app.ts')
    const log = openLog(config.logLevel)
    const own = chosen(values.roles)
    const app = await buildApp(config, {
      clock: systemClock,
      log,
      roles: own,
      acceptLoss: values['accept-loss'] ?? false,
      acceptLostKey: values['accept-lost-key'] ?? false,
    })
    // From here on a signal ends the server in order, also one that comes before it has said that it serves.
    const asked = stopAsked()
    try {
      const address = await app.listen()
      log.info({ address, data: config.dataDir }, 'serving')
      note(`Catalytics serves ${address} (data in ${config.dataDir})`)
      if (own.includes('web')) await inviteFirstUser(app, linkBase(config, address), note)
      await asked
      log.info('stopping')
    } finally {
      await app.stop()
    }
  },
})

/** Tells who reads this how to make the first user; says nothing once there is one. */
export async function inviteFirstUser(app: App, base: string, note: (text: string) => void): Promise<void> {
  const link = await app.setUpLink()
  if (link === undefined) return
  note(`\nNobody can sign in yet. Make the first user here (the link works once):\n\n  ${base}${link}\n`)
}

/** How people reach this server; with a free port of the system's choice only the server itself knows. */
export function linkBase(config: Config, address: string): string {
  return config.port === 0 ? address : config.publicUrl
}

function chosen(text: string | undefined): readonly Role[] {
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
