import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase } from '../../test/postgres.ts'
import { startEngine, type Engine } from './events/engine/engine-process.ts'
import { openStores, type StorePlace } from './open-stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalytics-stores-'))
const lines: string[] = []
const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
let engine: Engine
let databaseUrl = ''

beforeAll(async () => {
  engine = await startEngine({ folder: join(folder, 'events'), log })
  databaseUrl = await createDatabase(inject('postgresUrl'), 'stores')
})
afterAll(async () => {
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

function placeAt(clickhouseUrl: string): StorePlace {
  return { dataDir: folder, databaseUrl, clickhouseUrl }
}

function eventsUrl(database: string, password: string): string {
  const { host } = new URL(engine.url)
  return `http://${engine.writer.username}:${password}@${host}${database}`
}

test.each([
  ['', 'catalytics'],
  ['/', 'catalytics'],
  ['/parts_of_others', 'parts_of_others'],
])(
  'user and password of CLICKHOUSE_URL sign in; its path %j means the database %s',
  async (path, database) => {
    const stores = await openStores(placeAt(eventsUrl(path, engine.writer.password)), log)

    expect(await stores.events.rows('SELECT currentDatabase() AS name', {})).toEqual([{ name: database }])

    await stores.close()
  },
)

test.each([
  ['a wrong password', () => eventsUrl('', 'not%3Aknown')],
  ['nobody there', () => 'http://writer:not%3Aknown@127.0.0.1:9'],
  ['a database name that cannot be', () => eventsUrl('/a`b', engine.writer.password)],
])('%s is told without the URL', async (_, url) => {
  const told = await openStores(placeAt(url()), log).then(String, String)

  expect(told).toMatch(/event store at 127\.0\.0\.1:\d+ cannot be opened|database name/)
  expect(told).not.toMatch(/not%3Aknown|not:known/)
  expect(told).not.toContain(engine.writer.password)
})

test('no password is ever logged', () => {
  const secrets = [
    engine.writer.password,
    engine.reader.password,
    new URL(databaseUrl).password,
    'not%3Aknown',
    'not:known',
  ]

  expect(lines.length).toBeGreaterThan(0)
  expect(secrets.filter((secret) => lines.some((line) => line.includes(secret)))).toEqual([])
})
