import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from 'kysely'
import { hasCode } from '../../lib/error-codes.ts'
import { fitting } from '../../lib/fitting-number.ts'
import { Lru } from '../../lib/lru.ts'
import { ErrorMappingDriver } from './error-mapping-driver.ts'

/** Kysely's SQLite dialect over Node's own SQLite: durable at every commit, deleted content overwritten. */
export function sqliteDialect(file: string, { readOnly = false } = {}): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () =>
      new ErrorMappingDriver(new OneConnectionDriver({ database: openDatabase(file, readOnly) })),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** SQLite changes tables within a transaction too: whatever ends in the middle of an upgrade, the next start begins it anew. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function openDatabase(file: string, readOnly: boolean): SqliteDatabase {
  const database = new DatabaseSync(file, { readOnly })
  database.exec(readOnly ? 'PRAGMA temp_store = MEMORY' : writing)
  const prepared = new Lru<string, ReturnType<typeof asKyselyStatement>>(500)
  return {
    close: () => database.close(),
    prepare(text) {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const statement = asKyselyStatement(database.prepare(text))
      prepared.set(text, statement)
      return statement
    },
  }
}

const writing = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -65536;
`

function asKyselyStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => readAll(statement, parameters.map(toSqlite)),
    run: (parameters: readonly unknown[]) => statement.run(...parameters.map(toSqlite)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...parameters.map(toSqlite)),
  }
}

/**
 * All rows of a statement. Integers are numbers, except those that a number cannot hold, for which Node would give up
 * all of the rows: they are bigints, which fail where a number is wanted, row by row.
 */
function readAll(statement: StatementSync, parameters: readonly SQLInputValue[]) {
  try {
    return statement.all(...parameters)
  } catch (error) {
    // A statement that writes must not run twice.
    if (!hasCode(error, 'ERR_OUT_OF_RANGE') || !/^\s*(?:SELECT|PRAGMA)\b/i.test(statement.sourceSQL))
      throw error
    statement.setReadBigInts(true)
    try {
      return statement.all(...parameters).map(withNumbers)
    } finally {
      statement.setReadBigInts(false)
    }
  }
}

function withNumbers(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? fitting(value) : value]),
  )
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQLite takes no ${typeof value}: convert it in the store`)
}

/** One connection, one user at a time: a transaction never sees, nor shows, another caller's half-done work. */
class OneConnectionDriver extends SqliteDriver {
  #last: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    this.#release = resolve
    return await super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    this.#release()
  }
}
