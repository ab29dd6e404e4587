import { inject } from 'vitest'
import type { Installation } from './installation.ts'

/** The server of this worker: specs that run at the same time would change each other's users. */
export function ownInstallation(): Installation {
  const own = inject('installations')[Number(process.env['VITEST_POOL_ID']) - 1]
  if (own === undefined) throw new Error('there is no server for this worker')
  return own
}
