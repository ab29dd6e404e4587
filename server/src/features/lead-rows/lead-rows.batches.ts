import type { Lead, LeadAction, RowKind } from '@catalytics/contract/leads.ts'
import { countryNames } from '@catalytics/contract/region-names.ts'
import type { Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import { leadsStatement } from '../../analytics/sql/leads.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { linesOf } from '../../lib/lines.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { Contract } from '../contracts/contracts.ts'
import { joinActions, joinLeads, numbersIn } from './lead-rows.join.ts'
import { leadPeople, type Deps } from './lead-rows.people.ts'
import * as store from './lead-rows.store.ts'

/** Some rows of a result, and how many stored actions were looked at so far. */
export type Batch = { readonly rows: readonly (LeadAction | Lead)[]; readonly seen: number }

// Rows as objects are dear: so many are a few milliseconds of the event loop.
const linesAtOnce = 200

/** How rows are read. */
export type Reading = {
  /** Of the country names. */
  readonly language: string
  /** Ends the question when nobody wants the answer any more. */
  readonly signal: AbortSignal
}

/** All rows of a selection as objects, a batch at a time. */
export function batchesOf(
  rows: RowKind,
  deps: Deps,
  contract: Contract,
  selection: Selection,
  reading: Reading,
): AsyncGenerator<Batch> {
  const read = rows === 'actions' ? actionBatches : leadBatches
  return read(deps, contract, selection, reading)
}

async function* actionBatches(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  { language, signal }: Reading,
): AsyncGenerator<Batch> {
  const names = countryNames(language)
  const statement = actionsStatement({ ...selection, mode: 'mayLeave' }, null)
  let seen = 0
  for await (const stored of someRows(deps, contract, statement, signal)) {
    const joined = await joinActions(deps, contract, stored, selection.filter, names)
    seen += stored.length
    yield { rows: joined.flatMap(({ row }) => (row === null ? [] : [row])), seen }
  }
}

async function* leadBatches(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  { language, signal }: Reading,
): AsyncGenerator<Batch> {
  const names = countryNames(language)
  const statement = leadsStatement({ ...selection, mode: 'mayLeave' })
  let seen = 0
  for await (const stored of someRows(deps, contract, statement, signal)) {
    const known = await leadPeople(deps, contract, numbersIn(stored))
    const joined = joinLeads(stored, known, selection.filter, names)
    seen += stored.reduce((sum, row) => sum + row.actions, 0)
    yield { rows: joined.flatMap(({ row }) => (row === null ? [] : [row])), seen }
  }
}

/** The rows of the answer, some at a time, each time in a turn of the event loop. */
async function* someRows<Row>(
  deps: Deps,
  contract: Contract,
  statement: Statement<Row>,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const bytes = store.stream(deps.events, contract.number, statement, { format: 'JSONEachRow', signal })
  for await (const lines of linesOf(bytes, linesAtOnce)) {
    for (const some of chunksOf(lines, linesAtOnce)) {
      await loopTurn(contract.number)
      yield some.map((line) => statement.row.parse(JSON.parse(line)))
    }
  }
}
