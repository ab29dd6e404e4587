import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { backUp, fileFolder, keepKey, leadsOf, livelyContract, restoreInto } from '../../../test/backups.ts'
import { buildTestApp, newPlace, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'
import { configOf } from '../../../test/stopped.ts'
import { openLog } from '../../lib/log.ts'
import { openStores } from '../open-stores.ts'
import { openArchive } from './archive.ts'

// As the command line has it.
process.umask(0o077)
const log = openLog('silent')
const { newFile } = fileFolder()

describe('a restore refuses', () => {
  const path = newFile()
  let app: TestApp

  beforeAll(async () => {
    app = await buildTestApp()
    await livelyContract(app)
    await backUp(app, path)
  })

  test('stores that are not empty, and leaves them as they are', async () => {
    const other = await buildTestApp()
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
    const place = await newPlace('shared')
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

    await expect(restoreInto(await newPlace('shared'), cut)).rejects.toThrow(/damaged or was cut off/)
  })

  test('a backup of other tables', async () => {
    const other = withManifest(path, (text) => text.replace('"0001-foundation"', '"0002-foundation"'))

    await expect(restoreInto(await newPlace('shared'), other)).rejects.toThrow(
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
  const app = await buildTestApp()
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
  const place = await newPlace('shared')
  const stores = await openStores(configOf(place), log)
  await stores.directory.db.schema.createTable('unfinished_restore').addColumn('mark', 'integer').execute()
  await stores.close()

  await expect(buildTestApp({ place })).rejects.toThrow('A restore into these stores was interrupted')
})
