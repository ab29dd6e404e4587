import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildTestApp, newPlace, type Place } from '../test/build-app.ts'
import { commandLine } from '../test/command-line.ts'

describe('an installation on servers', () => {
  test('is reached by the operator’s commands, whether a server runs on the folder or not', async () => {
    const place = await newPlace('servers')

    const made = await started(place, 'contract', 'create', '--name', 'Acme')
    const app = await buildTestApp({ place })
    const listed = await command(place, 'contract', 'list')
    const elsewhere = join(place.dataDir, 'elsewhere')
    mkdirSync(elsewhere)
    const fromElsewhere = await command({ ...place, dataDir: elsewhere }, 'contract', 'list')

    expect(made).toMatchObject({ name: 'Acme' })
    expect(listed).toEqual([made])
    expect(fromElsewhere).toEqual([made])
    expect((await app.operator('GET', '/api/v1/contracts')).body).toEqual({ data: [made] })
  })

  test('has any number of processes on a folder; the first answers the operator, the next one after it has gone', async () => {
    const first = await buildTestApp({ stores: 'servers' })
    const second = await buildTestApp({ place: first.place })
    const acme = await first.given.contract()

    await first.stop()
    await expect(first.operator('GET', '/api/v1/contracts')).rejects.toThrow('ENOENT')
    await second.stop()
    await second.start()

    expect((await second.operator('GET', `/api/v1/contracts/${acme.id}`)).status).toBe(200)
  })
})

describe('an installation in a folder', () => {
  test('has one process: a second one says so and stops', async () => {
    const first = await buildTestApp()

    await expect(buildTestApp({ place: first.place })).rejects.toMatchObject({ code: 'conflict' })

    expect((await first.get('/readyz')).status).toBe(200)
  })

  test('with the directory alone on a server, too', async () => {
    const { databaseUrl } = await newPlace('servers')
    const first = await buildTestApp({ place: { ...(await newPlace('alone')), databaseUrl } })
    const acme = await first.given.contract()

    await expect(buildTestApp({ place: first.place })).rejects.toMatchObject({ code: 'conflict' })
    await first.stop()
    await first.start()

    expect((await first.operator('GET', `/api/v1/contracts/${acme.id}`)).status).toBe(200)
  })

  test('with roles of its own answers only those', async () => {
    const app = await buildTestApp({ roles: ['ingest'] })
    const acme = await app.given.contract()

    expect(await acme.send([])).toMatchObject({ accepted: 0 })
    expect((await acme.get('/api/v1/leads')).status).toBe(404)
  })
})

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

/** What a command prints with `--json`. */
async function command(place: Place, ...args: readonly string[]): Promise<unknown> {
  const env = settingsOf(place)
  const { status, out, err } = await commandLine([...args, '--json', '--data', place.dataDir], { env })
  if (status !== 0) throw new Error(err)
  return JSON.parse(out)
}

/** The same of a command in a process of its own. */
async function started(place: Place, ...args: readonly string[]): Promise<unknown> {
  const env = { PATH: process.env['PATH'], ...settingsOf(place) }
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  execFile(process.execPath, [main, ...args, '--json', '--data', place.dataDir], { env }, (error, out) => {
    if (error === null) resolve(JSON.parse(out))
    else reject(error)
  })
  return await promise
}

function settingsOf({ databaseUrl, clickhouseUrl }: Place): Record<string, string> {
  return { DATABASE_URL: databaseUrl ?? '', CLICKHOUSE_URL: clickhouseUrl ?? '' }
}
