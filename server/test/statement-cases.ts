import { noFilter, type Filter, type Question } from '../src/analytics/question.ts'
import { actionCountStatement, actionsStatement } from '../src/analytics/sql/lead-actions.ts'
import { changesStatement } from '../src/analytics/sql/lead-changes.ts'
import {
  actionsByPersonStatement,
  leadOrderChangesStatement,
  leadOrderStatement,
  leadsStatement,
} from '../src/analytics/sql/leads.ts'
import { heldStatement } from '../src/analytics/sql/receivers.ts'
import type { Statement } from '../src/analytics/sql/statement.ts'

const filter: Filter = {
  from: Date.UTC(2026, 2, 1),
  to: Date.UTC(2026, 3, 1),
  actions: ['cad_download', 'quote_request'],
  segments: ['catalog:bearings', 'network:partnet', 'site:www'],
  countries: ['DE', 'FR'],
  segmentLock: ['catalog:bearings', 'site:shop'],
}
const asked = { filter, after: 10, through: 20, moved: [7] }
const everything: Question = { mode: 'mayLeave', filter: noFilter, after: 0, through: 20, moved: [] }

/** A statement of each kind; what each must be stands in `analytics/golden/`, under the same name. */
export const statementCases: Readonly<Record<string, Statement<unknown>>> = {
  'actions-that-may-leave': actionsStatement({ ...asked, mode: 'mayLeave' }, 100),
  'actions-that-may-leave-all': actionsStatement(everything, null),
  'actions-that-had-left': actionsStatement({ ...asked, mode: 'hadLeft' }, null),
  'action-count-of-people': actionCountStatement({ ...asked, mode: 'hadLeft', people: [3, 4] }),
  leads: leadsStatement({ ...asked, mode: 'mayLeave', people: [3] }),
  'lead-order': leadOrderStatement({ ...asked, mode: 'mayLeave' }),
  'lead-order-changes': leadOrderChangesStatement({ ...asked, mode: 'mayLeave' }),
  'actions-by-person': actionsByPersonStatement(everything),
  changes: changesStatement({ after: 10, through: 20, segmentLock: [] }, 100),
  'changes-of-a-lock': changesStatement({ after: 10, through: 20, segmentLock: filter.segmentLock }, 100),
  receivers: heldStatement({
    person: 3,
    through: 20,
    filters: [noFilter, filter, { ...noFilter, actions: ['product_view'] }],
  }),
}
