import type { Finding } from '@catalytics/contract/installation.ts'
import { examineInstallation } from '../src/at-rest.ts'
import { readConfig, type Config } from '../src/config.ts'
import { openLog } from '../src/lib/log.ts'
import type { Engine } from '../src/stores/events/engine/engine-process.ts'
import type { Place } from './build-app.ts'

/** The settings of an installation that is there: what opens its stores, past the server. */
export function configOf({ dataDir, databaseUrl, clickhouseUrl }: Place): Config {
  return { ...readConfig({ DATA_DIR: dataDir }, {}), databaseUrl, clickhouseUrl }
}

/**
 * The problems that doctor finds.
 *
 * @param engine that the events are read with, where one is lent
 */
export async function problemsOf(place: Place, engine?: Engine): Promise<readonly Finding[]> {
  const told = await examineInstallation(configOf(place), {
    clock: () => new Date(),
    log: openLog('silent'),
    ...(engine && { engine }),
  })
  return told.findings.filter(({ status }) => status === 'problem')
}

/** Why a start failed. */
export async function whyNot(start: Promise<unknown>): Promise<string> {
  return await start.then(() => 'it started', String)
}
