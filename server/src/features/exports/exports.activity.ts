import type { ActivityEntry } from '@catalytics/contract/activity.ts'
import type { ActivityExportRequest } from '@catalytics/contract/exports.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { Column, Row } from '../../stores/files/table.ts'
import * as activity from '../activity/activity.ts'
import type { Content, Opened } from './exports.content.ts'

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

/** The activity log, newest first: what it held when the file was begun. No lead is in it by name. */
export function activityContent(request: ActivityExportRequest): Content {
  return {
    name: 'activity',
    columns,
    needs: { scope: null, permission: 'see_activity' },
    check({ time_zone }, _access, place) {
      activity.filterOf(request, time_zone, place)
    },
    lastNarrowing: () => Promise.resolve(null),
    async open({ db }, contract) {
      const owner = await activity.requireOwner({ db }, contract.id)
      const filter = activity.filterOf(request, contract.time_zone)
      return {
        sequence: null,
        filter: [
          ['types', filter.types],
          ['actor', filter.actor === undefined ? [] : [filter.actor]],
        ],
        period: filter,
        count: () => Promise.resolve(owner.last),
        batches: batchesOf(db, owner, filter),
        isCurrent: () => Promise.resolve(true),
      }
    },
    // The log is of the whole contract.
    isWithin: (_entry, { segmentLock }) => segmentLock.length === 0,
    decidedSince: () => Promise.resolve(undefined),
    someoneWithdrew: () => Promise.resolve(false),
  }
}

const rowsAtOnce = 500

async function* batchesOf(
  db: Db,
  { number, last }: activity.LogOwner,
  filter: activity.Filter,
): Opened['batches'] {
  let seen = 0
  for (let before: string | undefined; ;) {
    const entries = await activity.entriesOf(db, number, filter, { before, upTo: last, limit: rowsAtOnce })
    seen += entries.length
    yield { rows: entries.map(rowOf), seen }
    if (entries.length < rowsAtOnce) return
    before = entries.at(-1)?.id
  }
}

function rowOf({ details, id: _id, ...entry }: ActivityEntry): Row {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  return { ...entry, details: facts.join('; ') }
}
