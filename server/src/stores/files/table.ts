/** What a column holds. Every value may be null; numbers are finite. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  /** ISO 8601 in UTC with milliseconds: `2026-10-03T08:15:30.120Z`. */
  | 'instant'
  /** A calendar day: `2026-10-03`. */
  | 'day'

export type Column = {
  readonly name: string
  readonly type: ColumnType
  /** The text was written by people, so it may hold what a spreadsheet would run as a formula. */
  readonly peopleText?: boolean
}

/** One row by column name. An absent column counts as null. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/** What a file says about itself: the last sheet of a workbook, `manifest.json` of a zip. */
export type FileNotes = {
  readonly title: string
  readonly filter: string
  readonly period: string
  /** In which the days of the period begin; instants in the file are in UTC. */
  readonly time_zone: string
  readonly from_seq: number | null
  readonly to_seq: number | null
  /** Instant (ISO 8601); also the date of the entries inside a zip or workbook. */
  readonly made_at: string
  /** In the language of the reader. */
  readonly labels: FileLabels
}

/** What the sheets of a workbook and the lines of its last one are called. */
export type FileLabels = Readonly<
  Record<
    | 'data'
    | 'about'
    | 'title'
    | 'filter'
    | 'period'
    | 'time_zone'
    | 'times'
    | 'from_seq'
    | 'to_seq'
    | 'made_at'
    | 'rows'
    | 'cut_texts',
    string
  >
>

/**
 * Takes the next bytes of a file and resolves when it is ready for more: waiting for it is what keeps memory
 * flat. The bytes must not be changed afterwards, since they may be compressed later.
 */
export type PutBytes = (bytes: Uint8Array) => Promise<void>

/** Turns rows into the bytes of one format. After a rejection only `abort` may be called. */
export interface TableEncoder {
  write(rows: readonly Row[]): Promise<void>
  /** Puts the rest of the file. `rows` is how many were written. */
  end(rows: number): Promise<void>
  /** Lets go of whatever the encoder holds; puts nothing more. */
  abort(): Promise<void>
}
