import { EngineError } from './engine-error.ts'

/** A statement from its arrival to its end. */
export type RunningStatement = {
  readonly queryId: string
  readonly user: string
  /** Known when the request has been read. */
  sql: string
  /** Aborted when the statement shall end early. */
  readonly signal: AbortSignal
  cancel(): void
  /** To be called once, when the statement can have no further effect. */
  end(): void
}

/** What is going on, by query id: the table behind KILL QUERY. */
export class RunningStatements {
  readonly #byId = new Map<string, { readonly statement: RunningStatement; readonly ended: Promise<void> }>()

  get size(): number {
    return this.#byId.size
  }

  /** @throws EngineError QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING */
  begin(queryId: string, user: string): RunningStatement {
    if (this.#byId.has(queryId)) {
      throw new EngineError(
        'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING',
        `Query with id = ${queryId} is already running.`,
      )
    }
    const controller = new AbortController()
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const statement = {
      queryId,
      user,
      sql: '',
      signal: controller.signal,
      cancel: () => controller.abort(new EngineError('QUERY_WAS_CANCELLED', 'Query was cancelled.')),
      end: () => {
        this.#byId.delete(queryId)
        resolve()
      },
    }
    this.#byId.set(queryId, { statement, ended })
    return statement
  }

  /** Cancels a statement and resolves when it has ended; undefined where there is none. */
  async kill(queryId: string): Promise<RunningStatement | undefined> {
    const entry = this.#byId.get(queryId)
    if (entry === undefined) return undefined
    entry.statement.cancel()
    await entry.ended
    return entry.statement
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    await Promise.all([...this.#byId.values()].map((entry) => entry.ended))
  }
}
