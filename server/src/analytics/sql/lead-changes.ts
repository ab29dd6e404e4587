import { z } from 'zod'
import type { Segment } from '@catalytics/contract/segments.ts'
import { storedRowKind } from '../row-kinds.ts'
import { inSegments } from '../steps/steps.ts'
import { textOf } from './conditions.ts'
import { actionsSelected } from './lead-actions.ts'
import { openBinding, type Statement } from './statement.ts'

/** What changed of a person; with an action, its columns stand beside it. */
const changeRow = z.object({
  seq: z.number(),
  kind: storedRowKind,
  person: z.number(),
  action_id: z.string(),
  received_at: z.string(),
})
export type ChangeRow = z.infer<typeof changeRow>

type ChangesAsked = {
  readonly after: number
  readonly through: number
  readonly segmentLock: readonly Segment[]
}

/** Everything that changed with numbers in (after, through], by number; the first `limit` of them. */
export function changesStatement(
  { after, through, segmentLock }: ChangesAsked,
  limit: number,
): Statement<ChangeRow> {
  const binding = openBinding()
  const { bind } = binding
  const numbers = `seq > ${bind('after', 'UInt64', after)} AND seq <= ${bind('through', 'UInt64', through)}`
  const [locked] = inSegments(segmentLock, 'lock').map((one) => textOf(one, bind))
  const own = locked === undefined ? '' : ` AND ${locked}`
  // A change of a person concerns a locked account only where it can see an action of the person.
  const seen =
    locked === undefined
      ? ''
      : ` AND person IN (SELECT person FROM events WHERE contract = {contract: UInt32} AND ${locked})`
  return {
    query: `SELECT ${actionsSelected(['kind', 'received_at'])}
FROM events
WHERE contract = {contract: UInt32} AND ${numbers}
  AND ((kind IN ('event', 'release') AND released = 1${own})
    OR (kind NOT IN ('event', 'release')${seen}))
ORDER BY seq
LIMIT ${bind('limit', 'UInt32', limit)}`,
    params: binding.params(),
    row: changeRow,
  }
}
