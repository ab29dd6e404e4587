import { PostgresDialect, type Dialect } from 'kysely'
import pg from 'pg'
import { fitting } from '../../lib/fitting-number.ts'
import { ErrorMappingDriver } from './error-mapping-driver.ts'

/**
 * PostgreSQL through `pg`. BIGINT (epoch milliseconds, counters) arrives as a number; what a number cannot hold, as a
 * bigint, which fails where a number is wanted.
 */
export function postgresDialect(
  url: string,
  onIdleError: (error: Error) => void,
): { dialect: Dialect; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (oid, format): unknown =>
        oid === pg.types.builtins.INT8
          ? (text: string) => fitting(BigInt(text))
          : pg.types.getTypeParser(oid, format),
    },
  })
  // A connection that breaks while idle would otherwise end the process.
  pool.on('error', onIdleError)
  const dialect = new PostgresDialect({ pool })
  return {
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => new ErrorMappingDriver(dialect.createDriver()),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
    pool,
  }
}
