import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createContract } from '@catalytics/contract/contracts.ts'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { eventDatabase } from '../../../test/shared-engines.ts'
import { operator } from '../../features/activity/activity.ts'
import { addContract } from '../../features/contracts/contracts.ts'
import { systemClock } from '../../lib/clock.ts'
import { openLog } from '../../lib/log.ts'
import { openStores, type Stores } from '../open-stores.ts'
import { expectedCounts } from './sequence.counts.ts'
import { findLosses, lossesInWords } from './sequence.losses.ts'
import { openSequence, type Removal, type Sequence } from './sequence.ts'

const contract = contractNumber.parse(1)
const log = openLog('silent')

let dataDir: string
let clickhouseUrl: string
let stores: Stores
let sequence: Sequence

async function open(): Promise<void> {
  stores = await openStores({ dataDir, databaseUrl: undefined, clickhouseUrl }, log)
  sequence = openSequence({ ...stores, clock: systemClock, writer: `writer-${performance.now()}` })
}

async function close(): Promise<void> {
  await sequence.close()
  await stores.close()
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'losses-'))
  clickhouseUrl = eventDatabase()
  await open()
  const deps = { db: stores.directory.db, clock: systemClock }
  await addContract(deps, operator, createContract.parse({ name: 'Acme' }))
})

afterEach(async () => {
  await close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function commit(count: number, removal?: Removal): Promise<void> {
  await sequence.turn(contract, async (turn) => {
    const at = '2025-01-01 00:00:00'
    const events = Array.from({ length: count }, () => ({ id: crypto.randomUUID(), at, received_at: at }))
    const group = { events, changes: [], people: turn.people, write: () => Promise.resolve() }
    await turn.commit(removal === undefined ? group : { ...group, removal })
  })
  await sequence.through(contract)
}

const remove = (where: string) => stores.events.command(`ALTER TABLE events DELETE WHERE ${where}`)
const losses = async () => lossesInWords(await findLosses(stores.directory, stores.events))
const counts = () => expectedCounts(stores.directory.db)

test('what is stored is what the directory counts, group by group, across starts', async () => {
  await commit(3)
  await commit(2)
  expect(await counts()).toEqual([{ contract, lastSeq: 5, rows: 5, removing: 0 }])
  await close()
  await open()
  await commit(4)

  expect(await counts()).toEqual([{ contract, lastSeq: 9, rows: 9, removing: 0 }])
  expect(await losses()).toBe('')
})

test('what a process had stored and not counted when it died is counted by the next one, once', async () => {
  const { db } = stores.directory
  await commit(3)
  await db.updateTable('event_counts').set({ rows: 0, last_seq: 0 }).execute()
  const left = { contract, first_seq: 1, last_seq: 3, lines: '', erased: '[]', recorded_at: 0 }
  await db.insertInto('journal').values(left).execute()
  await close()
  await open()

  await commit(2)

  expect(await counts()).toEqual([{ contract, lastSeq: 5, rows: 5, removing: 0 }])
})

test('rows that went are told with their numbers, be they in the middle or at the end', async () => {
  await commit(10)

  await remove('seq IN (4, 5, 8)')
  expect(await losses()).toMatch(
    /^contract ct_\w+ \(Acme\) lacks 3 of 10 rows, with no row under the numbers 4-5, 8$/,
  )

  await remove('seq > 8')
  expect(await losses()).toMatch(/lacks 5 of 10 rows, with no row under the numbers 4-5, 8-10$/)

  await remove('seq > 0')
  expect(await losses()).toMatch(/lacks 10 of 10 rows, with no row under the numbers 1-10$/)
})

test('what a restore passed over is no row that went', async () => {
  await commit(4)
  const { db } = stores.directory
  await db.insertInto('sequence_gaps').values({ contract, after: 4, through: 1_000_000_004 }).execute()
  await db.updateTable('sequences').set({ reserved: 1_000_000_004 }).execute()
  await close()
  await open()
  await commit(3)
  expect(await losses()).toBe('')

  await remove('seq IN (2, 4, 1000000005)')
  expect(await losses()).toMatch(/lacks 3 of 7 rows, with no row under the numbers 2, 4, 1000000005$/)

  await remove('seq < 1000000006')
  expect(await losses()).toMatch(/lacks 5 of 7 rows, with no row under the numbers 1-4, 1000000005$/)

  await remove('seq > 0')
  expect(await losses()).toMatch(
    /lacks 7 of 7 rows, with no row under the numbers 1-4, 1000000005-1000000007$/,
  )
})

test('a removal that was cut off half-way is no loss, and is counted when it has gone on to its end', async () => {
  await commit(10)
  const cut = commit(0, {
    rows: 6,
    async run() {
      await remove('seq IN (2, 4, 10)')
      throw new Error('the process ends here')
    },
  })
  await expect(cut).rejects.toThrow('the process ends here')
  await close()
  await open()
  expect(await losses()).toBe('')

  await commit(0, { rows: 3, run: () => remove('seq IN (2, 4, 6, 8, 9, 10)') })

  expect(await counts()).toEqual([{ contract, lastSeq: 7, rows: 4, removing: 0 }])
  expect(await losses()).toBe('')
  await remove('seq = 1')
  expect(await losses()).toContain('lacks 1 of 4 rows')
})

test('more than a removal may take is a loss', async () => {
  await commit(10)
  const cut = commit(0, {
    rows: 2,
    async run() {
      await remove('seq IN (2, 4, 6)')
      throw new Error('the process ends here')
    },
  })
  await expect(cut).rejects.toThrow('the process ends here')

  expect(await losses()).toContain('lacks 3 of 10 rows')
})
