import { createHash } from 'node:crypto'
import type { DeliveryRoad } from '@catalytics/contract/deliveries.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as store from './deliveries.store.ts'

/** What leaves, to whom: an entry of the ledger. */
export type Delivery = {
  readonly road: DeliveryRoad
  readonly actor: string
  readonly filter: object
  readonly from_seq: number
  readonly to_seq: number
  readonly rows: number
  readonly sha256: string | null
}

/** Writes down that personal data leave: who gets which rows. Called before they do. */
export async function recordDelivery(
  deps: { readonly db: Db; readonly clock: Clock },
  contract: ContractNumber,
  delivery: Delivery,
): Promise<string> {
  const id = timeOrderedId()
  const at = deps.clock().getTime()
  await store.insertDelivery(deps.db, contract, {
    ...delivery,
    id,
    at,
    filter: JSON.stringify(delivery.filter),
  })
  return id
}

/** Completes an entry whose rows were not known when they began to leave. */
export function finishDelivery(
  deps: { readonly db: Db },
  contract: ContractNumber,
  id: string,
  result: { readonly rows: number; readonly sha256: string | null },
): Promise<void> {
  return store.updateDelivery(deps.db, contract, id, result)
}

/** SHA-256 (hex) of what leaves: of a page of JSON, what it has under `data`. */
export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
