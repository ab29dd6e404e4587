import {
  cpSync,
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
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { erasure } from '@catalytics/contract/people.ts'
import {
  buildTestApp,
  newPlace,
  ok,
  type ContractAtHand,
  type Place,
  type TestApp,
} from '../../test/build-app.ts'
import { enginePidOf } from '../../test/engine-child.ts'
import { eventParts, partDamage } from '../../test/event-parts.ts'
import { download } from '../../test/factories.ts'
import { configOf, problemsOf, whyNot } from '../../test/stopped.ts'
import { openLog } from '../lib/log.ts'
import { connectDirectory } from './directory/directory.ts'
import { openStores } from './open-stores.ts'

process.umask(0o077)
const log = openLog('silent')

/** Every file with its size and the time of its last change. */
function listing(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${statSync(join(folder, name)).size} ${statSync(join(folder, name)).mtimeMs}`)
    .toSorted()
}

/** A sound installation that does not run, of which every test has a copy. */
let sound: Place
let acme: ContractAtHand
beforeAll(async () => {
  const app = await buildTestApp({ stores: 'alone' })
  acme = await app.given.contract({ name: 'Acme' })
  await app.given.events(
    acme,
    Array.from({ length: 400 }, (_, n) => download(`p${n}@firm.example`)),
  )
  // Shown, so that the event store has them.
  ok(await acme.get('/api/v1/lead-actions?limit=1'))
  await app.stop()
  sound = app.place
})

let place: Place
beforeEach(async () => {
  place = await newPlace('alone')
  cpSync(sound.dataDir, place.dataDir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
})

/** The copy, running, and its contract. */
async function start(): Promise<{ app: TestApp; contract: ContractAtHand }> {
  const app = await buildTestApp({ place })
  return { app, contract: app.through(acme) }
}

describe('a part of the event store that is', () => {
  test.each(['truncated', 'removed', 'without its data'] as const)(
    '%s keeps the server from starting, and doctor tells of it without touching anything',
    async (damage) => {
      for (const part of eventParts(place)) partDamage[damage](part)
      const before = listing(join(place.dataDir, 'events'))

      const problems = await problemsOf(place)
      const after = listing(join(place.dataDir, 'events'))
      const first = await whyNot(start())
      const again = await whyNot(start())

      expect(after).toEqual(before)
      expect(problems.map(({ check }) => check)).toContain('sequences')
      const words = new RegExp(
        `contract ${acme.id} \\(Acme\\) lacks (\\d+) of \\1 rows, with no row under the numbers 1-`,
      )
      expect(problems.find(({ check }) => check === 'sequences')).toMatchObject({
        detail: expect.stringMatching(words),
        todo: expect.stringContaining('./catalytics restore'),
      })
      expect(first).toMatch(words)
      expect(first).toContain('./catalytics restore')
      expect(again).toMatch(words)
    },
  )

  test('truncated is gone on without, when the operator says so', async () => {
    for (const part of eventParts(place)) partDamage.truncated(part)
    const stores = await openStores(configOf(place), log, { acceptLoss: true })
    await stores.close()

    const { app, contract } = await start()

    expect((await contract.send([download('new@firm.example')])).accepted).toBe(1)
    await app.stop()
  })

  test('flipped in a byte fails what reads it, soon and saying so, and doctor names it', async () => {
    const parts = eventParts(place)
    for (const part of parts) partDamage.flipped(part)
    const { app, contract } = await start()

    const from = performance.now()
    const answer = await contract.get('/api/v1/lead-actions')
    const ms = performance.now() - from
    const running = await app.operator('GET', '/api/v1/examination')
    await app.stop()
    const stopped = await problemsOf(place)

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
  // By other names, because a change of other rows gives the parts new ones.
  const kept = mkdtempSync(join(tmpdir(), 'kept-'))
  const parts = eventParts(place).map((part, index) => {
    const folder = join(kept, String(index))
    mkdirSync(folder)
    linkSync(join(part, 'data.bin'), join(folder, 'data.bin'))
    return folder
  })
  for (const part of parts) partDamage.flipped(part)
  const { app, contract } = await start()
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
  const metadata = join(place.dataDir, 'events', 'metadata')
  renameSync(metadata, `${metadata}.away`)

  const reason = await whyNot(start())
  const problems = await problemsOf(place)
  const untouched = !existsSync(metadata)
  renameSync(`${metadata}.away`, metadata)
  const { app, contract } = await start()

  expect(reason).toContain('no row of any contract can be found')
  expect(problems.map(({ check }) => check)).toContain('event_store')
  expect(untouched).toBe(true)
  expect((await contract.get('/api/v1/leads?limit=1')).status).toBe(200)
  await app.stop()
})

test('a part that is lost while the server runs ends what it serves', async () => {
  const { app, contract } = await start()
  const pid = enginePidOf(place)
  for (const part of eventParts(place)) partDamage.truncated(part)
  process.kill(pid, 'SIGKILL')

  await expect.poll(async () => (await contract.get('/api/v1/lead-actions?limit=1')).text).toContain('lacks')
  expect((await app.get('/readyz')).status).toBe(503)
  await app.stop()
})

/** As the directory was before it counted what it stores. */
async function forgetCounts(): Promise<void> {
  const directory = connectDirectory({ file: join(place.dataDir, 'directory.db') }, log)
  await directory.db.deleteFrom('event_counts').execute()
  await directory.close()
}

test('an installation from before the counts is counted at its next start', async () => {
  await forgetCounts()
  const { app, contract } = await start()
  await app.given.events(contract, [download('later@firm.example')])
  await app.stop()
  expect(await problemsOf(place)).toEqual([])

  for (const part of eventParts(place)) partDamage.truncated(part)

  expect(await whyNot(start())).toContain('lacks')
})

test('of which a part is broken already, it does not start, for nobody knows what was in it', async () => {
  await forgetCounts()
  for (const part of eventParts(place)) partDamage.truncated(part)

  expect(await whyNot(start())).toContain('cannot be read, and what it held is not known')
})

test('servers that are given another, empty event store do not start on it', async () => {
  const servers = await buildTestApp({ stores: 'servers' })
  const there = await servers.given.contract({ name: 'Acme' })
  await servers.given.events(there, [download('ann@one.example')])
  await servers.stop()
  const url = new URL(servers.place.clickhouseUrl ?? '')
  url.pathname = '/another'

  const another = { ...servers.place, clickhouseUrl: url.href }
  const reason = await whyNot(openStores(configOf(another), log))

  expect(reason).toContain(`contract ${there.id} (Acme) lacks 1 of 1 rows`)
})
