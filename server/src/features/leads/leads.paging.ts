import { openSigning } from '../../lib/signing.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import { openLeadOrders } from './leads.order.ts'
import type { Deps } from './leads.select.ts'

/** What pages of leads and of their actions need besides the stores: one for a whole process. */
export function openPaging(events: EventStore, secretKey: string): Pick<Deps, 'cursors' | 'orders'> {
  return { cursors: openSigning(secretKey, 'cursors'), orders: openLeadOrders(events) }
}
