import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { askStore } from '../../../test/ask-store.ts'
import { atEnd } from '../../../test/at-end.ts'
import { buildTestApp, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

let app: TestApp
let acme: ContractAtHand
let directory: pg.Client
beforeAll(async () => {
  app = await buildTestApp({ stores: 'servers' })
  acme = await app.given.contract()
  // More than what the connections on the way would take in.
  const configuration = Object.fromEntries(
    Array.from({ length: 15 }, (_, n) => [`property ${n}`, 'x'.repeat(200)]),
  )
  for (let at = 0; at < 10_000; at += 2000) {
    await app.given.events(
      acme,
      Array.from({ length: 2000 }, (_, n) =>
        download(`p${at + n}@acme.example`, { part: { number: '1', configuration } }),
      ),
    )
  }
  directory = new pg.Client({ connectionString: app.place.databaseUrl })
  await directory.connect()
  atEnd(() => directory.end())
})

async function isReading(): Promise<boolean> {
  const statement = `SELECT count() FROM system.processes
WHERE query LIKE '%quote_quantity%' AND query NOT LIKE '%system.processes%'`
  return (await askStore(app.place.clickhouseUrl ?? '', statement)).trim() !== '0'
}

test.each(['/lead-actions?limit=10000', '/lead-changes?limit=10000', '/lead-actions?format=ndjson'])(
  'who hangs up while %s is read ends the statement',
  async (path) => {
    // The engine writes on only as the people of its rows are found.
    await directory.query('BEGIN; LOCK TABLE people IN ACCESS EXCLUSIVE MODE')
    const gone = new AbortController()
    const asked = acme.call('GET', `/api/v1${path}`, { signal: gone.signal }).catch(() => 'gone')
    await expect.poll(isReading).toBe(true)

    gone.abort()

    expect(await asked).toBe('gone')
    await expect.poll(isReading).toBe(false)
    await directory.query('ROLLBACK')
  },
)
