import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { leadExport } from '@catalytics/contract/exports.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

const importId = /im_\w{16}/
const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Settings = Readonly<Record<string, unknown>>

/** Settings of a contract before and after a decision, and whether a file that was made before may still leave. */
const decisions: Readonly<Record<string, readonly [Settings, Settings, status: number]>> = {
  'a domain is excluded': [{}, { excluded_domains: ['acme.example'] }, 410],
  'a further domain is excluded': [
    { excluded_domains: ['rival.example'] },
    { excluded_domains: ['rival.example', 'acme.example'] },
    410,
  ],
  'a domain is no longer excluded': [{ excluded_domains: ['rival.example'] }, { excluded_domains: [] }, 200],
  'retention begins': [{}, { retention_months: 12 }, 410],
  'retention is shortened': [{ retention_months: 24 }, { retention_months: 12 }, 410],
  'retention is lengthened': [{ retention_months: 12 }, { retention_months: 24 }, 200],
  'retention ends': [{ retention_months: 12 }, { retention_months: null }, 200],
  'its name is another': [{}, { name: 'Another name' }, 200],
}

describe.each(storeKinds)('a file that was made before, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  const onDisk = (id: string) =>
    readdirSync(join(app.place.dataDir, 'files')).some((name) => name.startsWith(id))

  test.each(Object.entries(decisions))('%s', async (_name, [before, change, status]) => {
    const acme = await app.given.contract(before)
    await app.given.events(acme, [download('ann@acme.example')])
    const id = await made(acme)

    ok(await app.operator('PATCH', `/api/v1/contracts/${acme.id}`, change))

    const told = await state(acme, id)
    expect([told.status, told.file === null]).toEqual(status === 410 ? ['failed', true] : ['done', false])
    expect(told.error === null).toBe(status !== 410)
    const answer = await fetched(acme, id)
    expect([answer.status, answer.text.includes('"code":"gone"')]).toEqual([status, status === 410])
    expect(onDisk(id)).toBe(status === 200)
    // What is made from now on is made by what holds now.
    const again = ok(await fetched(acme, await made(acme))).text
    expect(again.includes('ann@acme.example')).toBe(!JSON.stringify(change).includes('acme.example'))
  })

  test('an import is taken back', async () => {
    const acme = await app.given.contract()
    const path = join(app.place.dataDir, `${acme.id}.ndjson`)
    writeFileSync(path, JSON.stringify(download('ann@acme.example')))
    const body = { path, mapping: null }
    const imported = importId.exec(ok(await acme.manage('POST', '/imports', body)).text)?.[0] ?? ''
    const id = await made(acme)
    expect(ok(await fetched(acme, id)).text).toContain('ann@acme.example')

    ok(await acme.manage('POST', `/imports/${imported}/undo`))

    expect((await state(acme, id)).error).toContain('An import was taken back since this file was made.')
    expect((await fetched(acme, id)).status).toBe(410)
    expect((await state(acme, id)).status).toBe('failed')
  })

  test('its rows are removed after it, because their time is over', async () => {
    const acme = await app.given.contract()
    const long = new Date(app.clock().getTime() - 400 * dayMs).toISOString()
    await app.given.events(acme, [download('old@acme.example', { at: long }), download('new@acme.example')])
    ok(await acme.manage('PATCH', '', { retention_months: 12 }))
    const id = await made(acme)
    expect(ok(await fetched(acme, id)).text).toContain('old@acme.example')

    app.clock.forward(hourMs)
    const applied = async () =>
      activityList.parse(ok(await acme.manage('GET', '/activity?type=retention_applied')).body).data.length
    await expect.poll(applied).toBe(1)

    expect((await state(acme, id)).file).toBe(null)
    const answer = await fetched(acme, id)
    expect([answer.status, answer.text.includes('old@acme.example')]).toEqual([410, false])
    const again = ok(await fetched(acme, await made(acme))).text
    expect([again.includes('old@acme.example'), again.includes('new@acme.example')]).toEqual([false, true])
  })

  test('the clock goes back before the decision', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download('ann@acme.example')])
    const id = await made(acme)

    app.clock.forward(-hourMs)
    ok(await app.operator('PATCH', `/api/v1/contracts/${acme.id}`, { excluded_domains: ['acme.example'] }))
    app.clock.forward(hourMs)

    expect((await fetched(acme, id)).status).toBe(410)
  })

  test('and one that is being made meanwhile begins anew', async () => {
    const acme = await app.given.contract()
    await app.given.events(
      acme,
      Array.from({ length: 9000 }, (_, n) => download(`p${n}@${n % 2 === 0 ? 'acme' : 'other'}.example`)),
    )
    const asked = await acme.post('/api/v1/lead-exports', { format: 'csv' })
    const { id } = leadExport.parse(ok(asked).body)
    const begun = async () => (await state(acme, id)).status !== 'queued'
    await expect.poll(begun, { interval: 5 }).toBe(true)

    const change = { excluded_domains: ['acme.example'] }
    ok(await app.operator('PATCH', `/api/v1/contracts/${acme.id}`, change))

    const ended = async () => ['done', 'failed'].includes((await state(acme, id)).status)
    await expect.poll(ended).toBe(true)
    const answer = await fetched(acme, id)
    // Finished before the decision, it is gone; after it, it holds nobody of the domain.
    expect(answer.text.includes('@acme.example')).toBe(false)
    expect([200, 410]).toContain(answer.status)
  })
})

test('a file begins when no process is removing rows of the contract', async () => {
  const app = await buildTestApp({ stores: 'servers' })
  const acme = await app.given.contract()
  await app.given.events(acme, [download('ann@acme.example')])
  const other = new pg.Client({ connectionString: app.place.databaseUrl })
  await other.connect()
  // As a process does in its turn: it has noted that rows go, and is about to remove them.
  await other.query('SELECT pg_advisory_lock($1, number) FROM contracts', [0x0ca7])
  await other.query(
    "INSERT INTO narrowings (contract, cause, number) SELECT number, 'import_undone', 1 FROM contracts",
  )
  const { id } = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body)

  await pause(1500)
  expect((await state(acme, id)).status).toBe('queued')
  await other.end()

  await expect.poll(async () => (await state(acme, id)).status).toBe('done')
  expect((await fetched(acme, id)).status).toBe(200)
})

async function state(acme: ContractAtHand, id: string) {
  return leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${id}`)).body)
}

function fetched(acme: ContractAtHand, id: string) {
  return acme.get(`/api/v1/lead-exports/${id}/file`)
}

async function made(acme: ContractAtHand): Promise<string> {
  const asked = await acme.post('/api/v1/lead-exports', { format: 'csv' })
  const { id } = leadExport.parse(ok(asked).body)
  await expect.poll(async () => (await state(acme, id)).status).toBe('done')
  return id
}
