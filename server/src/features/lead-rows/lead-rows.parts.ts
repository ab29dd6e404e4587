import type { Locale, RowKind } from '@catalytics/contract/leads.ts'
import type { Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import { joinedBytes } from '../../lib/joined-bytes.ts'
import { wholeLines } from '../../lib/lines.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { ReusedMemory } from '../../lib/reused-memory.ts'
import { csvForPeople } from '../../stores/files/csv-for-people.ts'
import { machineCsv, type CsvDialect } from '../../stores/files/csv.ts'
import { ndjsonRow } from '../../stores/files/ndjson.ts'
import type { Contract } from '../contracts/contracts.ts'
import { batchesOf } from './lead-rows.batches.ts'
import { columnsOf } from './lead-rows.columns.ts'
import { csvLines, ndjsonLines, type LineDialect } from './lead-rows.lines.ts'
import type { Deps } from './lead-rows.people.ts'
import { openSplicing, type Part } from './lead-rows.splicing.ts'
import * as store from './lead-rows.store.ts'

type Text = {
  readonly rows: RowKind
  readonly format: 'csv' | 'ndjson'
  /** Of the country names. */
  readonly language: string
  /** With CSV: a file for people in this locale's dialect; null for machines. */
  readonly locale: Locale | null
  /** Ends the question when nobody wants the answer any more. */
  readonly signal: AbortSignal
  /** Where parts are put together: of a part that has left it is given back. */
  readonly memory: ReusedMemory
}

// Some thousand lines: looking so far ahead lets one question to the directory serve many of them.
const bytesAtOnce = 1024 * 1024

/** All rows of a selection as text, part by part, without an object for each where the engine can write the lines. */
export function partsOf(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  text: Text,
): AsyncGenerator<Part> {
  return text.rows === 'actions' && (text.format === 'ndjson' || text.locale === null)
    ? actionParts(deps, contract, selection, text)
    : rowParts(deps, contract, selection, text)
}

async function* actionParts(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  { format, language, signal, memory }: Text,
): AsyncGenerator<Part> {
  const dialect: LineDialect = format === 'csv' ? csvLines : ndjsonLines
  const statement = actionsStatement({ ...selection, mode: 'mayLeave' }, null)
  const splicing = openSplicing(deps, contract, { dialect, memory, filter: selection.filter, language })
  if (dialect.header !== '') yield { bytes: joinedBytes([dialect.header], memory), rows: 0 }
  const chunks = store.stream(deps.events, contract.number, statement, {
    format: dialect.engine.name,
    signal,
  })
  for await (const bytes of wholeLines(chunks, bytesAtOnce)) {
    await loopTurn(contract.number)
    const part = await splicing.splice(bytes)
    if (part.rows > 0) yield part
  }
}

/** Rows as objects: leads, and what is written in a locale's dialect. */
async function* rowParts(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  text: Text,
): AsyncGenerator<Part> {
  const { memory } = text
  const columns = columnsOf(text.rows)
  const dialect = dialectOf(text)
  if (dialect.header(columns) !== '') yield { bytes: joinedBytes([dialect.header(columns)], memory), rows: 0 }
  for await (const { rows } of batchesOf(text.rows, deps, contract, selection, text)) {
    if (rows.length === 0) continue
    const bytes = joinedBytes(
      rows.map((row) => dialect.row(row, columns)),
      memory,
    )
    yield { bytes, rows: rows.length }
  }
}

function dialectOf({ format, locale }: Text): CsvDialect {
  if (format === 'ndjson') return { header: () => '', row: ndjsonRow }
  return locale === null ? machineCsv : csvForPeople(locale)
}
