import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { PoolClient } from 'pg'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'
import { openSlots } from '../../lib/slots.ts'
import type { Db, Directory } from '../directory/directory.ts'
import { ErrorMappingDriver } from '../directory/error-mapping-driver.ts'
import type { Tables } from '../directory/schema.ts'

/**
 * Turns per contract: first come, first served in this process. Among several processes on PostgreSQL an advisory lock
 * decides, which a process keeps for the turns that are asked for in a moment.
 */
export type Turns = {
  take<Result>(contract: ContractNumber, work: (db: Db) => Promise<Result>): Promise<Result>
  /** Runs `work` while nobody has a turn of any contract, in this or any other process. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>
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
// A turn on PostgreSQL keeps a connection, and the work inside asks for others: were all of the pool's connections kept
// by turns, none of them could go on.
const turnsAtOnce = 5
// No contract has this number. Every turn shares its lock, and a hold has it alone.
const everyContract = 0
// Other processes announce nothing here: where they may exist, look again after this long.
const otherProcessesMs = 500

// Taking and leaving a lock on PostgreSQL costs more than a turn; others may wait this long for theirs.
const stayMs = 250

type Options = {
  /** Runs before other processes may take turns of the contract. */
  readonly beforeLeaving: (contract: ContractNumber) => Promise<void>
}

export function openTurns(directory: Directory, { beforeLeaving }: Options): Turns {
  const queues = new Map<ContractNumber, Asked[]>()
  const serving = new Set<Promise<void>>()
  const stays = new Set<Promise<void>>()
  const waiting = new Map<ContractNumber, Set<() => void>>()
  const slots = openSlots(turnsAtOnce)
  let held: Promise<unknown> = Promise.resolve()
  let holds = 0

  const isHeld = () => holds > 0

  /** Serves all who ask for turns of a contract, in their order. */
  async function serve(contract: ContractNumber, queue: Asked[]): Promise<void> {
    while (queue.length > 0) {
      while (isHeld()) await held
      const mine = slots(() => locked(directory, contract, (db) => stay(contract, queue, db)))
      await during(stays, mine).catch((error: unknown) => {
        for (const asked of queue.splice(0)) asked.refuse(error)
      })
    }
    queues.delete(contract)
  }

  async function stay(contract: ContractNumber, queue: Asked[], db: Db): Promise<void> {
    const began = performance.now()
    while (performance.now() - began < stayMs && !isHeld()) {
      const next = queue.shift()
      if (next === undefined) break
      await next.serve(db)
    }
    // What cannot be told now is in the journal, where whoever comes next finds it.
    if (directory.pool !== undefined) await beforeLeaving(contract).catch(ignore)
  }

  return {
    take<Result>(contract: ContractNumber, work: (db: Db) => Promise<Result>) {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      const asked: Asked = { serve: (db) => work(db).then(resolve, reject), refuse: reject }
      const queue = queues.get(contract)
      if (queue === undefined) {
        const fresh = [asked]
        queues.set(contract, fresh)
        void during(serving, serve(contract, fresh))
      } else queue.push(asked)
      return promise
    },
    async hold(work) {
      holds += 1
      const mine = Promise.all([held, ...stays]).then(() => alone(directory, work))
      held = mine.then(ignore, ignore)
      return await mine.finally(() => (holds -= 1))
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
      if (signal.aborted) wake()
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
      await Promise.all([held, ...serving])
    },
  }
}

type Asked = {
  readonly serve: (db: Db) => Promise<void>
  readonly refuse: (reason: unknown) => void
}

function ignore(): void {}

/** Keeps `promise` among `all` until it has settled. */
async function during(all: Set<Promise<void>>, promise: Promise<void>): Promise<void> {
  all.add(promise)
  await promise.finally(() => all.delete(promise))
}

async function locked<Result>(
  directory: Directory,
  contract: ContractNumber,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  if (directory.pool === undefined) return await work(directory.db)
  const client = await connect(directory)
  try {
    const gates = [lockSpace, everyContract, contract]
    await lock(client, 'SELECT pg_advisory_lock_shared($1, $2), pg_advisory_lock($1, $3)', gates)
    // The group's transaction runs on the connection that holds the lock: a lock that is lost takes it along.
    return await work(onConnection(client))
  } finally {
    const release = 'SELECT pg_advisory_unlock($1, $3), pg_advisory_unlock_shared($1, $2)'
    await unlock(client, release, [lockSpace, everyContract, contract])
  }
}

async function alone<Result>(directory: Directory, work: () => Promise<Result>): Promise<Result> {
  if (directory.pool === undefined) return await work()
  const client = await connect(directory)
  const gate = [lockSpace, everyContract]
  try {
    await lock(client, 'SELECT pg_advisory_lock($1, $2)', gate)
    return await work()
  } finally {
    await unlock(client, 'SELECT pg_advisory_unlock($1, $2)', gate)
  }
}

async function connect(directory: Directory): Promise<PoolClient> {
  if (directory.pool === undefined) throw new TypeError('no pool')
  return await orUnavailable(directory.pool.connect())
}

async function lock(client: PoolClient, statement: string, numbers: readonly number[]): Promise<void> {
  await orUnavailable(client.query(statement, [...numbers]))
}

/** Also where another process keeps the lock for longer than a statement may take. */
async function orUnavailable<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'The directory store does not answer now. Try again in a few seconds.',
      {
        because: because('not_now'),
        cause,
        retryAfterSeconds: 2,
      },
    )
  }
}

function onConnection(client: PoolClient): Kysely<Tables> {
  const pool = { connect: () => Promise.resolve(client), end: () => Promise.resolve(), options: {} }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ErrorMappingDriver(new LentConnectionDriver({ pool })),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** The connection goes back to its pool when the turn is over, not when a statement is. */
class LentConnectionDriver extends PostgresDriver {
  override async releaseConnection(): Promise<void> {}
}

async function unlock(client: PoolClient, release: string, numbers: readonly number[]): Promise<void> {
  try {
    await client.query(release, [...numbers])
    client.release()
  } catch (error) {
    // A broken connection must not go back into the pool; its lock is gone with it.
    client.release(error instanceof Error ? error : true)
  }
}
