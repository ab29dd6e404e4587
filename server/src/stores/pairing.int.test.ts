import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import {
  buildTestApp,
  ok,
  ownStoreKinds,
  type ContractAtHand,
  type Place,
  type Stores,
  type TestApp,
} from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'
import { problemsOf, whyNot } from '../../test/stopped.ts'
import { openLog } from '../lib/log.ts'
import type { Db } from './directory/directory.ts'
import { openStores } from './open-stores.ts'

process.umask(0o077)
const log = openLog('silent')

async function emailsOf(contract: ContractAtHand): Promise<readonly string[]> {
  const answer = ok(await contract.get('/api/v1/lead-actions'))
  return leadActionPage.parse(answer.body).data.map(({ email }) => email)
}

/** Installations that differ in nothing but what happened: the same numbers of contracts, rows and people. */
async function given(stores: Stores, email: string): Promise<{ app: TestApp; contract: ContractAtHand }> {
  const app = await buildTestApp({ stores })
  const contract = await app.given.contract()
  await app.given.events(contract, [download(email)])
  await emailsOf(contract)
  return { app, contract }
}

describe.each(ownStoreKinds)('the event store of an installation, %s', (stores) => {
  /** The directory of the one with the events of the other, as when a folder or a URL was mixed up. */
  function mixed(one: Place, other: Place): Place {
    if (stores === 'servers') return { ...one, clickhouseUrl: other.clickhouseUrl }
    const events = join(one.dataDir, 'events')
    rmSync(events, { recursive: true })
    cpSync(join(other.dataDir, 'events'), events, { recursive: true })
    return one
  }

  test('is not taken by another one, though its numbers fit', async () => {
    const [ours, theirs] = [await given(stores, 'ann@one.example'), await given(stores, 'bob@two.example')]
    await ours.app.stop()
    await theirs.app.stop()
    expect(await problemsOf(theirs.app.place)).toEqual([])

    const place = mixed(ours.app.place, theirs.app.place)

    for (const acceptLoss of [false, true])
      expect(await whyNot(openStores(place, log, { acceptLoss }))).toContain(
        'written by another installation',
      )
    expect(await problemsOf(place)).toMatchObject([
      { check: 'sequences', detail: 'the event store was written by another installation' },
    ])
    // Nothing was written into it: its own directory goes on with it.
    await theirs.app.start()
    expect(await emailsOf(theirs.contract)).toEqual(['bob@two.example'])
  })
})

describe.each(['shared', 'servers'] as const)('the event store of an installation, %s,', (stores) => {
  test.each([
    ['lost', (db: Db) => db.deleteFrom('installation').execute()],
    ['doubled', (db: Db) => db.insertInto('installation').values({ id: 'another' }).execute()],
  ] as const)(
    'is not compared with an identity that was %s, and doctor says what to do',
    async (_how, meddle) => {
      const { app } = await given(stores, 'ann@one.example')
      await app.stop()
      const opened = await openStores(app.place, log)
      await meddle(opened.directory.db)
      await opened.close()

      expect(await whyNot(openStores(app.place, log))).toContain(
        'OperatorError: The two stores cannot be compared: the directory store does not say which installation it is of.',
      )
      expect(await problemsOf(app.place)).toMatchObject([
        {
          check: 'sequences',
          detail: 'the directory store does not say which installation it is of',
          todo: expect.stringContaining(
            'Put back the one id that the table installation of the event store has',
          ),
        },
      ])
    },
  )

  test('of an earlier version is told at the next start whose it is', async () => {
    const { app, contract } = await given(stores, 'ann@one.example')
    await app.stop()
    const older = await openStores(app.place, log)
    await older.events.command('DROP TABLE installation SYNC')
    await older.events.command("ALTER TABLE event_migrations DELETE WHERE name = '0005-installation'")
    await older.close()
    expect(await problemsOf(app.place)).toEqual([])

    await app.start()

    expect(await emailsOf(contract)).toEqual(['ann@one.example'])
    await app.stop()
    const opened = await openStores(app.place, log)
    const own = await opened.directory.db.selectFrom('installation').select('id').execute()
    expect(await opened.events.rows('SELECT id FROM installation', {})).toEqual(own)
    await opened.close()
  })
})
