import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { AppError } from '../../lib/errors.ts'
import type { Db, Directory } from '../directory/directory.ts'
import type { Tables } from '../directory/schema.ts'

/** Turns per contract: first come, first served in this process; an advisory lock among several on PostgreSQL. */
export type Turns = {
  take<Result>(contract: ContractNumber, work: (db: Db) => Promise<Result>): Promise<Result>
  /** Wakes everybody who waits for news of the contract. */
  announce(contract: ContractNumber): void
  /** `happened` resolves at the next announcement, at the latest after `waitMs` or on abort. */
  next(
    contract: ContractNumber,
    waitMs: number,
    signal: AbortSignal,
  ): { happened: Promise<void>; cancel(): void }
  close(): Promise<void>
}

const lockSpace = 0x0ca7
// Other processes announce nothing here: where they may exist, look again after this long.
const otherProcessesMs = 500

export function openTurns(directory: Directory): Turns {
  const queues = new Map<ContractNumber, Promise<unknown>>()
  const waiting = new Map<ContractNumber, Set<() => void>>()
  return {
    async take(contract, work) {
      const before = queues.get(contract) ?? Promise.resolve()
      const mine = before.then(() => locked(directory, contract, work))
      // The next in the queue comes whatever becomes of this one.
      const ended = mine.then(ignore, ignore)
      queues.set(contract, ended)
      return await mine.finally(() => {
        if (queues.get(contract) === ended) queues.delete(contract)
      })
    },
    announce(contract) {
      for (const wake of waiting.get(contract) ?? []) wake()
    },
    next(contract, waitMs, signal) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const set = waiting.get(contract) ?? new Set()
      waiting.set(contract, set)
      const timer = setTimeout(
        wake,
        directory.kind === 'postgres' ? Math.min(waitMs, otherProcessesMs) : waitMs,
      )
      signal.addEventListener('abort', wake)
      set.add(wake)
      function wake(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        set.delete(wake)
        resolve()
      }
      return { happened: promise, cancel: wake }
    },
    async close() {
      for (const set of waiting.values()) for (const wake of set) wake()
      await Promise.all(queues.values())
    },
  }
}

function ignore(): void {}

async function locked<Result>(
  directory: Directory,
  contract: ContractNumber,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  if (directory.pool === undefined) return await work(directory.db)
  const client = await connect(directory)
  try {
    await client.query('SELECT pg_advisory_lock($1, $2)', [lockSpace, contract])
    // The group's transaction runs on the connection that holds the lock: a lock that is lost takes it along.
    return await work(onConnection(client))
  } finally {
    await unlock(client, contract)
  }
}

async function connect(directory: Directory): Promise<PoolClient> {
  try {
    if (directory.pool === undefined) throw new TypeError('no pool')
    return await directory.pool.connect()
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'The directory store does not answer now. Try again in a few seconds.',
      {
        cause,
        retryAfterSeconds: 2,
      },
    )
  }
}

function onConnection(client: PoolClient): Kysely<Tables> {
  const lent = { query: client.query.bind(client), release: () => {} }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () =>
        new PostgresDialect({
          pool: { connect: () => Promise.resolve(lent as never), end: () => Promise.resolve() } as never,
        }).createDriver(), // oxlint-disable-line typescript/no-unsafe-type-assertion -- Kysely asks of a pool only what is given here
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

async function unlock(client: PoolClient, contract: ContractNumber): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock($1, $2)', [lockSpace, contract])
    client.release()
  } catch (error) {
    // A broken connection must not go back into the pool; its lock is gone with it.
    client.release(error instanceof Error ? error : true)
  }
}
