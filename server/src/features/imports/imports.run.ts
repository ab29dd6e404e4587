import type { ImportAnswer, ImportMapping } from '@catalytics/contract/imports.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'
import { isRecord } from '../../lib/records.ts'
import { openFileReader, type FileReader } from '../../stores/files/readers/aside.ts'
import { sha256OfFile } from '../../stores/files/readers/bytes.ts'
import { openEvents } from '../../stores/files/readers/ndjson.ts'
import { fileKindOf } from '../../stores/files/readers/open-rows.ts'
import type { RowFault, Source } from '../../stores/files/readers/rows.ts'
import { decimalSigns } from './imports.decimals.ts'
import { importEventId, sheetSha256 } from './imports.ids.ts'
import { compileMapping, mappedColumns, type Unmapped } from './imports.mapping.ts'
import { importTally, type SubmitAnswer } from './imports.tally.ts'

/** What an import needs from outside; it knows no store, so a dry run is a `submit` that only validates. */
export type ImportDeps = {
  /**
   * Validates and stores events in wire form; `index` of a rejected one counts in `events` from 0. `rows` are their rows
   * as numbered in the file.
   */
  submit(events: readonly unknown[], rows: readonly number[]): Promise<SubmitAnswer>
  onProgress(progress: ImportProgress): void
  /** Told what has been done when an import breaks off after its first batch was sent; then it throws. */
  onBroken(soFar: ImportAnswer): void
  /** Aborted: the batch under way is finished, then the import throws the signal's reason. */
  readonly signal: AbortSignal
  /** Milliseconds of a clock that never goes back. */
  now(): number
}

export type ImportProgress = {
  readonly rows: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  /** Of the file, 0 to 1. */
  readonly fraction: number
  readonly rowsPerSecond: number
  /** Null while it cannot be told. */
  readonly secondsLeft: number | null
}

export type ImportInput = {
  readonly path: string
  /** Null: NDJSON whose lines are events in wire form. */
  readonly mapping: ImportMapping | null
  readonly importId: string
  /** Rows before this one, as numbered in the file, are left out: an import that was broken off goes on here. */
  readonly startRow?: number
}

/**
 * Reads a file, makes its rows events, and submits them in batches while it reads on. Running it again does no harm:
 * ids come from the file and the row, so what is stored already counts as a duplicate.
 *
 * @throws AppError `invalid` where file or mapping cannot be used; whatever `submit` throws; the signal's reason
 */
export async function runImport(deps: ImportDeps, input: ImportInput): Promise<ImportAnswer> {
  deps.signal.throwIfAborted()
  const reader = openFileReader(deps.signal)
  try {
    return await importItems(deps, input, await openItems(input, reader, deps.signal))
  } finally {
    await reader.close()
  }
}

async function importItems(deps: ImportDeps, input: ImportInput, opened: OpenedItems): Promise<ImportAnswer> {
  const tally = importTally()
  const started = deps.now()
  const soFar = () =>
    tally.answer({ ...input, sha256: opened.sha256, unknownColumns: opened.unknownColumns() })
  const send = async (batch: readonly Item[]): Promise<void> => {
    const events = batch.filter((item) => item.fault === undefined)
    const answer =
      events.length === 0
        ? nothingSent
        : await deps.submit(
            events.map((item) => item.event),
            events.map((item) => item.row),
          )
    tally.add(batch, events, answer)
    const { rows, accepted, duplicates, rejected } = tally
    deps.onProgress({ rows, accepted, duplicates, rejected, ...pace(opened, rows, deps.now() - started) })
  }

  // One batch is under way while the next is read. Its outcome is kept as a value, so that a failure that comes
  // while the file is being read waits to be looked at.
  let underWay: Promise<Outcome> | undefined
  try {
    for await (const batch of batchesOf(itemsFrom(opened.rows, input.startRow ?? 0), deps.signal)) {
      raise(await underWay)
      underWay = outcomeOf(send(batch))
    }
    raise(await underWay)
  } catch (error) {
    await underWay
    if (underWay !== undefined) deps.onBroken(soFar())
    throw error
  }
  return soFar()
}

/** A row on its way: an event, or the reason why it is none. */
type Item = {
  readonly row: number
  readonly event: unknown
  readonly unmapped: readonly Unmapped[]
  readonly fault?: RowFault
}

const batchEvents = 2000

const nothingSent: SubmitAnswer = { accepted: 0, duplicates: 0, rejected: [] }

type Outcome = { readonly failed: false } | { readonly failed: true; readonly error: unknown }

function outcomeOf(work: Promise<void>): Promise<Outcome> {
  return work.then(
    () => ({ failed: false }),
    (error: unknown) => ({ failed: true, error }),
  )
}

function raise(outcome: Outcome | undefined): void {
  if (outcome?.failed === true) throw outcome.error
}

async function* batchesOf(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    signal.throwIfAborted()
    batch.push(item)
    if (batch.length < batchEvents) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* itemsFrom(items: AsyncIterable<Item>, startRow: number): AsyncGenerator<Item> {
  for await (const item of items) if (item.row >= startRow) yield item
}

type OpenedItems = Omit<Source<Item>, 'columns'> & {
  /** What the ids of rows are made of. */
  readonly sha256: Buffer
  unknownColumns(): readonly string[]
}

async function openItems(
  { path, mapping }: ImportInput,
  reader: FileReader,
  signal: AbortSignal,
): Promise<OpenedItems> {
  if (mapping !== null) return openMapped({ path, mapping }, reader, signal)
  if (fileKindOf(path) !== 'ndjson') {
    throw new AppError('invalid', because('mapping_needed'), { field: 'mapping' })
  }
  const source = await openEvents(path)
  const sha256 = await sha256OfFile(path)
  async function* rows(): AsyncGenerator<Item> {
    for await (const { event, ...rest } of source.rows) {
      yield { ...rest, event: withId(event, sha256, rest.row), unmapped: [] }
    }
  }
  return { ...source, sha256, rows: { [Symbol.asyncIterator]: rows }, unknownColumns: () => [] }
}

async function openMapped(
  { path, mapping }: { readonly path: string; readonly mapping: ImportMapping },
  reader: FileReader,
  signal: AbortSignal,
): Promise<OpenedItems> {
  const used = mappedColumns(mapping)
  const { sheet, delimiter, encoding } = mapping
  const source = await reader.open(path, { sheet, delimiter, encoding, only: new Set(used.keys()) })
  // First, so that what is wrong with the mapping is said before the file is read.
  compileMapping(mapping, source)
  const decimals = await decimalSigns(mapping, source.rows, signal)
  const toEvent = compileMapping(mapping, { ...source, decimals })
  const fileSha256 = await sha256OfFile(path)
  const sha256 = source.sheet === undefined ? fileSha256 : sheetSha256(fileSha256, source.sheet)
  const unknown = new Set(source.columns?.filter((name) => name !== '' && !used.has(name)))
  async function* rows(): AsyncGenerator<Item> {
    for await (const row of source.rows) {
      if (source.columns === null) addKeys(unknown, Object.keys(row.cells), used)
      if (row.fault !== undefined) yield { row: row.row, event: null, unmapped: [], fault: row.fault }
      else {
        const { event, unmapped, fault } = toEvent(row)
        if (fault !== undefined) yield { row: row.row, event: null, unmapped, fault }
        else yield { row: row.row, event: withId(event, sha256, row.row), unmapped }
      }
    }
  }
  return { ...source, sha256, rows: { [Symbol.asyncIterator]: rows }, unknownColumns: () => [...unknown] }
}

// Keys of JSON can be data; a table of that many columns cannot be meant.
const mostUnknownColumns = 1000

function addKeys(unknown: Set<string>, keys: readonly string[], used: ReadonlyMap<string, unknown>): void {
  for (const key of keys) if (!used.has(key) && unknown.size < mostUnknownColumns) unknown.add(key)
}

/** An id that the event brings itself stays. */
function withId(event: unknown, sha256: Buffer, row: number): unknown {
  if (!isRecord(event) || 'id' in event) return event
  return { id: importEventId(sha256, row), ...event }
}

type Pace = Pick<ImportProgress, 'fraction' | 'rowsPerSecond' | 'secondsLeft'>

function pace(opened: OpenedItems, rows: number, elapsedMs: number): Pace {
  const fraction = Math.min(1, opened.readBytes() / opened.totalBytes)
  // In the first second the estimate would jump about.
  const told = elapsedMs >= 1000 && fraction > 0
  return {
    fraction,
    rowsPerSecond: elapsedMs > 0 ? (rows * 1000) / elapsedMs : 0,
    secondsLeft: told ? Math.ceil((elapsedMs * (1 - fraction)) / fraction / 1000) : null,
  }
}
