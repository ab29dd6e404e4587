import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newSecondFactor } from '@catalytics/contract/credentials.ts'
import { createExport } from '@catalytics/contract/exports.ts'
import {
  examination,
  type CheckName,
  type Examination,
  type Finding,
} from '@catalytics/contract/installation.ts'
import {
  buildTestApp,
  newPlace,
  ok,
  type ContractAtHand,
  type Place,
  type TestApp,
} from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'
import { configOf } from '../../../test/stopped.ts'
import { examineInstallation } from '../../at-rest.ts'
import { openLog } from '../../lib/log.ts'
import { eventColumns } from '../events/schema.ts'
import { openStores, type Stores } from '../open-stores.ts'

// As the command line has it.
process.umask(0o077)
const log = openLog('silent')

function examineStopped(place: Place, now = new Date()): Promise<Examination> {
  return examineInstallation(configOf(place), { clock: () => now, log })
}

function found({ findings }: Examination, check: CheckName): Finding | undefined {
  return findings.find((finding) => finding.check === check)
}

function problems({ findings }: Examination): readonly CheckName[] {
  return findings.filter((finding) => finding.status === 'problem').map((finding) => finding.check)
}

test('second factors that are sealed with another key are found', async () => {
  const app = await buildTestApp()
  const ann = await app.given.user(await app.given.contract(), 'viewer')
  const begun = ok(await ann.post('/api/v1/me/second-factor', { current_password: ann.password }))
  const { secret } = newSecondFactor.parse(begun.body)
  const code = generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
  ok(await ann.post('/api/v1/me/second-factor/confirm', { code }))
  const told = examination.parse(ok(await app.operator('GET', '/api/v1/examination')).body)
  expect(found(told, 'secrets')).toMatchObject({ status: 'ok', detail: expect.stringContaining('1 second') })
  await app.stop()

  expect(problems(await examineStopped(app.place))).toEqual([])
  writeFileSync(join(app.place.dataDir, 'secret.key'), 'another key of thirty-two letters')
  const other = found(await examineStopped(app.place), 'secrets')
  rmSync(join(app.place.dataDir, 'secret.key'))
  const none = found(await examineStopped(app.place), 'secrets')

  expect(other).toMatchObject({ status: 'problem', detail: expect.stringContaining('another key') })
  expect(none).toMatchObject({ status: 'problem', detail: expect.stringContaining('no key') })
})

test('addresses of erased people that another key has hashed are found', async () => {
  const app = await buildTestApp()
  const acme = await app.given.contract()
  await app.given.events(acme, [download('ann@one.example')])
  ok(await acme.manage('POST', '/people/erase', { email: 'ann@one.example' }))
  await app.stop()
  const right = found(await examineStopped(app.place), 'secrets')

  writeFileSync(join(app.place.dataDir, 'secret.key'), 'another key of thirty-two letters')
  const other = found(await examineStopped(app.place), 'secrets')

  expect(right).toMatchObject({ status: 'ok', detail: expect.stringContaining('1 erased addresses') })
  expect(other).toMatchObject({
    status: 'problem',
    detail: '1 of 1 erased addresses were hashed with another key',
  })
})

test('mails that wait sealed with another key are found', async () => {
  const app = await buildTestApp({
    settings: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'cat@acme.example' },
  })
  ok(await app.operator('POST', '/api/v1/mails/test', { to: 'ann@one.example' }))
  await app.stop()
  const right = found(await examineStopped(app.place), 'secrets')

  writeFileSync(join(app.place.dataDir, 'secret.key'), 'another key of thirty-two letters')
  const other = found(await examineStopped(app.place), 'secrets')

  expect(right).toMatchObject({ status: 'ok', detail: expect.stringContaining('1 queued mails') })
  expect(other).toMatchObject({
    status: 'problem',
    detail: '1 of 1 queued mails are sealed with another key',
  })
})

/** @param app runs, and is stopped */
async function expectHealthy(app: TestApp): Promise<void> {
  const running = (await app.operator('GET', '/api/v1/examination')).body
  await app.stop()
  const stopped = await examineStopped(app.place)

  expect(problems(stopped)).toEqual([])
  expect(running).toEqual({ ...stopped, findings: stopped.findings.map(withoutNumbers(running)) })
}

test('an installation with an engine of its own is healthy, running and stopped, with the same words', async () => {
  const app = await buildTestApp({ stores: 'alone' })
  const contract = await app.given.contract()
  await app.given.events(contract, [download('ann@one.example'), download('bob@two.example')])
  await contract.manage('POST', '/people/erase', { email: 'bob@two.example' })

  await expectHealthy(app)
})

describe.each(['shared', 'servers'] as const)('an installation on %s stores', (kind) => {
  let app: TestApp
  let contract: ContractAtHand
  beforeEach(async () => {
    app = await buildTestApp({ stores: kind })
    contract = await app.given.contract()
    await app.given.events(contract, [download('ann@one.example'), download('bob@two.example')])
    await contract.manage('POST', '/people/erase', { email: 'bob@two.example' })
  })
  afterEach(() => app.stop())

  /** What is done to the stores while nobody looks. */
  async function meddle(work: (stores: Stores) => Promise<unknown>): Promise<Examination> {
    await app.stop()
    const stores = await openStores(configOf(app.place), log)
    await work(stores)
    await stores.close()
    return await examineStopped(app.place, new Date(Date.now() + 3_600_000))
  }

  test('is healthy, running and stopped, with the same words', () => expectHealthy(app))

  test('with a person who is lost', async () => {
    const told = await meddle(({ directory }) => directory.db.deleteFrom('people').execute())

    expect(problems(told)).toEqual(['people'])
    expect(found(told, 'people')?.detail).toBe('person 1 of contract number 1 did something but is not known')
  })

  test('with a directory store that is older than the event store', async () => {
    const told = await meddle(({ directory }) =>
      directory.db.updateTable('sequences').set({ reserved: 1 }).execute(),
    )

    expect(problems(told)).toEqual(['sequences'])
    expect(found(told, 'sequences')?.todo).toContain('Restore a backup')
  })

  test('with an event that was stored twice', async () => {
    const told = await meddle(async ({ directory, events }) => {
      await directory.db.updateTable('sequences').set({ reserved: 100 }).execute()
      await events.command(
        `INSERT INTO events (${eventColumns.join(', ')}) SELECT ${eventColumns
          .map((column) => (column === 'seq' ? 'seq + 50 AS seq' : column))
          .join(', ')} FROM events`,
      )
    })

    expect(problems(told)).toEqual(['event_ids'])
  })

  test('with a number that was used twice', async () => {
    const told = await meddle(({ events }) => events.command('INSERT INTO events SELECT * FROM events'))

    expect(problems(told)).toEqual(['sequences', 'event_ids'])
    expect(found(told, 'sequences')?.detail).toMatch(/has stored the number \d twice/)
  })

  test('with rows that the event store was never told', async () => {
    const told = await meddle(({ directory }) =>
      directory.db
        .insertInto('journal')
        .values({
          contract: 1,
          first_seq: 90,
          last_seq: 91,
          lines: '',
          erased: '[]',
          recorded_at: Date.now() - 61_000,
        })
        .execute(),
    )

    expect(problems(told)).toEqual(['sequences'])
    expect(found(told, 'sequences')?.detail).toBe('2 rows have not reached the event store')
  })

  test('with tables of a newer version', async () => {
    const told = await meddle(({ events }) =>
      events.command("INSERT INTO event_migrations VALUES ('0009-later')"),
    )

    expect(problems(told)).toEqual(['migrations'])
    expect(found(told, 'migrations')?.detail).toContain('0009-later')
  })

  test('with a restore that was interrupted', async () => {
    const told = await meddle(({ directory }) =>
      directory.db.schema.createTable('unfinished_restore').addColumn('mark', 'integer').execute(),
    )

    expect(problems(told)).toEqual(['directory'])
  })

  test('with a finished export that lost its file, and a file that nobody asked for', async () => {
    const body = createExport.parse({ rows: 'actions', format: 'csv' })
    await contract.post('/api/v1/lead-exports', body)
    await expect
      .poll(async () => (await app.operator('GET', '/api/v1/examination')).text)
      .toContain('1 finished exports have their file')
    const files = join(app.place.dataDir, 'files')
    const { id } = await app
      .operator('GET', '/api/v1/examination')
      .then(() => contract.post('/api/v1/lead-exports', body))
      .then((answer) => JSON.parse(answer.text))
    await expect.poll(() => existsSync(join(files, `${id}.csv`))).toBe(true)
    await app.stop()

    rmSync(join(files, `${id}.csv`))
    expect(found(await examineStopped(app.place), 'export_files')?.detail).toContain(`such as ${id}`)

    writeFileSync(join(files, 'ex_strange.csv'), '')
    expect(problems(await examineStopped(app.place))).toEqual(['export_files'])
  })
})

/** Findings tell how much room there is, which changes while one looks. */
function withoutNumbers(running: unknown) {
  const told = JSON.stringify(running)
  return (finding: Finding): Finding =>
    finding.check === 'disk'
      ? { ...finding, detail: /([\d.]+ GiB free)/.exec(told)?.[1] ?? finding.detail }
      : finding
}

describe('a data folder', () => {
  test('that is not there is told, and not made', async () => {
    const place = { ...(await newPlace('alone')) }
    rmSync(place.dataDir, { recursive: true })

    const told = await examineStopped(place)

    expect(problems(told)).toEqual(['disk', 'data_folder', 'directory', 'event_store'])
    expect(found(told, 'people')?.status).toBe('skipped')
    expect(existsSync(place.dataDir)).toBe(false)
  })

  test('of a server is closed to everybody else, file by file', async () => {
    const app = await buildTestApp({ stores: 'alone' })
    const { dataDir } = app.place

    expect(statSync(join(dataDir, 'directory.db')).mode & 0o077).toBe(0)
    expect(
      found(examination.parse((await app.operator('GET', '/api/v1/examination')).body), 'data_folder')
        ?.status,
    ).toBe('ok')
    await app.stop()
    chmodSync(join(dataDir, 'directory.db'), 0o644)

    const told = await examineStopped(app.place)
    expect(found(told, 'data_folder')).toMatchObject({
      status: 'problem',
      todo: `chmod -R go-rwx ${dataDir}`,
    })
  })

  test('with a damaged directory store', async () => {
    const app = await buildTestApp()
    const contract = await app.given.contract()
    await app.given.events(
      contract,
      Array.from({ length: 200 }, (_, n) => download(`p${n}@firm.example`)),
    )
    await app.stop()
    const file = join(app.place.dataDir, 'directory.db')
    const handle = openSync(file, 'r+')
    const page = 4096
    for (let at = page * 30; at < statSync(file).size; at += page)
      writeSync(handle, Buffer.alloc(100, 0xff), 0, 100, at)
    closeSync(handle)

    const told = await examineStopped(app.place)

    expect(found(told, 'directory')).toMatchObject({ status: 'problem' })
    expect(found(told, 'directory')?.todo).toMatch(/restore the last backup/)
  })

  test('with a directory store that is none', async () => {
    const app = await buildTestApp()
    await app.stop()
    writeFileSync(
      join(app.place.dataDir, 'directory.db'),
      'not a database, though long enough to be looked at',
    )

    const told = await examineStopped(app.place)

    expect(found(told, 'directory')).toMatchObject({
      status: 'problem',
      detail: expect.stringContaining('not a database'),
    })
    expect(found(told, 'people')).toMatchObject({ status: 'skipped' })
    expect(found(told, 'event_ids')).toMatchObject({ status: 'ok' })
  })
})

test('servers that do not answer are told, without their passwords', async () => {
  const place = {
    ...(await newPlace('alone')),
    databaseUrl: 'postgres://keeper:geheim@127.0.0.1:9/none',
    clickhouseUrl: 'http://keeper:geheim@127.0.0.1:9/none',
  }

  const told = await examineStopped(place)

  expect(problems(told)).toEqual(['directory', 'event_store'])
  expect(JSON.stringify(told)).not.toContain('geheim')
  expect(found(told, 'directory')?.detail).toContain('ECONNREFUSED')
})
