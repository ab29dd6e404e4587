import { contractList } from '@catalytics/contract/contracts.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../lib/clock.ts'
import { OperatorError } from '../lib/errors.ts'
import { openLog } from '../lib/log.ts'
import { connectAdmin, type AdminClient } from './admin-client.ts'
import { UsageError } from './command.ts'

/**
 * Runs a command against the data folder: through the server that runs on it, else by opening the folder for as long
 * as the command takes. One road either way: the API, as the operator.
 */
export async function withAdmin<Result>(
  config: Config,
  work: (client: AdminClient) => Promise<Result>,
): Promise<Result> {
  const running = await connectAdmin(config.dataDir)
  if (running !== undefined) return await work(running)
  // Not before it is needed: loading the application takes most of a command's time.
  const { buildApp } = await import('../app.ts')
  const log = openLog('warn')
  const app = await buildApp(config, { clock: systemClock, log, roles: ['jobs'] })
  try {
    const own = await connectAdmin(config.dataDir)
    if (own === undefined) {
      throw new OperatorError(
        'conflict',
        `Another process on ${config.dataDir} starts or stops just now. Run the command again in a moment.`,
      )
    }
    return await work(own)
  } finally {
    await app.stop()
  }
}

/** The contract that is meant where none is named. @throws UsageError when there is more than one, or none */
export async function onlyContract(client: AdminClient): Promise<string> {
  const { data } = contractList.parse(await client.call('GET', '/api/v1/contracts'))
  const [only] = data
  if (only === undefined)
    throw new UsageError('there is no contract yet: ./catalytics contract create --name NAME makes one')
  if (data.length > 1)
    throw new UsageError(
      `--contract is needed: there are ${data.length} contracts, which ./catalytics contract list shows`,
    )
  return only.id
}
