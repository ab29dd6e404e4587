import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createExport, leadExport } from '@catalytics/contract/exports.ts'
import { examination } from '@catalytics/contract/installation.ts'
import { erasure, personData } from '@catalytics/contract/people.ts'
import { restoreInto } from '../../test/backups.ts'
import {
  buildTestApp,
  newPlace,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
} from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'
import { configOf } from '../../test/stopped.ts'
import { openLog } from '../lib/log.ts'
import { openStores, type Stores } from './open-stores.ts'

/*
 * Rows that cannot be as they are: numbers that no number of JavaScript holds, JSON that is none. What is asked for
 * others goes on, and the answers that a damaged row may belong to name it.
 */

const log = openLog('silent')
const beyond = 9_999_999_999_999_999n

async function meddle(
  app: TestApp,
  work: (db: Stores['directory']['db']) => Promise<unknown>,
): Promise<void> {
  await app.stop()
  const stores = await openStores(configOf(app.place), log)
  await work(stores.directory.db)
  await stores.close()
  await app.start()
}

describe.each(storeKinds)('on %s stores', (kind) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeEach(async () => {
    app = await buildTestApp({ stores: kind })
    acme = await app.given.contract({ name: 'Acme' })
    await app.given.events(acme, [download('ann@one.example'), download('bob@two.example')])
    ok(await acme.get('/api/v1/leads'))
    await meddle(app, async (db) => {
      const row = { contract: 1, at: 1, road: 'api', actor: 'svc_gone', rows: 1, sha256: null }
      const filter = JSON.stringify({ rows: 'actions' })
      await db
        .insertInto('deliveries')
        .values([
          { ...row, id: '00-broken-filter', filter: '{', from_seq: 1, to_seq: 4 },
          { ...row, id: '01-number', filter, from_seq: 1, to_seq: 4 },
        ])
        .execute()
      await sql`UPDATE deliveries SET to_seq = ${sql.lit(String(beyond))} WHERE id = '01-number'`.execute(db)
      await sql`UPDATE deliveries SET at = ${sql.lit(String(beyond))} WHERE id = '01-number'`.execute(db)
    })
  })
  afterEach(() => app.stop())

  test('a person is still told who received them, of damaged entries too', async () => {
    const found = personData.parse(
      ok(await acme.manage('POST', '/people/find', { email: 'ann@one.example' })).body,
    )

    expect(found.deliveries.map(({ id }) => id)).toEqual(expect.arrayContaining(['00-broken-filter']))
  })

  test('an erasure comes to its end, with what files of exports there are', async () => {
    const asked = await acme.post(
      '/api/v1/lead-exports',
      createExport.parse({ rows: 'actions', format: 'csv' }),
    )
    const { id } = leadExport.parse(asked.body)
    const status = async () => leadExport.parse((await acme.get(`/api/v1/lead-exports/${id}`)).body).status
    await expect.poll(status).toBe('done')
    await meddle(app, (db) =>
      db.updateTable('lead_exports').set({ request: '{' }).where('id', '=', id).execute(),
    )

    const begun = erasure.parse(
      (await acme.manage('POST', '/people/erase', { email: 'bob@two.example' })).body,
    )

    const state = async () =>
      erasure.parse((await acme.manage('GET', `/erasures/${begun.lead_id}`)).body).status
    await expect.poll(state).toBe('done')
    expect(readdirSync(join(app.place.dataDir, 'files'))).toEqual([])
  })

  test('a backup holds them as they are, and is restored', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'unreadable-')), 'backup.tar')
    const told = await app.operator('POST', '/api/v1/backups', { path })
    expect(told.text).not.toContain('problem')
    const place = await newPlace(kind)

    await restoreInto(place, path)

    const stores = await openStores(configOf(place), log)
    const { rows } = await sql<{
      to_seq: string
    }>`SELECT CAST(to_seq AS text) AS to_seq FROM deliveries WHERE id = '01-number'`.execute(
      stores.directory.db,
    )
    expect(rows).toEqual([{ to_seq: String(beyond) }])
    await stores.close()
  })

  test('a contract that cannot be read is no reason not to keep to the time of another', async () => {
    const other = await app.given.contract({ name: 'Other' })
    await meddle(app, (db) =>
      db.updateTable('contracts').set({ features: '{' }).where('id', '=', other.id).execute(),
    )

    const { body } = ok(await app.operator('GET', '/api/v1/contracts'))

    expect(body).toMatchObject({ data: [{ id: acme.id }] })
  })

  test('doctor names each of them', async () => {
    const { body } = await app.operator('GET', '/api/v1/examination')

    const rows = examination.parse(body).findings.find(({ check }) => check === 'rows')
    expect(rows).toMatchObject({ status: 'problem' })
    expect(rows?.detail).toContain('the row id=00-broken-filter of deliveries: filter is not JSON')
    expect(rows?.detail).toContain(`the row id=01-number of deliveries: at is ${beyond}`)
  })
})
