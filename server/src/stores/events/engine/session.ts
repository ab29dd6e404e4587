import { Session, type ChdbQueryStream, type ChdbResult, type RawInsertSummary } from 'chdb'
import { EngineError } from './engine-error.ts'
import { engineDatabase } from './home-database.ts'
import type { Settings } from './settings.ts'
import { quotedName, stringLiteral } from './sql-lexer.ts'
import type { InsertHead } from './statement.ts'

export type SessionOptions = {
  readonly folder: string
  /** Names the session in `system.processes`, so that KILL QUERY can find what runs on it. */
  readonly marker: string
  readonly readonly: boolean
  /** Settings of every statement that does not say otherwise. */
  readonly settings: Settings
  readonly serverArguments: readonly string[]
}

/** One connection to the engine; runs one statement at a time, in any database and with any settings. */
export class EngineSession {
  readonly marker: string
  readonly #base: Settings
  readonly #chdb: Session
  #settings: Map<string, string>
  #database = 'default'
  #broken = false

  private constructor(chdb: Session, { marker, settings }: SessionOptions) {
    this.#chdb = chdb
    this.marker = marker
    this.#base = settings
    this.#settings = new Map(settings)
  }

  static async open(options: SessionOptions): Promise<EngineSession> {
    const chdb = new Session(options.folder, { connectionArgs: [...options.serverArguments] })
    const session = new EngineSession(chdb, options)
    const markers = [
      `log_comment = ${stringLiteral(options.marker)}`,
      ...(options.readonly ? ['readonly = 2'] : []),
    ]
    await session.run(`SET ${[...assignments(options.settings), ...markers].join(', ')}`)
    return session
  }

  /** True after a failure that may have left settings behind: such a session is replaced. */
  get broken(): boolean {
    return this.#broken
  }

  /** Brings database and settings to what the next statement wants. */
  async prepare(database: string, settings: Settings): Promise<void> {
    const wanted = new Map([...this.#base, ...settings])
    const changed = [...wanted].filter(([name, value]) => this.#settings.get(name) !== value)
    const left = [...this.#settings.keys()].filter((name) => !wanted.has(name))
    const sets = [...assignments(changed), ...left.map((name) => `${name} = DEFAULT`)]
    this.#broken = true
    if (sets.length > 0) await this.run(`SET ${sets.join(', ')}`)
    this.#settings = wanted
    const name = engineDatabase(database)
    if (name !== this.#database) await this.run(`USE ${quotedName(name)}`)
    this.#database = name
    this.#broken = false
  }

  /** Runs a statement off the event loop and answers all of its result. */
  async run(sql: string, format = 'TabSeparated'): Promise<ChdbResult> {
    try {
      return await this.#chdb.queryAsync(sql, { format })
    } catch (thrown) {
      throw EngineError.from(thrown)
    }
  }

  /** Starts a streamed SELECT. Its planning happens before this returns and blocks the event loop. */
  stream(sql: string, format: string): ChdbQueryStream {
    try {
      return this.#chdb.queryStream(sql, { format })
    } catch (thrown) {
      throw EngineError.from(thrown)
    }
  }

  /** chDB keeps a failed statement, with its memory, until the session's next one: this is that statement. */
  async clearFailed(): Promise<void> {
    await this.run('SELECT 1')
  }

  async insertRows(into: InsertHead, rows: Uint8Array): Promise<RawInsertSummary> {
    const format = insertFormats.get(into.format.toLowerCase())
    if (format === undefined) {
      const known = [...insertFormats.values()].join(', ')
      throw new EngineError('UNKNOWN_FORMAT', `Rows cannot be inserted as ${into.format}, only as ${known}`)
    }
    const columns = into.columns === undefined ? {} : { columns: into.columns }
    try {
      return await this.#chdb.insert({ table: into.table, values: rows, format, ...columns })
    } catch (thrown) {
      throw EngineError.from(thrown)
    }
  }

  close(): void {
    this.#chdb.close()
  }
}

// What chDB takes as raw bytes; binary formats are not among it.
const insertFormats = new Map(
  (
    [
      'JSONEachRow',
      'JSONCompactEachRow',
      'CSV',
      'CSVWithNames',
      'TSV',
      'TSVWithNames',
      'TabSeparated',
      'TabSeparatedWithNames',
    ] as const
  ).map((name) => [name.toLowerCase(), name]),
)

function assignments(settings: Iterable<readonly [string, string]>): readonly string[] {
  return [...settings].map(([name, value]) => `${name} = ${stringLiteral(value)}`)
}
