import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractNumber, type ContractNumber } from '@catalytics/contract/ids.ts'
import { directoryKinds, newContract, newTarget } from '../../../test/both-directories.ts'
import { operator, record } from '../../features/activity/activity.ts'
import { insertContract } from '../../features/contracts/contracts.store.ts'
import { openLog } from '../../lib/log.ts'
import { migrate, openDirectory, type Directory } from '../directory/directory.ts'
import { checkActivity } from './activity-checks.ts'

const log = openLog('silent')
const at = Date.parse('2026-03-01T00:00:00Z')
const clock = () => new Date(at)

describe.each(directoryKinds)('the log on %s', (kind) => {
  // PostgreSQL is written by several processes, each with connections of its own; SQLite by one.
  let writers: readonly Directory[]
  let directory: Directory
  let acme: ContractNumber
  let other: ContractNumber
  beforeAll(async () => {
    const target = await newTarget(kind)
    directory = await openDirectory(target, log)
    writers = kind === 'sqlite' ? [directory] : [directory, await openDirectory(target, log)]
    acme = (await insertContract(directory.db, newContract('ct_aaaaaaaaaaaaaaaa'))).number
    other = (await insertContract(directory.db, newContract('ct_bbbbbbbbbbbbbbbb'))).number
  })
  afterAll(() => Promise.all(writers.map((writer) => writer.close())))

  /** What `doctor` says after somebody did this to the tables; then all is as before. */
  async function after(meddling: (db: Directory['db']) => Promise<unknown>) {
    let told: Awaited<ReturnType<typeof checkActivity>> | undefined
    const undo = new Error('undo')
    const done = directory.db.transaction().execute(async (tx) => {
      await meddling(tx)
      told = await checkActivity({ ...directory, db: tx })
      throw undo
    })
    await expect(done).rejects.toBe(undo)
    return told
  }

  const entry = (db: Directory['db'], number: number) =>
    db.updateTable('activity').where('contract', '=', acme).where('number', '=', number)

  test('is one chain, however many write at once, and has no trace of what was rolled back', async () => {
    const work = Array.from({ length: 120 }, async (_, n) => {
      const { db } = writers[n % writers.length] ?? directory
      const contract = n % 3 === 0 ? other : acme
      if (n % 4 !== 0) return await note(db, contract, n)
      const failing = db.transaction().execute(async (tx) => {
        await note(tx, contract, n)
        if (n % 8 === 0) throw new Error('no')
      })
      await failing
    })
    const outcomes = await Promise.allSettled(work)

    const rows = await directory.db.selectFrom('activity').select(['contract', 'number']).execute()
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(15)
    const numbers = (contract: number) =>
      rows.filter((row) => row.contract === contract).map((row) => row.number)
    expect(numbers(acme).toSorted((a, b) => a - b)).toEqual(upTo(70))
    expect(numbers(other).toSorted((a, b) => a - b)).toEqual(upTo(35))
    expect(await checkActivity(directory)).toEqual({
      detail: '105 entries of 2 contracts, each as it was written',
    })
  })

  test.each([
    ['details', { details: '{"n":1}' }],
    ['actor_name', { actor_name: 'somebody else' }],
    ['at', { at: at + 1 }],
    ['address', { address: '' }],
    ['hash', { hash: 'x' }],
  ] as const)('with another %s in an entry is broken there', async (_column, changed) => {
    const told = await after((db) => entry(db, 7).set(changed).execute())

    expect(told?.detail).toMatch(/^the log of contract ct_a{16}: entry 7 \([0-9a-f-]{36}\) is not as it was/)
    expect(told?.todo).toContain('find out who had access')
  })

  const broken: readonly (readonly [string, RegExp, (db: Directory['db']) => Promise<unknown>])[] = [
    [
      'an entry taken out',
      /: entry 7 is missing$/,
      (db) => db.deleteFrom('activity').where('contract', '=', acme).where('number', '=', 7).execute(),
    ],
    [
      'an entry taken out and the later ones moved up',
      /: entry 7 \(.*\) is not as it was written$/,
      async (db) => {
        await db.deleteFrom('activity').where('contract', '=', acme).where('number', '=', 7).execute()
        for (let number = 8; number <= 70; number += 1)
          await entry(db, number)
            .set({ number: number - 1 })
            .execute()
      },
    ],
    [
      'its end cut off',
      /: its end is missing, from entry 68 to 70$/,
      (db) => db.deleteFrom('activity').where('contract', '=', acme).where('number', '>', 67).execute(),
    ],
    [
      'its end cut off and its noted length with it',
      /: entry 67 \(.*\) is not the one that was written last$/,
      async (db) => {
        await db.deleteFrom('activity').where('contract', '=', acme).where('number', '>', 67).execute()
        await db.updateTable('activity_heads').set({ number: 67 }).where('contract', '=', acme).execute()
      },
    ],
    [
      'nothing left of it',
      /: its end is missing, from entry 1 to 70$/,
      (db) => db.deleteFrom('activity').where('contract', '=', acme).execute(),
    ],
    [
      'its noted end taken away',
      /: entry 1 \(.*\) was added by something else$/,
      (db) => db.deleteFrom('activity_heads').where('contract', '=', acme).execute(),
    ],
    [
      'an entry added behind',
      /: entry 71 \(.*\) was added by something else$/,
      async (db) => {
        const row = db.selectFrom('activity').selectAll().where('contract', '=', acme)
        const last = await row.orderBy('number', 'desc').executeTakeFirstOrThrow()
        await db
          .insertInto('activity')
          .values({ ...last, id: 'made up', number: last.number + 1 })
          .execute()
      },
    ],
    [
      'two entries of which one was moved here from another contract',
      /: entry 71 \(.*\) was added by something else$/,
      (db) =>
        db
          .updateTable('activity')
          .set({ contract: acme, number: 71 })
          .where('contract', '=', other)
          .where('number', '=', 1)
          .execute(),
    ],
  ]
  test.each(broken)('with %s is broken', async (_what, detail, meddling) => {
    expect((await after(meddling))?.detail).toMatch(detail)
  })

  test('that was written before entries were sealed is sealed when the tables are brought up to date', async () => {
    const target = await newTarget(kind)
    const old = await openDirectory(target, log)
    for (const table of (await old.db.introspection.getTables()).map(({ name }) => name).toReversed())
      await sql`DROP TABLE ${sql.table(table)} ${sql.raw(kind === 'postgres' ? 'CASCADE' : '')}`.execute(
        old.db,
      )
    await sql`DROP TABLE kysely_migration`.execute(old.db)
    await sql`DROP TABLE kysely_migration_lock`.execute(old.db)
    await migrate(old.db, kind, '0001-foundation')
    const contract = contractNumber.parse(1)
    await sql`INSERT INTO contracts (id, name, time_zone, unknown_segments, features, excluded_domains, hash_salt, created_at)
      VALUES ('ct_aaaaaaaaaaaaaaaa', 'Acme', 'UTC', 'create', '[]', '[]', '', 0)`.execute(old.db)
    for (let n = 0; n < 1001; n += 1) {
      await sql`INSERT INTO activity (id, contract, at, type, actor_kind, actor, address, details)
        VALUES (${`id${String(n).padStart(4, '0')}`}, ${contract}, ${n}, 'export', 'operator', 'operator', NULL, '{}')`.execute(
        old.db,
      )
    }
    await old.close()

    const now = await openDirectory(target, log)

    await note(now.db, contract, 1)
    expect(await checkActivity(now)).toEqual({
      detail: '1002 entries of 1 contracts, each as it was written',
    })
    await now.close()
  })
})

function note(db: Directory['db'], contract: ContractNumber, n: number): Promise<void> {
  return record({ db, clock }, contract, operator, 'settings_changed', { count: n, name: 'Ünïcode 😀' })
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n + 1)
}
