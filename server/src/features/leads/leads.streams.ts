import { createHash } from 'node:crypto'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Locale, RowKind } from '@catalytics/contract/leads.ts'
import { linesOf } from '../../lib/lines.ts'
import { Lru } from '../../lib/lru.ts'
import { csvForPeople } from '../../stores/files/csv-for-people.ts'
import { machineCsv, type CsvDialect } from '../../stores/files/csv.ts'
import { ndjsonRow } from '../../stores/files/ndjson.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { batchesOf, columnsOf } from './leads.batches.ts'
import type { LeadFilter } from './leads.filter.ts'
import { finishDelivery, recordDelivery } from './leads.ledger.ts'
import { csvLines, ndjsonLines, type Head, type LineDialect } from './leads.lines.ts'
import { countryNames, leadPeople, personColumns, type LeadPerson } from './leads.people.ts'
import { inCountries, select, type Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

export type StreamRequest = {
  readonly rows: RowKind
  readonly format: 'csv' | 'ndjson'
  readonly filter: LeadFilter
  /** Of the country names. */
  readonly language: string
  /** With CSV: a file for people in this locale's dialect; null for machines. */
  readonly locale: Locale | null
  readonly actor: string
  /** Told how many rows left, as they do. */
  readonly onRows: (rows: number) => void
}

type Part = { readonly bytes: Buffer; readonly rows: number }

// A contract may have far more people than fit into memory.
const peopleKept = 50_000
/** Looking so far ahead lets one question to the directory serve many lines. */
const linesAtOnce = 5000

/**
 * The whole result as text, without a limit, as slowly as the reader takes it. Shows the state at its beginning. The
 * ledger has an entry before the first byte leaves, and its rows and hash when the last one has, or the reader left.
 */
export async function streamRows(
  deps: Deps,
  number: ContractNumber,
  request: StreamRequest,
): Promise<AsyncIterable<Buffer>> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter, undefined)
  const id = await recordDelivery(deps, contract.number, {
    road: 'api',
    actor: request.actor,
    filter: { rows: request.rows, ...request.filter },
    from_seq: 1,
    to_seq: selection.through,
    rows: 0,
    sha256: null,
  })
  const parts =
    request.rows === 'actions' && (request.format === 'ndjson' || request.locale === null)
      ? actionParts(deps, contract, selection, request)
      : rowParts(deps, contract, selection, request)
  return noted(deps, contract, id, parts, request)
}

async function* noted(
  deps: Deps,
  contract: contracts.Contract,
  id: string,
  parts: AsyncIterable<Part>,
  request: StreamRequest,
): AsyncGenerator<Buffer> {
  const sha256 = createHash('sha256')
  let rows = 0
  let complete = false
  try {
    for await (const part of parts) {
      sha256.update(part.bytes)
      rows += part.rows
      request.onRows(part.rows)
      yield part.bytes
    }
    complete = true
  } finally {
    await finishDelivery(deps, contract.number, id, { rows, sha256: complete ? sha256.digest('hex') : null })
  }
}

async function* actionParts(
  deps: Deps,
  contract: contracts.Contract,
  selection: store.Selection,
  request: StreamRequest,
): AsyncGenerator<Part> {
  const dialect: LineDialect = request.format === 'csv' ? csvLines : ndjsonLines
  const names = countryNames(request.language)
  const known = new Lru<number, LeadPerson | null>(peopleKept)
  const { query, params } = store.actionsStatement(contract.number, selection, null)
  const bytes = deps.events.stream(query, params, dialect.engineFormat)
  if (dialect.header !== '') yield { bytes: Buffer.from(dialect.header), rows: 0 }
  for await (const lines of linesOf(bytes, linesAtOnce)) {
    const heads = lines.map(dialect.head)
    const leads = await lookUp(deps, contract, known, heads)
    const quotes = heads.filter((head) => head.isQuote && leads.get(head.person) !== undefined)
    const messages = await people.messages(
      deps,
      contract.number,
      quotes.map((head) => head.actionId),
    )
    const spliced: string[] = []
    for (const head of heads) {
      const person = leads.get(head.person)
      if (person === undefined) continue
      if (
        request.filter.countries.length > 0 &&
        !inCountries(request.filter, personColumns(person, head, names).country)
      )
        continue
      spliced.push(dialect.splice(head, person, messages.get(head.actionId) ?? null, names))
    }
    if (spliced.length > 0) yield { bytes: encoded(spliced), rows: spliced.length }
  }
}

/**
 * Lines as UTF-8, each encoded by itself: joined first, one name in another script would make a text of two bytes a
 * character of them all, which costs twice the time.
 */
function encoded(lines: readonly string[]): Buffer {
  const mostBytesACharacter = 3
  const bytes = Buffer.allocUnsafeSlow(
    lines.reduce((sum, line) => sum + line.length, 0) * mostBytesACharacter,
  )
  let end = 0
  for (const line of lines) end += bytes.write(line, end)
  return bytes.subarray(0, end)
}

/** The leads behind these lines: from memory, else from the directory in one go. */
async function lookUp(
  deps: Deps,
  contract: contracts.Contract,
  known: Lru<number, LeadPerson | null>,
  heads: readonly Head[],
): Promise<ReadonlyMap<number, LeadPerson>> {
  const found = new Map<number, LeadPerson>()
  const missing: number[] = []
  for (const number of new Set(heads.map((head) => head.person))) {
    const person = known.get(number)
    if (person === undefined) missing.push(number)
    else if (person !== null) found.set(number, person)
  }
  const fetched = await leadPeople(deps, contract, missing)
  for (const number of missing) {
    const person = fetched.get(number)
    known.set(number, person ?? null)
    if (person !== undefined) found.set(number, person)
  }
  return found
}

/** Rows as objects: leads, and what is written in a locale's dialect. */
async function* rowParts(
  deps: Deps,
  contract: contracts.Contract,
  selection: store.Selection,
  request: StreamRequest,
): AsyncGenerator<Part> {
  const columns = columnsOf(request.rows)
  const dialect = dialectOf(request)
  if (dialect.header(columns) !== '') yield { bytes: Buffer.from(dialect.header(columns)), rows: 0 }
  for await (const { rows } of batchesOf(request.rows, deps, contract, selection, request.language)) {
    if (rows.length > 0)
      yield { bytes: encoded(rows.map((row) => dialect.row(row, columns))), rows: rows.length }
  }
}

function dialectOf({ format, locale }: StreamRequest): CsvDialect {
  if (format === 'ndjson') return { header: () => '', row: ndjsonRow }
  return locale === null ? machineCsv : csvForPeople(locale)
}
