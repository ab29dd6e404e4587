import { leadActionColumns } from '@catalytics/contract/leads.ts'
import { csvHeader, csvRow, csvText } from '../../stores/files/csv.ts'
import type { PersonColumns } from './leads.people.ts'

/*
 * Lead actions as text, spliced: the engine writes each event's columns as text already, so a line is the engine's
 * bytes, the person's text behind them, and two values more. Building an object per row would cost many times as much.
 */

/** How one format's lines are put together: engine's text, message, person, whether it made them a new user. */
export type LineDialect = {
  /** In which format the engine writes an event's columns. Its text ends with one byte that does not belong here. */
  readonly engineFormat: 'CSV' | 'JSONEachRow'
  readonly header: string
  readonly message: (message: string | null) => string
  readonly person: (columns: PersonColumns) => string
  readonly end: (isNewUser: boolean) => string
}

/** RFC 4180: comma, CRLF, quotes doubled. The engine's text ends with the CR of its own line. */
export const csvLines: LineDialect = {
  engineFormat: 'CSV',
  header: csvHeader(leadActionColumns.map((name) => ({ name, type: 'text' }))),
  message: (message) => `,${message === null ? '' : csvText(message)}`,
  person(columns) {
    const names = Object.keys(columns).map((name) => ({ name, type: 'text' }) as const)
    return `,${csvRow(columns, names).slice(0, -'\r\n'.length)}`
  },
  end: (isNewUser) => `,${isNewUser}\r\n`,
}

/** One JSON object a line. The engine's text ends with the brace of its own object. */
export const ndjsonLines: LineDialect = {
  engineFormat: 'JSONEachRow',
  header: '',
  message: (message) => `,"quote_message":${JSON.stringify(message)}`,
  person: (columns) => `,${JSON.stringify(columns).slice(1, -1)}`,
  end: (isNewUser) => `,"new_user":${isNewUser}}\n`,
}
