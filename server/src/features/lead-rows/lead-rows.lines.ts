import { csvHeader, csvRow } from '../../stores/files/csv.ts'
import { ndjsonRow } from '../../stores/files/ndjson.ts'
import type { Column, Row } from '../../stores/files/table.ts'
import { columnsOf } from './lead-rows.columns.ts'
import { engineCsv, engineJson, engineChanges, type EngineFormat } from './lead-rows.engine-lines.ts'

/*
 * Lead actions as text, spliced: the engine writes each event's columns as text already, so a line is the engine's
 * bytes, and the other columns behind them. Building an object per row would cost many times as much.
 */

/** How one format's lines are put together. */
export type LineDialect = {
  /** In which format the engine writes an event's columns. */
  readonly engine: EngineFormat
  readonly header: string
  /** What stands around the action as its line would be: what comes before its number and when it was received, and at the end. */
  readonly around?: Record<'beforeSeq' | 'beforeReceived' | 'beforeLine' | 'lineEnd', Buffer>
  /** Some columns of a row, at least one, that follow on others. */
  readonly more: (row: Row, columns: readonly Column[]) => string
  readonly lineEnd: string
}

/** RFC 4180: comma, CRLF, quotes doubled. */
export const csvLines: LineDialect = {
  engine: engineCsv,
  header: csvHeader(columnsOf('actions')),
  more: (row, columns) => `,${csvRow(row, columns).slice(0, -'\r\n'.length)}`,
  lineEnd: '\r\n',
}

/** One JSON object a line. */
export const ndjsonLines: LineDialect = {
  engine: engineJson,
  header: '',
  more: (row, columns) => `,${ndjsonRow(row, columns).slice('{'.length, -'}\n'.length)}`,
  lineEnd: '}\n',
}

/** One JSON object a line: a change of the feed, which has the action's own line as its row. */
export const changeLines: LineDialect = {
  ...ndjsonLines,
  engine: engineChanges,
  around: {
    beforeSeq: Buffer.from('{"seq":'),
    beforeReceived: Buffer.from(',"at":"'),
    beforeLine: Buffer.from('","kind":"lead_action","row":'),
    lineEnd: Buffer.from('}\n'),
  },
}
