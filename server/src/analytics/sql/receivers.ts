import { z } from 'zod'
import { conditionOf, planOf } from '../plan.ts'
import { noFilter, type Filter } from '../question.ts'
import { fromEvents, textOf } from './conditions.ts'
import { openBinding, type Statement } from './statement.ts'

const heldRow = z.object({ seq: z.number(), held: z.array(z.number()) })
/** The number of an action, and for each filter whether it let the action through: 1 or 0. */
export type HeldRow = z.infer<typeof heldRow>

type HeldAsked = {
  readonly person: number
  readonly through: number
  readonly filters: readonly Filter[]
}

/** Every action of a person, and which of these filters had let it leave. */
export function heldStatement({ person, through, filters }: HeldAsked): Statement<HeldRow> {
  const binding = openBinding()
  const plan = planOf({ mode: 'hadLeft', filter: noFilter, after: 0, through, people: [person] })
  const rows = fromEvents(plan, binding)
  const held = filters.map((filter) => textOf(conditionOf(filter, 'hadLeft'), binding.bind))
  return {
    query: `SELECT seq, CAST([${held.join(',\n  ')}], 'Array(UInt8)') AS held
${rows}
ORDER BY seq`,
    params: binding.params(),
    row: heldRow,
  }
}
