import type { RejectReason } from '@catalytics/contract/events.ts'

/** What helps: a name that is added here, another account, a new id, or whoever sends the events. */
export type Remedy = 'name' | 'segments' | 'id' | 'sender'

const others: Readonly<Partial<Record<RejectReason, Remedy>>> = {
  unknown_catalog: 'name',
  unknown_network: 'name',
  unknown_site: 'name',
  outside_segments: 'segments',
  id_conflict: 'id',
}

export function remedyOf(reason: RejectReason): Remedy {
  return others[reason] ?? 'sender'
}
