import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { erasure } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../test/build-app.ts'
import { enginePidOf } from '../../test/engine-child.ts'
import { eventParts, partDamage } from '../../test/event-parts.ts'
import { download } from '../../test/factories.ts'
import { configOf, problemsOf, whyNot } from '../../test/stopped.ts'
import { openLog } from '../lib/log.ts'
import { openStores } from './open-stores.ts'

process.umask(0o077)
const log = openLog('silent')

/** Every file with its size and the time of its last change. */
function listing(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${statSync(join(folder, name)).size} ${statSync(join(folder, name)).mtimeMs}`)
    .toSorted()
}

let app: TestApp
let contract: ContractAtHand
beforeEach(async () => {
  app = await buildTestApp({ stores: 'embedded' })
  contract = await app.given.contract({ name: 'Acme' })
  await app.given.events(
    contract,
    Array.from({ length: 400 }, (_, n) => download(`p${n}@firm.example`)),
  )
  // Shown, so that the event store has them.
  ok(await contract.get('/api/v1/lead-actions?limit=1'))
})

describe('a part of the event store that is', () => {
  test.each(['truncated', 'removed', 'without its data'] as const)(
    '%s keeps the server from starting, and doctor tells of it without touching anything',
    async (damage) => {
      await app.stop()
      for (const part of eventParts(app.place)) partDamage[damage](part)
      const before = listing(join(app.place.dataDir, 'events'))

      const problems = await problemsOf(app.place)
      const after = listing(join(app.place.dataDir, 'events'))
      const start = await whyNot(app.start())
      const again = await whyNot(app.start())

      expect(after).toEqual(before)
      expect(problems.map(({ check }) => check)).toContain('sequences')
      const words = new RegExp(
        `contract ${contract.id} \\(Acme\\) lacks (\\d+) of \\1 rows, with no row under the numbers 1-`,
      )
      expect(problems.find(({ check }) => check === 'sequences')).toMatchObject({
        detail: expect.stringMatching(words),
        todo: expect.stringContaining('./catalytics restore'),
      })
      expect(start).toMatch(words)
      expect(start).toContain('./catalytics restore')
      expect(again).toMatch(words)
    },
  )

  test('truncated is gone on without, when the operator says so', async () => {
    await app.stop()
    for (const part of eventParts(app.place)) partDamage.truncated(part)
    const stores = await openStores(configOf(app.place), log, { acceptLoss: true })
    await stores.close()

    await app.start()

    expect((await contract.send([download('new@firm.example')])).accepted).toBe(1)
    await app.stop()
  })

  test('flipped in a byte fails what reads it, soon and saying so, and doctor names it', async () => {
    await app.stop()
    const parts = eventParts(app.place)
    for (const part of parts) partDamage.flipped(part)
    await app.start()

    const from = performance.now()
    const answer = await contract.get('/api/v1/lead-actions')
    const ms = performance.now() - from
    const running = await app.operator('GET', '/api/v1/examination')
    await app.stop()
    const stopped = await problemsOf(app.place)

    expect(answer.status).toBe(500)
    expect(answer.body).toMatchObject({ code: 'damaged', detail: expect.stringContaining('doctor') })
    expect(ms).toBeLessThan(20_000)
    const named = new RegExp(
      `part (${parts.map((part) => part.split('/').at(-1)).join('|')}) of the table events is damaged`,
    )
    expect(running.text).toMatch(named)
    expect(stopped.find(({ check }) => check === 'event_store')?.detail).toMatch(named)
  })
})

test('bytes flipped in the rows of one contract hold up no erasure of another, and its own goes on after a repair', async () => {
  await app.stop()
  // By other names, because a change of other rows gives the parts new ones.
  const kept = mkdtempSync(join(tmpdir(), 'kept-'))
  const parts = eventParts(app.place).map((part, index) => {
    const folder = join(kept, String(index))
    mkdirSync(folder)
    linkSync(join(part, 'data.bin'), join(folder, 'data.bin'))
    return folder
  })
  for (const part of parts) partDamage.flipped(part)
  await app.start()
  const other = await app.given.contract({ name: 'Bolt' })
  await app.given.events(other, [download('ann@bolt.example'), download('bob@bolt.example')])
  const [first] = leadActionPage.parse(ok(await other.get('/api/v1/lead-actions?limit=1')).body).data

  const refused = await contract.manage('POST', '/people/erase', { email: 'p5@firm.example' })
  const from = performance.now()
  const erased = await other.manage('POST', '/people/erase', { email: 'ann@bolt.example' })
  const withdrawn = await other.manage('POST', '/people/withdraw-consent', { email: 'bob@bolt.example' })
  const ms = performance.now() - from
  const left = await other.get('/api/v1/lead-actions')
  for (const part of parts) partDamage.flipped(part)
  rmSync(kept, { recursive: true })

  expect(refused.status).toBe(500)
  expect(refused.body).toMatchObject({ code: 'damaged' })
  expect(erasure.parse(ok(erased).body).lead_id).toBe(first?.lead_id)
  expect(ok(withdrawn).body).toMatchObject({ withdrawn: true })
  // It may have to wait until the other one has failed again.
  expect(ms).toBeLessThan(60_000)
  expect(ok(left).body).toMatchObject({ data: [] })
  // The feed tells an erasure when the stored rows are blank.
  await expect
    .poll(async () => (await contract.get('/api/v1/lead-changes?after=400')).text)
    .toContain('lead_erased')
  expect(ok(await contract.get('/api/v1/lead-actions?limit=1000')).text).toContain('p6@firm.example')
  await app.stop()
}, 120_000)

test('an event store without the description of its tables is not taken for a new one', async () => {
  await app.stop()
  const metadata = join(app.place.dataDir, 'events', 'metadata')
  renameSync(metadata, `${metadata}.away`)

  const start = await whyNot(app.start())
  const problems = await problemsOf(app.place)
  const untouched = !existsSync(metadata)
  renameSync(`${metadata}.away`, metadata)
  await app.start()

  expect(start).toContain('no row of any contract can be found')
  expect(problems.map(({ check }) => check)).toContain('event_store')
  expect(untouched).toBe(true)
  expect((await contract.get('/api/v1/leads?limit=1')).status).toBe(200)
  await app.stop()
})

test('a part that is lost while the server runs ends what it serves', async () => {
  const pid = enginePidOf(app.place)
  for (const part of eventParts(app.place)) partDamage.truncated(part)
  process.kill(pid, 'SIGKILL')

  await expect.poll(async () => (await contract.get('/api/v1/lead-actions?limit=1')).text).toContain('lacks')
  expect((await app.get('/readyz')).status).toBe(503)
  await app.stop()
})

test('an installation from before the counts is counted at its next start', async () => {
  await app.stop()
  const older = await openStores(configOf(app.place), log)
  await older.directory.db.deleteFrom('event_counts').execute()
  await older.close()
  await app.start()
  await app.given.events(contract, [download('later@firm.example')])
  await app.stop()
  expect(await problemsOf(app.place)).toEqual([])

  for (const part of eventParts(app.place)) partDamage.truncated(part)

  expect(await whyNot(app.start())).toContain('lacks')
})

test('of which a part is broken already, it does not start, for nobody knows what was in it', async () => {
  await app.stop()
  const older = await openStores(configOf(app.place), log)
  await older.directory.db.deleteFrom('event_counts').execute()
  await older.close()
  for (const part of eventParts(app.place)) partDamage.truncated(part)

  expect(await whyNot(app.start())).toContain('cannot be read, and what it held is not known')
})

test('servers that are given another, empty event store do not start on it', async () => {
  await app.stop()
  const servers = await buildTestApp({ stores: 'servers' })
  const there = await servers.given.contract({ name: 'Acme' })
  await servers.given.events(there, [download('ann@one.example')])
  await servers.stop()
  const url = new URL(servers.place.clickhouseUrl ?? '')
  url.pathname = '/another'

  const place = { ...servers.place, clickhouseUrl: url.href }
  const start = await whyNot(openStores(configOf(place), log))

  expect(start).toContain(`contract ${there.id} (Acme) lacks 1 of 1 rows`)
})
