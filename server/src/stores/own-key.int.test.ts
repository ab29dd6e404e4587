import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreInto } from '../../test/backups.ts'
import { buildTestApp, newPlace, ok, type Place } from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'
import { problemsOf, whyNot } from '../../test/stopped.ts'

// An installation that is restored elsewhere, where its key is not.

process.umask(0o077)
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'own-key-'))
const otherKey = 'another key of thirty-two letters'
let from: Place
let backedUp: string
let toldOfRestore: string
/** As the restore left it; those who write no events can use its event store too. */
let whole: Place

function cli({ dataDir, clickhouseUrl }: Place, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, '--data', dataDir], {
    env: { PATH: process.env['PATH'], CLICKHOUSE_URL: clickhouseUrl },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

const file = join(folder, 'backup.tar')
const keyIn = ({ dataDir }: Place) => join(dataDir, 'secret.key')

beforeAll(async () => {
  const app = await buildTestApp()
  const acme = await app.given.contract()
  await app.given.events(acme, [download('ann@one.example')])
  ok(await acme.manage('POST', '/people/erase', { email: 'ann@one.example' }))
  await app.stop()
  from = app.place
  whole = await newPlace('shared')
  backedUp = cli(from, 'backup', file)
  toldOfRestore = cli(whole, 'restore', file)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

let folders = 0
function restored(): Place {
  folders += 1
  const dataDir = join(folder, `restored-${folders}`)
  cpSync(whole.dataDir, dataDir, { recursive: true, verbatimSymlinks: true })
  return { ...whole, dataDir }
}

test('backup and restore say where the key is, and where it must be', () => {
  expect(backedUp).toContain(`Not in it: the key. Keep a copy of ${keyIn(from)} beside ${file}`)
  expect(toldOfRestore).toContain(
    `before the first start, copy secret.key of the folder that the backup was made of to ${keyIn(whole)}`,
  )
  expect(toldOfRestore).toContain(`./catalytics doctor --data ${whole.dataDir}`)
})

describe('a server on what was restored', () => {
  test('does not start without the key, and makes none; with the key it starts', async () => {
    const place = restored()

    const reason = await whyNot(buildTestApp({ place }))

    expect(reason).toContain(
      'The key of this installation is missing: 1 of 1 erased addresses were hashed and there is no key.',
    )
    expect(reason).toContain(`Copy secret.key of the folder that was used before to ${keyIn(place)}`)
    expect(reason).toContain('serve --accept-lost-key')
    expect(existsSync(keyIn(place))).toBe(false)
    copyFileSync(keyIn(from), keyIn(place))
    await (await buildTestApp({ place })).stop()
    expect(await problemsOf(place)).toEqual([])
  })

  test('does not start with the key of another installation', async () => {
    const place = restored()
    writeFileSync(keyIn(place), otherKey)

    expect(await whyNot(buildTestApp({ place }))).toContain(
      '1 of 1 erased addresses were hashed with another key',
    )
    expect(await whyNot(buildTestApp({ place, settings: { SECRET_KEY: otherKey } }))).toContain(
      'Set SECRET_KEY to the key that was used',
    )
  })

  test('does not start with a key file that was emptied, and doctor says so', async () => {
    const place = restored()
    writeFileSync(keyIn(place), '')

    expect(await whyNot(buildTestApp({ place, acceptLostKey: true }))).toContain(
      `The key in ${keyIn(place)} is empty`,
    )
    expect(await problemsOf(place)).toMatchObject([
      { check: 'secrets', detail: expect.stringContaining('is empty') },
    ])
  })

  test('goes on with a new key, now and later, when the operator gives the old one up', async () => {
    const place = restored()

    await (await buildTestApp({ place, acceptLostKey: true })).stop()

    await (await buildTestApp({ place })).stop()
    expect(await problemsOf(place)).toEqual([])
    // Given up for that key, and for no other.
    writeFileSync(keyIn(place), otherKey)
    expect(await whyNot(buildTestApp({ place }))).toContain('with another key')
  })

  test('starts with a key that has made some of what is stored', async () => {
    const place = await newPlace('shared')
    await restoreInto(place, file)
    const app = await buildTestApp({ place, acceptLostKey: true })
    const acme = await app.given.contract()
    await app.given.events(acme, [download('bob@one.example')])
    ok(await acme.manage('POST', '/people/erase', { email: 'bob@one.example' }))
    await app.stop()
    copyFileSync(keyIn(from), keyIn(place))

    await (await buildTestApp({ place })).stop()

    expect(await problemsOf(place)).toMatchObject([
      { check: 'secrets', detail: '1 of 2 erased addresses were hashed with another key' },
    ])
  })
})
