import { ownedBy, type Columns } from '@catalytics/contract/columns.ts'
import { leadActionTable, leadTable } from '@catalytics/contract/lead-columns.ts'
import { leadActionColumns, type LeadAction, type RowKind } from '@catalytics/contract/leads.ts'
import type { Column } from '../../stores/files/table.ts'

const actionColumns = fileColumns(leadActionTable)
const leadColumns = fileColumns(leadTable)

/** The columns of a file of such rows, in order. */
export function columnsOf(rows: RowKind): readonly Column[] {
  return rows === 'actions' ? actionColumns : leadColumns
}

/**
 * What follows on the event's columns in a line of a lead action: columns that take event and person together, and
 * between them runs of columns that are the same in all lines of a person.
 */
export const actionRuns = {
  message: named('quote_message'),
  beforeCountry: personal('quote_message', 'country'),
  country: named('country', 'country_name'),
  beforeLanguage: personal('country_name', 'language'),
  language: named('language'),
  atEnd: personal('language', 'new_user'),
  newUser: named('new_user'),
} as const

const spliced = [named(...ownedBy(leadActionTable, 'event')), ...Object.values(actionRuns)].flat()
// A line is put together from these alone, so it fits its header only if they are all of it.
if (spliced.map(({ name }) => name).join() !== leadActionColumns.join())
  throw new TypeError('the columns of a lead action stand in an order that its lines cannot have')

function fileColumns(table: Columns): readonly Column[] {
  return Object.entries(table).map(([name, { cell, byPeople }]) => ({
    name,
    type: cell,
    peopleText: byPeople,
  }))
}

function named(...names: readonly (keyof LeadAction)[]): readonly Column[] {
  const wanted: ReadonlySet<string> = new Set(names)
  return actionColumns.filter(({ name }) => wanted.has(name))
}

/** The person's own columns between these two. */
function personal(first: keyof LeadAction, last: keyof LeadAction): readonly Column[] {
  const between = leadActionColumns.slice(
    leadActionColumns.indexOf(first) + 1,
    leadActionColumns.indexOf(last),
  )
  return named(...between.filter((name) => leadActionTable[name].owner === 'person'))
}
