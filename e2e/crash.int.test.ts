import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../server/test/postgres.ts'
import { oneServer, twoServers, type Site } from './crash-sites.ts'
import { crashTest, type CrashOutcome } from './crash-test.ts'

/*
 * The product's first law, with real processes: every event is sent twice by four clients in an order of their own,
 * while servers and engines are killed. In the end all is there once, wherever one looks. `crash-run.ts` is the same at
 * any size.
 */

let folder: string
let site: Site | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalytics-crash-'))
})

afterEach(async () => {
  await site?.close()
  site = undefined
  rmSync(folder, { recursive: true, force: true })
})

const plan = { seed: 20_261_122, batchSize: 400, report: () => undefined }

function expectAsIfNothingHappened(outcome: CrashOutcome, servers: number): void {
  const { events, actions, people } = outcome.expected
  expect(outcome.faults).toEqual([])
  expect(outcome.stored).toMatchObject({ events, eventIds: events, people })
  expect(outcome.stored.seqs).toBe(outcome.stored.rows)
  expect([outcome.exported, outcome.inFeed]).toEqual([actions, actions])
  expect(outcome.resent).toEqual({ accepted: 0, rejected: 0 })
  expect(outcome.load.rejected).toBe(0)
  // Whatever was told as new was new; the rest of it had been stored for somebody who never heard.
  expect(outcome.load.accepted).toBeLessThanOrEqual(events)
  expect(outcome.exitCodes).toEqual(Array.from({ length: servers }, () => 0))
}

test('one server and its engine child, killed three times each', { timeout: 240_000 }, async () => {
  site = await oneServer(folder)
  const outcome = await crashTest(site, { ...plan, folder, events: 8000, rounds: 3 })

  expectAsIfNothingHappened(outcome, 1)
  // Told anew after a late consent or a kill, so more than there are; told once more than taken back.
  expect(outcome.changes['lead_updated']).toBeGreaterThan(0)
  expect(outcome.changes['consent_withdrawn']).toBeGreaterThan(0)
})

test(
  'two servers on PostgreSQL and one event store, each killed in between',
  { timeout: 240_000 },
  async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const database = await postgres.createDatabase('crash')
    site = await twoServers(folder, database)
    const outcome = await crashTest(site, { ...plan, folder, events: 4000, rounds: 2 })

    expectAsIfNothingHappened(outcome, 2)
    expect(await advisoryLocks(database)).toBe(0)
  },
)

async function advisoryLocks(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ locks: string }>(
      "SELECT count(*) AS locks FROM pg_locks JOIN pg_database ON oid = database AND datname = current_database() WHERE locktype = 'advisory'",
    )
    return Number(rows[0]?.locks)
  } finally {
    await client.end()
  }
}
