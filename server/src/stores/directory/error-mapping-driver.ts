import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { because } from '@catalytics/contract/reasons.ts'
import { hasCode, sqliteCodeOf } from '../../lib/error-codes.ts'
import { AppError } from '../../lib/errors.ts'

/**
 * A driver that maps faults to what they are to a caller: a store that cannot work now (full disk, lost connection,
 * server going down) is `unavailable`, and trying again later makes sense. Mistakes of ours stay what they were.
 */
export class ErrorMappingDriver implements Driver {
  readonly #inner: Driver

  constructor(inner: Driver) {
    this.#inner = inner
  }

  init(): Promise<void> {
    return mapError(this.#inner.init())
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ErrorMappingConnection(await mapError(this.#inner.acquireConnection()))
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await mapError(this.#inner.beginTransaction(innerOf(connection), settings))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await mapError(this.#inner.commitTransaction(innerOf(connection)))
  }

  /**
   * Never fails: SQLite has rolled back by itself when the disk is full, PostgreSQL when the connection is gone, and
   * what has to be told is why it came to that.
   */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#inner.rollbackTransaction(innerOf(connection)).catch(() => undefined)
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#inner.releaseConnection(innerOf(connection))
  }

  destroy(): Promise<void> {
    return this.#inner.destroy()
  }
}

class ErrorMappingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection

  constructor(inner: DatabaseConnection) {
    this.inner = inner
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return mapError(this.inner.executeQuery<Row>(query))
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    try {
      yield* this.inner.streamQuery<Row>(query, chunkSize)
    } catch (cause) {
      throw asTold(cause)
    }
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof ErrorMappingConnection ? connection.inner : connection
}

async function mapError<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (cause) {
    throw asTold(cause)
  }
}

function asTold(cause: unknown): unknown {
  if (cause instanceof AbortedTransactionError) return cause
  if (isDirectoryDamage(cause)) {
    const message =
      'The directory store is damaged and cannot be read. Trying again does not help; tell the operator, whom ./catalytics doctor tells what is damaged and what to do.'
    return new AppError('damaged', message, { because: because('data_damaged'), cause })
  }
  if (!isOutOfOrder(cause)) return cause
  const message = 'The directory store cannot work now. Nothing was lost; try again in a few seconds.'
  return new AppError('unavailable', message, { because: because('not_now'), cause, retryAfterSeconds: 2 })
}

/** SQLITE_CORRUPT and SQLITE_NOTADB; of PostgreSQL: XX001 and XX002, a damaged page or index. */
export function isDirectoryDamage(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  if (code !== undefined) return [11, 26].includes(code)
  return hasCode(error, 'XX001', 'XX002')
}

/** SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN. */
const sqliteFaults: ReadonlySet<number> = new Set([5, 10, 13, 14])
/**
 * SQLSTATE classes 08 (connection), 53 (out of resources, full disk), 57 (operator intervention, time limit), 58
 * (system error), 40 (serialization, deadlock); 25006: a standby that takes no writes; 55P03: a lock in use.
 */
const postgresFaults = /^(08|53|57|58|40)...$|^25006$|^25P03$|^55P03$/
const networkFaults = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/
// What `pg` says in words only.
const lostConnection =
  /connection terminated|connection error and is not queryable|timeout exceeded|timeout expired/i

function isOutOfOrder(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = sqliteCodeOf(error)
  if (code !== undefined) return sqliteFaults.has(code)
  if ('code' in error && typeof error.code === 'string')
    return postgresFaults.test(error.code) || networkFaults.test(error.code)
  return lostConnection.test(error.message)
}
