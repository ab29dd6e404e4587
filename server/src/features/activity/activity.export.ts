import type { ActivityEntry, ActivityExportQuery } from '@catalytics/contract/activity.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import { isoInstant } from '../../lib/clock.ts'
import { streamTable } from '../../stores/files/table-stream.ts'
import type { Column, Row } from '../../stores/files/table.ts'
import * as store from './activity.store.ts'
import { filterOf, record, requireOwner, type Actor, type Deps } from './activity.ts'

const columns: readonly Column[] = [
  { name: 'number', type: 'integer' },
  { name: 'at', type: 'instant' },
  { name: 'type', type: 'text' },
  { name: 'actor_kind', type: 'text' },
  { name: 'actor', type: 'text' },
  { name: 'actor_name', type: 'text', peopleText: true },
  { name: 'role', type: 'text' },
  { name: 'address', type: 'text', peopleText: true },
  { name: 'details', type: 'text', peopleText: true },
]

/**
 * The log as a file for people, newest first: what it held when it was asked for. That it was taken out is an entry of
 * its own.
 *
 * @throws AppError `not_found`, `invalid` as {@link filterOf}
 */
export async function exportActivity(
  deps: Deps,
  actor: Actor,
  contract: ContractId,
  query: ActivityExportQuery,
): Promise<{ readonly fileName: string; readonly parts: AsyncIterable<Uint8Array> }> {
  const owner = await requireOwner(deps, contract)
  const filter = filterOf(query, owner.time_zone)
  const { format, locale } = query
  await record(deps, owner.number, actor, 'export', { content: 'activity', format })
  const now = deps.clock().getTime()
  const notes = {
    title: `${owner.name}: activity`,
    filter: [...filter.types, ...(filter.actor === undefined ? [] : [filter.actor])].join(', ') || 'none',
    period:
      query.from === undefined && query.to === undefined
        ? 'all'
        : `${query.from ?? '…'} to ${query.to ?? '…'} (excluded)`,
    time_zone: owner.time_zone,
    from_seq: null,
    to_seq: null,
    made_at: isoInstant(now),
  }
  return {
    fileName: `activity-${dayOf(now, owner.time_zone)}.${format}`,
    parts: streamTable({ format, columns, locale, notes: () => notes }, rowsOf(deps, owner, filter)),
  }
}

const rowsAtOnce = 500

async function* rowsOf(
  { db }: Deps,
  { number, last }: store.LogOwner,
  filter: store.Filter,
): AsyncGenerator<readonly Row[]> {
  for (let before: string | undefined; ;) {
    const entries = await store.entriesOf(db, number, filter, { before, upTo: last, limit: rowsAtOnce })
    yield entries.map(rowOf)
    if (entries.length < rowsAtOnce) return
    before = entries.at(-1)?.id
  }
}

function rowOf({ details, id: _id, ...entry }: ActivityEntry): Row {
  const told = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  return { ...entry, details: told.join('; ') }
}
