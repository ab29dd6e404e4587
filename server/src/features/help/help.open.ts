import type { Platform, Room } from '../../platform.ts'
import { upkeepJob } from './help.jobs.ts'
import { helpRoutes } from './help.routes.ts'

/** Contacting whoever runs the installation. */
export function openHelp({ db, clock, post, supportEmail }: Platform): Room {
  const help = { db, clock, post, supportEmail }
  return { routes: (api) => helpRoutes(api, help), jobs: [upkeepJob(help)] }
}
