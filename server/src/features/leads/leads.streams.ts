import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Locale, RowKind } from '@catalytics/contract/leads.ts'
import type { Filter, Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import { joinedBytes } from '../../lib/joined-bytes.ts'
import { wholeLines } from '../../lib/lines.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import { openReusedMemory, type ReusedMemory } from '../../lib/reused-memory.ts'
import { openSha256 } from '../../lib/sha256-aside.ts'
import { csvForPeople } from '../../stores/files/csv-for-people.ts'
import { machineCsv, type CsvDialect } from '../../stores/files/csv.ts'
import { ndjsonRow } from '../../stores/files/ndjson.ts'
import * as contracts from '../contracts/contracts.ts'
import { finishDelivery, recordDelivery } from '../deliveries/deliveries.ts'
import { batchesOf } from './leads.batches.ts'
import { columnsOf } from './leads.columns.ts'
import { csvLines, ndjsonLines, type LineDialect } from './leads.lines.ts'
import { select, type Deps } from './leads.select.ts'
import { openSplicing, type Part } from './leads.splicing.ts'
import * as store from './leads.store.ts'

export type StreamRequest = {
  readonly rows: RowKind
  readonly format: 'csv' | 'ndjson'
  readonly filter: Filter
  /** Of the country names. */
  readonly language: string
  /** With CSV: a file for people in this locale's dialect; null for machines. */
  readonly locale: Locale | null
  readonly actor: string
  /** Aborted when nobody reads on: then the engine stops too. */
  readonly signal: AbortSignal
  /** Told how many rows left, as they do. */
  readonly onRows: (rows: number) => void
}

// Some thousand lines: looking so far ahead lets one question to the directory serve many of them.
const bytesAtOnce = 1024 * 1024

/**
 * The whole result as text, without a limit, as slowly as the reader takes it: a piece is good until the next one is
 * asked for, then its memory serves again. Shows the state at its beginning. The ledger has an entry before the first
 * byte leaves, and its rows and hash when the last one has, or the reader left.
 */
export async function streamRows(
  deps: Deps,
  number: ContractNumber,
  request: StreamRequest,
): Promise<AsyncIterable<Buffer>> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter)
  const id = await recordDelivery(deps, contract.number, {
    road: 'api',
    actor: request.actor,
    filter: { rows: request.rows, ...request.filter },
    from_seq: 1,
    to_seq: selection.through,
    rows: 0,
    sha256: null,
  })
  const memory = openReusedMemory()
  const parts =
    request.rows === 'actions' && (request.format === 'ndjson' || request.locale === null)
      ? actionParts(deps, contract, selection, request, memory)
      : rowParts(deps, contract, selection, request, memory)
  return recorded(deps, contract, id, parts, request, memory)
}

async function* recorded(
  deps: Deps,
  contract: contracts.Contract,
  id: string,
  parts: AsyncIterable<Part>,
  request: StreamRequest,
  memory: ReusedMemory,
): AsyncGenerator<Buffer> {
  const sha256 = openSha256()
  let rows = 0
  let complete = false
  try {
    for await (const part of sha256.through(parts)) {
      rows += part.rows
      request.onRows(part.rows)
      yield part.bytes
      memory.giveBack(part.bytes)
    }
    complete = true
  } finally {
    await finishDelivery(deps, contract.number, id, { rows, sha256: complete ? await sha256.digest() : null })
  }
}

async function* actionParts(
  deps: Deps,
  contract: contracts.Contract,
  selection: Selection,
  request: StreamRequest,
  memory: ReusedMemory,
): AsyncGenerator<Part> {
  const dialect: LineDialect = request.format === 'csv' ? csvLines : ndjsonLines
  const statement = actionsStatement({ ...selection, mode: 'mayLeave' }, null)
  const splicing = openSplicing(deps, contract, {
    dialect,
    memory,
    filter: request.filter,
    language: request.language,
  })
  if (dialect.header !== '') yield { bytes: joinedBytes([dialect.header], memory), rows: 0 }
  const chunks = store.stream(deps.events, contract.number, statement, {
    format: dialect.engine.name,
    signal: request.signal,
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
  contract: contracts.Contract,
  selection: Selection,
  request: StreamRequest,
  memory: ReusedMemory,
): AsyncGenerator<Part> {
  const columns = columnsOf(request.rows)
  const dialect = dialectOf(request)
  if (dialect.header(columns) !== '') yield { bytes: joinedBytes([dialect.header(columns)], memory), rows: 0 }
  for await (const { rows } of batchesOf(request.rows, deps, contract, selection, request)) {
    if (rows.length > 0)
      yield {
        bytes: joinedBytes(
          rows.map((row) => dialect.row(row, columns)),
          memory,
        ),
        rows: rows.length,
      }
  }
}

function dialectOf({ format, locale }: StreamRequest): CsvDialect {
  if (format === 'ndjson') return { header: () => '', row: ndjsonRow }
  return locale === null ? machineCsv : csvForPeople(locale)
}
