import { lead, leadAction, type Lead, type LeadAction, type RowKind } from '@catalytics/contract/leads.ts'
import { linesOf } from '../../lib/lines.ts'
import type { Column } from '../../stores/files/table.ts'
import type { Contract } from '../contracts/contracts.ts'
import { countryNames } from './leads.people.ts'
import { joinActions, joinLeads } from './leads.rows.ts'
import type { Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

/** Some rows of a result, and how many stored actions were looked at so far. */
export type Batch = { readonly rows: readonly (LeadAction | Lead)[]; readonly seen: number }

const linesAtOnce = 5000

/** All rows of a selection as objects, a batch at a time. */
export function batchesOf(
  rows: RowKind,
  deps: Deps,
  contract: Contract,
  selection: store.Selection,
  language: string,
): AsyncGenerator<Batch> {
  const read = rows === 'actions' ? actionBatches : leadBatches
  return read(deps, contract, selection, language)
}

/** The columns of a file of such rows, in order. */
export function columnsOf(rows: RowKind): readonly Column[] {
  return rows === 'actions' ? actionColumns : leadColumns
}

async function* actionBatches(
  deps: Deps,
  contract: Contract,
  selection: store.Selection,
  language: string,
): AsyncGenerator<Batch> {
  const names = countryNames(language)
  const { query, params } = store.actionsStatement(contract.number, selection, null)
  let seen = 0
  for await (const lines of linesOf(deps.events.stream(query, params, 'JSONEachRow'), linesAtOnce)) {
    const stored = lines.map((line) => store.parseActionRow(JSON.parse(line)))
    const joined = await joinActions(deps, contract, stored, selection.filter, names)
    seen += lines.length
    yield { rows: joined.flatMap(({ row }) => (row === null ? [] : [row])), seen }
  }
}

async function* leadBatches(
  deps: Deps,
  contract: Contract,
  selection: store.Selection,
  language: string,
): AsyncGenerator<Batch> {
  const names = countryNames(language)
  const { query, params } = store.leadsStatement(contract.number, selection, { limit: null })
  let seen = 0
  for await (const lines of linesOf(deps.events.stream(query, params, 'JSONEachRow'), linesAtOnce)) {
    const stored = lines.map((line) => store.parseLeadRow(JSON.parse(line)))
    const joined = await joinLeads(deps, contract, stored, selection.filter, names)
    seen += stored.reduce((sum, row) => sum + row.actions, 0)
    yield { rows: joined.flatMap(({ row }) => (row === null ? [] : [row])), seen }
  }
}

const integers = new Set([
  'seq',
  'last_seq',
  'actions',
  'cad_downloads',
  'documents_opened',
  'quote_requests',
  'product_views',
  'contact_clicks',
])
const instants = new Set(['at', 'consent_at', 'first_action_at', 'last_action_at'])

function column(name: string): Column {
  if (integers.has(name)) return { name, type: 'integer' }
  if (instants.has(name)) return { name, type: 'instant' }
  if (name === 'quote_quantity') return { name, type: 'number' }
  if (name === 'new_user') return { name, type: 'boolean' }
  return { name, type: 'text', peopleText: true }
}

const actionColumns = Object.keys(leadAction.shape).map(column)
const leadColumns = Object.keys(lead.shape).map(column)
