import type { ExportRequest } from '@catalytics/contract/exports.ts'
import { because, type Reason } from '@catalytics/contract/reasons.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { filterOf } from '../../analytics/question.ts'
import * as contracts from '../contracts/contracts.ts'
import { batchesOf, columnsOf } from '../lead-rows/lead-rows.ts'
import * as leads from '../leads/leads.ts'
import type { Content } from './exports.content.ts'

/** What the rows of an export are called. */
const names = { actions: 'lead-actions', leads: 'leads' } as const

/** Lead actions and leads. */
export function leadContent(request: ExportRequest): Content {
  return {
    name: names[request.rows],
    columns: columnsOf(request.rows),
    needs: { scope: 'leads:read', permission: 'see_leads' },
    check(contract, { segmentLock }, place) {
      filterOf(request, contract.time_zone, segmentLock, place)
    },
    // In a turn, so that no removal is under way: each is recorded from here on, or has taken effect.
    lastNarrowing: (deps, contract) =>
      deps.sequence.turn(contract, () => contracts.lastNarrowing(deps, contract)),
    async open(deps, contract, { segment_lock, narrowing }, reading) {
      const filter = filterOf(request, contract.time_zone, segment_lock)
      const selection = await leads.selectAll(deps, contract, filter)
      const { from, to, actions, segments, countries, segmentLock } = filter
      return {
        sequence: { through: selection.through, delivered: { rows: request.rows, ...filter } },
        filter: [
          ['actions', actions],
          ['segments', segments],
          ['countries', countries],
          ['locked_to', segmentLock],
        ],
        period: { from, to },
        count: () => leads.countActions(deps.events, contract.number, selection),
        batches: batchesOf(request.rows, deps, contract, selection, reading),
        isCurrent: async () =>
          (await contracts.narrowingSince(deps, contract.number, narrowing ?? 0)) === undefined &&
          !(await leads.someoneWithdrew(deps.events, contract.number, selection)),
      }
    },
    isWithin: ({ segment_lock }, { segmentLock }) => isWithin(request, segment_lock, segmentLock),
    async decidedSince(deps, contract, { narrowing }) {
      const cause = await contracts.narrowingSince(deps, contract, narrowing ?? 0)
      return cause === undefined ? undefined : because(sinceThen[cause])
    },
    async someoneWithdrew(deps, number, { segment_lock, to_seq }) {
      const { time_zone } = await contracts.contractOfNumber(deps, number)
      const filter = filterOf(request, time_zone, segment_lock)
      return await leads.someoneWithdrew(deps.events, number, { filter, after: 0, through: to_seq ?? 0 })
    },
  }
}

const sinceThen = {
  excluded_domains: 'domains_excluded_since',
  retention_months: 'kept_shorter_since',
  retention_applied: 'data_removed_since',
  import_undone: 'import_undone_since',
} as const satisfies Record<contracts.Narrowing, Reason>

/** Whether all that an export holds may be seen under this lock: by its own lock, or by what it was asked for. */
function isWithin(
  { segments = [] }: ExportRequest,
  own: readonly Segment[],
  lock: readonly Segment[],
): boolean {
  const covers = (picked: readonly Segment[]) =>
    picked.length > 0 && picked.every((segment) => lock.includes(segment))
  return lock.length === 0 || covers(own) || covers(segments)
}
