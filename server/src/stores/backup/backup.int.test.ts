import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { leadChangePage } from '@catalytics/contract/leads.ts'
import {
  fileFolder,
  restoreInto,
  keepKey,
  backUp,
  leadsOf,
  wave,
  livelyContract,
} from '../../../test/backups.ts'
import {
  basicHeader,
  buildTestApp,
  newPlace,
  ownStoreKinds,
  type ContractAtHand,
  type Stores,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download } from '../../../test/factories.ts'
import { configOf } from '../../../test/stopped.ts'
import { hourMs, systemClock } from '../../lib/clock.ts'
import { openLog } from '../../lib/log.ts'
import { openPartFile } from '../files/part-file.ts'
import { openStores } from '../open-stores.ts'
import { openSequence } from '../sequence/sequence.ts'
import { writeBackup } from './backup.ts'
import { countEvents } from './event-rows.ts'

// As the command line has it.
process.umask(0o077)
const log = openLog('silent')
const { folder, newFile } = fileFolder()

describe.each(ownStoreKinds)('a backup of %s stores', (from: Stores) => {
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

  describe.each(ownStoreKinds)('restored into %s stores', (into: Stores) => {
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

    test('a reader who follows one by one comes over what the restore has passed over', async () => {
      await again.send([download('follows@one.example')])
      const page = async (after: number, limit: number) =>
        leadChangePage.parse((await again.get(`/api/v1/lead-changes?limit=${limit}&after=${after}`)).body)
      const whole = await page(0, 10_000)
      const seen: number[] = []
      for (let after = 0; after < whole.complete_through;) {
        const { data, next_after } = await page(after, 1)
        seen.push(...data.map(({ seq }) => seq))
        after = next_after
      }
      expect(seen).toEqual(whole.data.map(({ seq }) => seq))
      expect(seen.some((seq) => seq > 1_000_000_000)).toBe(true)
    })

    test('where it is restored once more, what a reader learnt between the two is refused', async () => {
      const { last_seq } = await again.send([download('between@one.example')])
      const place = await newPlace(into === 'servers' ? 'servers' : 'shared')
      await restoreInto(place, path, anHourLater)
      keepKey(app.place, place)
      const second = await buildTestApp({ place })
      const reader = second.through(contract)
      await reader.send(Array.from({ length: 20 }, (_, n) => download(`later${n}@one.example`)))

      expect((await reader.get(`/api/v1/lead-changes?after=${last_seq}`)).status).toBe(409)
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
const anHourLater = () => new Date(systemClock().getTime() + hourMs)

function fullDisk(): Promise<void> {
  return Promise.reject(new Error('ENOSPC: no space left on device'))
}

function someCells() {
  const at = '2026-01-01T00:00:00.000Z'
  return { id: crypto.randomUUID(), type: 'product_view', at, received_at: at, catalog: 'x'.repeat(200) }
}

test('a backup is of one moment, whatever happens while it is written', async () => {
  // Given an installation whose backup has begun
  const app = await buildTestApp()
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
  const place = await newPlace('shared')
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
  const app = await buildTestApp()
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
  const place = await newPlace('shared')
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
  const app = await buildTestApp()
  const contract = await app.given.contract()
  const emails = Array.from({ length: 1201 }, (_, index) => `p${String(index).padStart(4, '0')}@firm.example`)
  await app.given.events(
    contract,
    emails.map((email) => action('quote_request', email, { quote: { quantity: 1, message: textOf(email) } })),
  )
  const path = newFile()

  await backUp(app, path)
  const place = await newPlace('shared')
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
    const app = await buildTestApp()
    const contract = await app.given.contract()
    const nowhere = join(folder, 'nowhere/backup.tar')

    const told = await backUp(app, nowhere)

    expect(told.problem).toMatchObject({ code: 'unavailable' })
    expect(existsSync(nowhere)).toBe(false)
    await app.given.events(contract, [download('ann@one.example')])
  })

  test('never replaces a file', async () => {
    const app = await buildTestApp()
    const path = newFile()
    writeFileSync(path, 'something dear')

    const told = await backUp(app, path)

    expect(told.problem).toMatchObject({ code: 'conflict' })
    expect(readFileSync(path, 'utf8')).toBe('something dear')
  })

  test('ends both of its readers when the disk is full', async () => {
    const stores = await openStores(configOf(await newPlace('shared')), log)
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
