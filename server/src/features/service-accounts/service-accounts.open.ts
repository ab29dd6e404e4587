import type { Platform, Room } from '../../platform.ts'
import { serviceAccountPreviewRoutes } from './service-accounts.preview.routes.ts'
import type { previewOfAccount } from './service-accounts.preview.ts'
import { serviceAccountsWith } from './service-accounts.room.ts'
import { serviceAccountRoutes } from './service-accounts.routes.ts'
import { endFeature, type UsageCounter } from './service-accounts.ts'

type Neighbours = { readonly leads: { readonly deps: Parameters<typeof previewOfAccount>[1] } }

type Opened = Room & {
  readonly countUse: UsageCounter['count']
  readonly endFeature: typeof endFeature
}

/** Accounts of machines, and their passwords. */
export function openServiceAccounts(
  { db, clock, log, publicUrl, hashing }: Platform,
  { leads }: Neighbours,
): Opened {
  const accounts = serviceAccountsWith({ db, clock, log, publicUrl, hashing })
  return {
    routes(api) {
      serviceAccountRoutes(api, accounts)
      serviceAccountPreviewRoutes(api, accounts, leads.deps)
    },
    close: accounts.close,
    countUse: accounts.usage.count,
    endFeature,
  }
}
