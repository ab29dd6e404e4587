import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { importRoutes } from './imports.routes.ts'
import { fileNames, type Deps } from './imports.ts'

type Opened = Room & {
  readonly fileNames: (contract: ContractNumber, imports: readonly string[]) => ReturnType<typeof fileNames>
}

/** Events of files. */
export function openImports(platform: Platform, { ingest }: { readonly ingest: Deps['ingest'] }): Opened {
  const { db, events, sequence, clock, log, sealings } = platform
  const deps = { db, events, sequence, clock, log, addressHash: sealings.addresses, ingest }
  return {
    routes: (api) => importRoutes(api, deps),
    fileNames: (contract, imports) => fileNames(deps, contract, imports),
  }
}
