import { z } from 'zod'
import { ownedBy, partOf } from '@catalytics/contract/columns.ts'
import { eventColumns } from '@catalytics/contract/lead-columns.ts'
import { planOf } from '../plan.ts'
import type { Question } from '../question.ts'
import { fromEvents } from './conditions.ts'
import { openBinding, type Statement } from './statement.ts'

/*
 * The event's side of a lead action, in the order of the contract's columns. What belongs to the person is joined from
 * the directory store.
 */
const ownColumns = ['person', 'country AS own_country', 'language AS own_language']
const ofEvent = ownedBy(eventColumns, 'event')
const actionColumns = ofEvent.map(selected)

/** The columns of actions; `besides` stands behind the event's own country and language. */
export function actionsSelected(besides: readonly string[] = []): string {
  return [...ownColumns, ...besides, ...actionColumns].join(', ')
}

/** Where the store has text, it has none empty: what a column may lack is the empty text there. */
function selected(name: (typeof ofEvent)[number]): string {
  const stored = storedName(name)
  const { cell, wire } = eventColumns[name]
  if (cell === 'text' && wire.safeParse(null).success) return `nullIf(${stored}, '') AS ${name}`
  return stored === name ? name : `${stored} AS ${name}`
}

function storedName(name: (typeof ofEvent)[number]): string {
  if (name === 'action_id') return 'id'
  return name === 'action' ? 'type' : name
}

/** What the event itself says of its person. */
export const ownRow = { person: z.number(), own_country: z.string(), own_language: z.string() }
// What the store made itself is not looked at once more: it would cost as much as all the rest of a row.
const made = { seq: z.number(), action_id: z.string() }
const actionRow = z.object({ ...ownRow, ...partOf(eventColumns, ofEvent, 'wire'), ...made })
/** A lead action without its person. */
export type ActionRow = z.infer<typeof actionRow>

/** The actions of a question by number; `limit` null asks for all of them. */
export function actionsStatement(question: Question, limit: number | null): Statement<ActionRow> {
  const binding = openBinding()
  const rows = fromEvents(planOf(question), binding)
  const end = limit === null ? '' : `\nLIMIT ${binding.bind('limit', 'UInt32', limit)}`
  return {
    query: `SELECT ${actionsSelected()}\n${rows}\nORDER BY seq${end}`,
    params: binding.params(),
    row: actionRow,
  }
}

const countRow = z.object({ count: z.number() })

/** How many actions there are. */
export function actionCountStatement(question: Question): Statement<z.infer<typeof countRow>> {
  const binding = openBinding()
  const rows = fromEvents(planOf(question), binding)
  return { query: `SELECT count() AS count\n${rows}`, params: binding.params(), row: countRow }
}
