import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contractNumber } from '@catalytics/contract/ids.ts'
import {
  basicHeader,
  buildTestApp,
  newPlace,
  storeKinds,
  type ContractAtHand,
  type Place,
  type Stores,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download, event, refuser } from '../../../test/factories.ts'
import { configOf } from '../../../test/stopped.ts'
import { restoreInstallation } from '../../at-rest.ts'
import { systemClock } from '../../lib/clock.ts'
import { openLog } from '../../lib/log.ts'
import { openPartFile } from '../files/part-file.ts'
import { openStores } from '../open-stores.ts'
import { openSequence } from '../sequence/sequence.ts'
import { openArchive } from './archive.ts'
import { writeBackup } from './backup.ts'
import { countEvents } from './event-rows.ts'

// As the command line has it.
process.umask(0o077)
const log = openLog('silent')
const folder = mkdtempSync(join(tmpdir(), 'catalytics-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function newFile(): string {
  files += 1
  return join(folder, `${files}.tar`)
}

function restoreInto(place: Place, path: string) {
  return restoreInstallation(configOf(place), path, { log, onProgress: () => undefined })
}

/** The key is in no backup: whoever restores brings it. */
function keepKey(from: Place, into: Place): void {
  copyFileSync(join(from.dataDir, 'secret.key'), join(into.dataDir, 'secret.key'))
}

/** The result of a backup that a running app was asked for over the operator's socket. */
async function backUp(app: TestApp, path: string) {
  const answer = await app.operator('POST', '/api/v1/backups', { path })
  const last: unknown = JSON.parse(answer.text.trim().split('\n').at(-1) ?? '')
  return z.object({ result: z.any(), problem: z.any() }).partial().parse(last)
}

/** Everything that a machine gets to see of the leads, the numbers included. */
async function leadsOf(contract: ContractAtHand): Promise<unknown> {
  const paths = ['/lead-actions', '/leads', '/lead-changes?after=0&limit=1000']
  const answers = await Promise.all(paths.map((path) => contract.get(`/api/v1${path}`)))
  return answers.map((answer) => ({ ...z.record(z.string(), z.unknown()).parse(answer.body), lag_ms: 0 }))
}

const people = Array.from({ length: 30 }, (_, index) => `person${index}@firm${index % 7}.example`)
const wave = [
  ...people.map((email, index) =>
    download(email, { country: 'DE', person: { email, phone: `tel. ${index}`, fax: `fax ${index}` } }),
  ),
  ...people
    .slice(0, 9)
    .map((email) =>
      action('quote_request', email, { quote: { quantity: 0.1, message: 'Grüße: "…" \n\t 価格?' } }),
    ),
  ...people
    .slice(0, 5)
    .map((email) => download(email, { at: '2026-04-01T00:00:00.123Z', part: { number: '00123' } })),
  event(),
]

/** A contract with consents withdrawn, people erased, events refused, an export made. */
async function livelyContract(app: TestApp): Promise<ContractAtHand> {
  const contract = await app.given.contract({ name: 'Acme "Bearings" & Söhne', time_zone: 'Asia/Tokyo' })
  await app.given.events(contract, wave)
  await contract.send([{ ...event(), type: 'nonsense', person: { email: 'bad@one.example' } }])
  await contract.send([event({ person: refuser('person1@firm1.example', '2026-05-01T00:00:00Z') })])
  await contract.manage('POST', '/people/withdraw-consent', { email: 'person2@firm2.example' })
  await contract.manage('POST', '/people/erase', { email: 'person3@firm3.example' })
  return contract
}

describe.each(storeKinds)('a backup of %s stores', (from: Stores) => {
  let app: TestApp
  let contract: ContractAtHand
  let before: unknown
  const path = newFile()

  beforeAll(async () => {
    app = await buildTestApp({ stores: from })
    contract = await livelyContract(app)
    before = await leadsOf(contract)
    await backUp(app, path)
  })

  describe.each(storeKinds)('restored into %s stores', (into: Stores) => {
    let restored: TestApp
    let again: ContractAtHand

    beforeAll(async () => {
      const place = await newPlace(into)
      await restoreInto(place, path)
      keepKey(app.place, place)
      restored = await buildTestApp({ place })
      again = restored.through(contract)
    })

    test('shows the same leads under the same numbers', async () => {
      expect(await leadsOf(again)).toEqual(before)
    })

    test('is found healthy', async () => {
      const { body } = await restored.operator('GET', '/api/v1/examination')

      expect(body).toMatchObject({ healthy: true })
    })

    test('lets the passwords work, but no token from before', async () => {
      const old = await contract.authorization()
      const password = basicHeader(contract.clientId, contract.password)

      expect((await restored.get('/api/v1/leads', { authorization: old })).status).toBe(401)
      expect((await restored.get('/api/v1/leads', { authorization: password })).status).toBe(200)
    })

    test('knows the events it has, and gives new ones numbers that no reader has passed', async () => {
      const { body } = await contract.get('/api/v1/lead-changes?after=0&limit=1000')
      const { next_after: passed } = z.object({ next_after: z.number() }).parse(body)

      const sent = await again.send([...wave, download('new@one.example')])

      expect(sent).toMatchObject({ accepted: 1, duplicates: wave.length })
      expect(sent.last_seq).toBeGreaterThan(passed + 1_000_000)
    })

    test('a reader from after the backup learns that it went back; one from before goes on', async () => {
      const passed = z
        .object({ complete_through: z.number() })
        .parse((await contract.get('/api/v1/leads')).body).complete_through
      const { last_seq } = await again.send([download('later@one.example')])
      const read = async (after: number) =>
        (await again.get(`/api/v1/lead-changes?limit=1&after=${after}`)).status

      for (const after of [passed, last_seq ?? 0, (last_seq ?? 0) - 1]) expect(await read(after)).toBe(200)
      for (const after of [passed + 1, passed + 5000, passed + 1_000_000_000, (last_seq ?? 0) + 1])
        expect(await read(after)).toBe(409)
    })

    test('keeps the quarantine and takes new contracts', async () => {
      expect((await again.manage('GET', '/quarantine')).body).toEqual(
        (await contract.manage('GET', '/quarantine')).body,
      )
      const other = await restored.given.contract()
      await restored.given.events(other, [download('ann@one.example')])
      expect((await other.get('/api/v1/leads')).body).toMatchObject({ data: [{ email: 'ann@one.example' }] })
    })
  })
})

const clock = systemClock

function fullDisk(): Promise<void> {
  return Promise.reject(new Error('ENOSPC: no space left on device'))
}

function someCells() {
  const at = '2026-01-01T00:00:00.000Z'
  return { id: crypto.randomUUID(), type: 'product_view', at, received_at: at, catalog: 'x'.repeat(200) }
}

test('a backup is of one moment, whatever happens while it is written', async () => {
  // Given an installation whose backup has begun
  const app = await buildTestApp({ stores: 'embedded' })
  const contract = await livelyContract(app)
  await app.stop()
  const config = configOf(app.place)
  const stores = await openStores(config, log)
  const sequence = openSequence({ ...stores, clock, writer: 'test' })
  const number = contractNumber.parse(1)
  function commit(events: number): Promise<void> {
    return sequence.turn(number, async (turn) => {
      const group = { changes: [], people: turn.people, write: () => Promise.resolve() }
      await turn.commit({ ...group, events: Array.from({ length: events }, someCells) })
    })
  }
  // More than the engine hands out before somebody takes it
  await commit(60_000)
  await sequence.through(number)
  const rows = await countEvents(stores.events)
  const path = newFile()
  const file = await openPartFile(path)
  let changed = false

  // When, before its first byte is written, everybody is forgotten and a new group comes
  async function change(): Promise<void> {
    await stores.events.command("ALTER TABLE events UPDATE company = '', released = 0 WHERE contract > 0")
    await stores.events.command('ALTER TABLE events DELETE WHERE seq < 20 OR seq > 30000')
    await stores.directory.db.deleteFrom('people').execute()
    await commit(10)
  }
  async function put(bytes: Uint8Array): Promise<void> {
    if (!changed) await change()
    changed = true
    await file.put(bytes)
  }
  await writeBackup({ ...stores, sequence, clock }, put, {
    onProgress: () => undefined,
    signal: new AbortController().signal,
  })
  await file.commit()
  await sequence.close()
  await stores.close()

  // Then the backup shows what was there at its beginning
  const place = await newPlace('embedded')
  const told = await restoreInto(place, path)
  keepKey(app.place, place)
  expect(told.contracts).toMatchObject([{ rows }])
  const restored = await buildTestApp({ place })
  const { body } = await restored.through(contract).get('/api/v1/leads')
  expect(z.object({ data: z.array(z.unknown()) }).parse(body).data).toHaveLength(27)
  expect((await restored.operator('GET', '/api/v1/examination')).body).toMatchObject({ healthy: true })
})

test('a backup under load holds every event that was acknowledged before, and nobody who is not known', async () => {
  // Given senders who go on while the backup is made
  const app = await buildTestApp({ stores: 'embedded' })
  const contract = await app.given.contract()
  const acknowledged = Array.from({ length: 300 }, (_, index) => download(`p${index}@firm.example`))
  await app.given.events(contract, acknowledged)
  const sent = [...acknowledged]
  const stop = new AbortController()
  const senders = [1, 2, 3].map(async (sender) => {
    for (let round = 0; !stop.signal.aborted; round += 1) {
      const events = Array.from({ length: 20 }, (_, index) =>
        download(`s${sender}r${round}n${index}@firm.example`),
      )
      sent.push(...events)
      await app.given.events(contract, events)
    }
  })

  // When it is restored elsewhere
  const path = newFile()
  await backUp(app, path)
  stop.abort()
  await Promise.all(senders)
  const place = await newPlace('embedded')
  await restoreInto(place, path)
  const restored = await buildTestApp({ place })

  // Then both stores fit together, and sending everything again makes it whole
  expect((await restored.operator('GET', '/api/v1/examination')).body).toMatchObject({ healthy: true })
  const again = restored.through(contract)
  expect(await again.send(acknowledged)).toMatchObject({ accepted: 0, duplicates: acknowledged.length })
  await again.send(sent)
  const { body } = await again.get('/api/v1/leads?limit=10000')
  expect(z.object({ data: z.array(z.unknown()) }).parse(body).data).toHaveLength(sent.length)
})

const textOf = (email: string) => `Please call ${email}`

test('a backup holds all people of a large contract, and what was kept of each', async () => {
  const app = await buildTestApp({ stores: 'embedded' })
  const contract = await app.given.contract()
  const emails = Array.from({ length: 1201 }, (_, index) => `p${String(index).padStart(4, '0')}@firm.example`)
  await app.given.events(
    contract,
    emails.map((email) => action('quote_request', email, { quote: { quantity: 1, message: textOf(email) } })),
  )
  const path = newFile()

  await backUp(app, path)
  const place = await newPlace('embedded')
  await restoreInto(place, path)

  const restored = await buildTestApp({ place })
  const { body } = await restored.through(contract).get('/api/v1/lead-actions?limit=10000')
  const rows = z
    .object({ data: z.array(z.object({ email: z.string(), quote_message: z.string() })) })
    .parse(body)
  expect(Object.fromEntries(rows.data.map(({ email, quote_message }) => [email, quote_message]))).toEqual(
    Object.fromEntries(emails.map((email) => [email, textOf(email)])),
  )
})

describe('a backup that cannot be written', () => {
  test('leaves nothing, and the server goes on', async () => {
    const app = await buildTestApp({ stores: 'embedded' })
    const contract = await app.given.contract()
    const nowhere = join(folder, 'nowhere/backup.tar')

    const told = await backUp(app, nowhere)

    expect(told.problem).toMatchObject({ code: 'unavailable' })
    expect(existsSync(nowhere)).toBe(false)
    await app.given.events(contract, [download('ann@one.example')])
  })

  test('never replaces a file', async () => {
    const app = await buildTestApp({ stores: 'embedded' })
    const path = newFile()
    writeFileSync(path, 'something dear')

    const told = await backUp(app, path)

    expect(told.problem).toMatchObject({ code: 'conflict' })
    expect(readFileSync(path, 'utf8')).toBe('something dear')
  })

  test('ends both of its readers when the disk is full', async () => {
    const stores = await openStores(configOf(await newPlace('embedded')), log)
    const sequence = openSequence({ ...stores, clock, writer: 'test' })

    const backup = writeBackup({ ...stores, sequence, clock }, fullDisk, {
      onProgress: () => undefined,
      signal: new AbortController().signal,
    })

    await expect(backup).rejects.toThrow('ENOSPC')
    await expect(sequence.hold(() => stores.directory.scrub())).resolves.toBe(true)
    await sequence.close()
    await stores.close()
  })
})

describe('a restore refuses', () => {
  const path = newFile()
  let app: TestApp

  beforeAll(async () => {
    app = await buildTestApp({ stores: 'embedded' })
    await livelyContract(app)
    await backUp(app, path)
  })

  test('stores that are not empty, and leaves them as they are', async () => {
    const other = await buildTestApp({ stores: 'embedded' })
    const contract = await other.given.contract()
    await other.given.events(contract, [download('ann@one.example')])
    await other.stop()

    await expect(restoreInto(other.place, path)).rejects.toThrow(/empty stores only/)

    await other.start()
    expect((await contract.get('/api/v1/leads')).body).toMatchObject({ data: [{ email: 'ann@one.example' }] })
  })

  test('a file in which any byte differs', async () => {
    const good = readFileSync(path)
    const archive = await openArchive(path)
    await archive.close()
    const place = await newPlace('embedded')
    const steps = 40
    for (let step = 0; step < steps; step += 1) {
      const at = Math.floor((good.length * step) / steps)
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ 0x41
      const damaged = newFile()
      writeFileSync(damaged, bad)
      // Padding between entries means nothing; everything else is checked.
      if (isPadding(good, at)) continue
      await expect(restoreInto(place, damaged), `byte ${at}`).rejects.toThrow(/backup/)
      rmSync(damaged)
    }
  })

  test.each([0.1, 0.5, 0.9, 0.93])('a file that was cut off at %d of its length', async (share) => {
    const good = readFileSync(path)
    const cut = newFile()
    writeFileSync(cut, good.subarray(0, Math.floor(good.length * share)))

    await expect(restoreInto(await newPlace('embedded'), cut)).rejects.toThrow(/damaged or was cut off/)
  })

  test('a backup of other tables', async () => {
    const other = withManifest(path, (text) => text.replace('"0001-foundation"', '"0002-foundation"'))

    await expect(restoreInto(await newPlace('embedded'), other)).rejects.toThrow(
      /made by Catalytics \d+\.\d+\.\d+, whose tables differ/,
    )
  })
})

/** The same backup with another manifest of the same length, and the hash of that. */
function withManifest(path: string, change: (text: string) => string): string {
  const bytes = readFileSync(path)
  const start = bytes.indexOf('{\n "format"')
  const end = bytes.indexOf('\n}\n', start) + 3
  const text = change(bytes.toString('utf8', start, end))
  bytes.write(text, start)
  bytes.write(createHash('sha256').update(text).digest('hex'), bytes.indexOf('  manifest.json\n') - 64)
  const other = newFile()
  writeFileSync(other, bytes)
  return other
}

function isPadding(archive: Buffer, at: number): boolean {
  return archive[at] === 0
}

test('a restore that fails half-way leaves empty stores, which a good backup fills', async () => {
  // Given a backup whose manifest promises one event more than there is
  const app = await buildTestApp({ stores: 'embedded' })
  const contract = await livelyContract(app)
  const good = newFile()
  await backUp(app, good)
  const wrong = withManifest(good, (text) => text.replace(/"last_seq": \d/, '"last_seq": 9'))
  const place = await newPlace('servers')

  // When it is restored
  await expect(restoreInto(place, wrong)).rejects.toThrow('does not hold what the backup says')

  // Then nothing of it is left
  await restoreInto(place, good)
  keepKey(app.place, place)
  const restored = await buildTestApp({ place })
  expect(await leadsOf(restored.through(contract))).toEqual(await leadsOf(contract))
})

test('no server starts on stores that a restore was killed in', async () => {
  const place = await newPlace('embedded')
  const stores = await openStores(configOf(place), log)
  await stores.directory.db.schema.createTable('unfinished_restore').addColumn('mark', 'integer').execute()
  await stores.close()

  await expect(buildTestApp({ place })).rejects.toThrow('A restore into these stores was interrupted')
})
