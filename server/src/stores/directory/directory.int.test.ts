import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { directoryKinds, newContract, newDirectory, newTarget } from '../../../test/both-directories.ts'
import { allContracts, insertContract } from '../../features/contracts/contracts.store.ts'
import { openLog } from '../../lib/log.ts'
import { migrate, migrationNames, openDirectory } from './directory.ts'

const log = openLog('silent')

describe.each(directoryKinds)('the directory store on %s', (kind) => {
  test('comes up from nothing, finds its tables again, and can be opened by several at once', async () => {
    const target = await newTarget(kind)
    const first = await openDirectory(target, log)
    const made = await insertContract(first.db, newContract('ct_aaaaaaaaaaaaaaaa'))
    await first.close()

    const again = await openDirectory(target, log)
    const beside = await openDirectory(target, log)

    expect(await allContracts(again.db)).toEqual([made])
    expect(await allContracts(beside.db)).toEqual([made])
    expect([again.kind, await again.answers()]).toEqual([kind, true])
    await Promise.all([again.close(), beside.close()])
  })

  test('goes through the migrations one by one and ends where a new store begins', async () => {
    const whole = await newDirectory(kind)
    const { db } = await newDirectory(kind)
    for (const table of (await db.introspection.getTables()).map(({ name }) => name).toReversed())
      await sql`DROP TABLE ${sql.table(table)} ${sql.raw(kind === 'postgres' ? 'CASCADE' : '')}`.execute(db)
    await sql`DROP TABLE IF EXISTS kysely_migration`.execute(db)
    await sql`DROP TABLE IF EXISTS kysely_migration_lock`.execute(db)

    for (const name of migrationNames) await migrate(db, kind, name)

    expect(await db.introspection.getTables()).toEqual(await whole.db.introspection.getTables())
  })

  test('is made as a whole or not at all: what stopped an upgrade in the middle stops no later one', async () => {
    const { db } = await newDirectory(kind)
    for (const table of (await db.introspection.getTables()).map(({ name }) => name).toReversed())
      await sql`DROP TABLE ${sql.table(table)} ${sql.raw(kind === 'postgres' ? 'CASCADE' : '')}`.execute(db)
    await sql`DELETE FROM kysely_migration`.execute(db)
    // In the way of one of the last tables of the first migration.
    await sql`CREATE TABLE people (other integer)`.execute(db)
    await expect(migrate(db, kind)).rejects.toThrow(/already exists/)
    expect((await db.introspection.getTables()).map(({ name }) => name)).toEqual(['people'])

    await sql`DROP TABLE people`.execute(db)
    await migrate(db, kind)

    const whole = await newDirectory(kind)
    expect(await db.introspection.getTables()).toEqual(await whole.db.introspection.getTables())
  })

  test('refuses tables of a newer version', async () => {
    const target = await newTarget(kind)
    const directory = await openDirectory(target, log)
    await sql`INSERT INTO kysely_migration VALUES ('9999-from-the-future', '2099-01-01')`.execute(
      directory.db,
    )
    await directory.close()

    await expect(openDirectory(target, log)).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('shows nobody outside a transaction its half-done work', async () => {
    const { db } = await newDirectory(kind)
    const inside = Promise.withResolvers<void>()
    const working = db.transaction().execute(async (tx) => {
      await insertContract(tx, newContract('ct_aaaaaaaaaaaaaaaa'))
      await inside.promise
      await insertContract(tx, newContract('ct_bbbbbbbbbbbbbbbb'))
    })

    // SQLite lets the reader wait, PostgreSQL shows the state before.
    const seen = allContracts(db)
    await pause(50)
    inside.resolve()
    await working

    expect([0, 2]).toContain((await seen).length)
    expect(await allContracts(db)).toHaveLength(2)
  })

  test('keeps nothing of a transaction that fails', async () => {
    const { db } = await newDirectory(kind)

    const failing = db.transaction().execute(async (tx) => {
      await insertContract(tx, newContract('ct_aaaaaaaaaaaaaaaa'))
      throw new Error('no')
    })

    await expect(failing).rejects.toThrow('no')
    expect(await allContracts(db)).toEqual([])
    await insertContract(db, newContract('ct_aaaaaaaaaaaaaaaa'))
  })

  test('takes twenty transactions at a time, one after the other where they touch the same row', async () => {
    const { db } = await newDirectory(kind)
    await insertContract(db, newContract('ct_aaaaaaaaaaaaaaaa'))

    await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction().execute(async (tx) => {
          await tx
            .updateTable('contracts')
            .set((row) => ({ created_at: row('created_at', '+', 1) }))
            .execute()
        }),
      ),
    )

    const [contract] = await allContracts(db)
    expect(contract?.created_at).toBe(Date.parse('2026-03-01T00:00:00Z') + 20)
  })

  test('lets nothing stand that belongs to no contract', async () => {
    const { db } = await newDirectory(kind)
    const orphan = { contract: 7, kind: 'site', key: 'x', name: 'x', created_at: 0 }

    await expect(db.insertInto('segments').values(orphan).execute()).rejects.toThrow(/foreign key/i)
  })

  test('answers false, and throws nothing, when it is gone', async () => {
    const directory = await openDirectory(await newTarget(kind), log)
    await directory.close()

    expect(await directory.answers()).toBe(false)
  })
})

test('a PostgreSQL server that is not there is told as such', async () => {
  const nobody = openDirectory({ url: 'postgres://nobody:x@127.0.0.1:1/none' }, log)

  await expect(nobody).rejects.toMatchObject({ code: 'unavailable' })
})
