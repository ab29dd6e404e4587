import { leadActionColumns } from '@catalytics/contract/leads.ts'
import { csvHeader, csvRow } from '../../stores/files/csv.ts'
import type { Row } from '../../stores/files/table.ts'
import { engineCsv, engineJson, type EngineFormat } from './leads.engine-lines.ts'

/*
 * Lead actions as text, spliced: the engine writes each event's columns as text already, so a line is the engine's
 * bytes, and the other columns behind them. Building an object per row would cost many times as much.
 */

/** How one format's lines are put together. */
export type LineDialect = {
  /** In which format the engine writes an event's columns. */
  readonly engine: EngineFormat
  readonly header: string
  /** Columns that follow on others. */
  readonly more: (columns: Row) => string
  readonly lineEnd: string
}

/** RFC 4180: comma, CRLF, quotes doubled. */
export const csvLines: LineDialect = {
  engine: engineCsv,
  header: csvHeader(leadActionColumns.map((name) => ({ name, type: 'text' }))),
  more(columns) {
    const texts = Object.keys(columns).map((name) => ({ name, type: 'text' }) as const)
    return `,${csvRow(columns, texts).slice(0, -'\r\n'.length)}`
  },
  lineEnd: '\r\n',
}

/** One JSON object a line. */
export const ndjsonLines: LineDialect = {
  engine: engineJson,
  header: '',
  more: (columns) => `,${JSON.stringify(columns).slice(1, -1)}`,
  lineEnd: '}\n',
}
