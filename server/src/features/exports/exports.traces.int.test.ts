import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { leadExport, type LeadExport } from '@catalytics/contract/exports.ts'
import { erasure, personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, type Caller, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { action, download } from '../../../test/factories.ts'

const hourMs = 3_600_000
const ann = 'ann@acme.example'
const bob = 'bob@acme.example'

let app: TestApp
let acme: ContractAtHand
beforeAll(async () => {
  app = await buildTestApp()
})
beforeEach(async () => {
  acme = await app.given.contract()
})

async function asked(caller: Caller, body: object, key?: string): Promise<LeadExport> {
  const headers: Readonly<Record<string, string>> = key === undefined ? {} : { 'idempotency-key': key }
  return leadExport.parse(ok(await caller.post('/api/v1/lead-exports', body, headers)).body)
}

async function made(caller: Caller, body: object): Promise<LeadExport> {
  const { id } = await asked(caller, body)
  const state = async () => leadExport.parse(ok(await caller.get(`/api/v1/lead-exports/${id}`)).body)
  await expect.poll(async () => (await state()).status).toBe('done')
  return await state()
}

test.each([
  ['actions', 'csv'],
  ['leads', 'csv'],
  ['actions', 'ndjson'],
])('a file of %s as %s holds what the account of the one who asked may see', async (rows, format) => {
  await app.given.events(acme, [
    download(ann, { catalog: 'bearings', channel: { kind: 'site', key: 'www' } }),
    download(bob, { catalog: 'profiles', channel: { kind: 'network', key: 'partnet' } }),
    download('cem@acme.example', { catalog: 'profiles', channel: { kind: 'site', key: 'www' } }),
  ])
  const locked = await app.given.account(acme, { scopes: ['leads:read'], segments: ['catalog:bearings'] })

  const job = await made(locked, { format, rows })
  const file = ok(await locked.get(`/api/v1/lead-exports/${job.id}/file`)).text

  expect(job.rows).toBe(1)
  expect([file.includes(ann), file.includes(bob), file.includes('cem@')]).toEqual([true, false, false])
})

test('erasing somebody takes away the file that was made between two of their actions', async () => {
  await app.given.events(acme, [download(ann), download(bob)])
  const between = await made(acme, { format: 'csv' })
  await app.given.events(acme, [download(ann)])
  const path = join(app.place.dataDir, 'files', `${between.id}.csv`)
  expect(existsSync(path)).toBe(true)

  const { lead_id } = erasure.parse(ok(await acme.manage('POST', '/people/erase', { email: ann })).body)
  const state = async () => erasure.parse(ok(await acme.manage('GET', `/erasures/${lead_id}`)).body).status
  await expect.poll(state).toBe('done')

  expect(existsSync(path)).toBe(false)
  expect((await acme.get(`/api/v1/lead-exports/${between.id}/file`)).status).toBe(410)
  expect((await acme.get(`/api/v1/lead-exports/${between.id}`)).body).toMatchObject({
    status: 'failed',
    file: null,
    error: 'Somebody in this file was erased since it was made. Ask for a new export.',
  })
})

test('those who received a person are those who could see them', async () => {
  const site = { kind: 'site', key: 'www' } as const
  await app.given.events(acme, [
    download(ann, { catalog: 'bearings' }),
    download(bob, { catalog: 'profiles', channel: site }),
    action('quote_request', ann, { catalog: 'bearings' }),
    download(bob, { catalog: 'profiles', channel: site }),
  ])
  const account = (segments: readonly string[]) =>
    app.given.account(acme, { scopes: ['leads:read'], segments })
  const [all, bearings, profiles, www] = await Promise.all([
    account([]),
    account(['catalog:bearings']),
    account(['catalog:profiles']),
    account(['site:www']),
  ])
  const names = new Map([
    [all.clientId, 'all'],
    [bearings.clientId, 'bearings'],
    [profiles.clientId, 'profiles'],
    [www.clientId, 'www'],
  ])
  for (const one of [all, bearings, profiles, www]) {
    // Each received rows of the numbers that are ann's too.
    for (const road of ['lead-actions', 'leads', 'lead-changes']) ok(await one.get(`/api/v1/${road}`))
    ok(await one.get('/api/v1/lead-actions?format=csv'))
    await made(one, { format: 'csv' })
  }

  const receivers = async (email: string) => {
    const { deliveries } = personData.parse(ok(await acme.manage('POST', '/people/find', { email })).body)
    return [...new Set(deliveries.map(({ actor }) => names.get(actor) ?? actor))].toSorted()
  }

  expect(await receivers(ann)).toEqual(['all', 'bearings'])
  expect(await receivers(bob)).toEqual(['all', 'profiles', 'www'])
})

// The last: others' tokens and files grow old by it.
test('a key gives the same export for a day, and is forgotten after it', async () => {
  const body = { format: 'csv' }
  const old = await asked(acme, body, 'old')
  app.clock.forward(2 * hourMs)
  const young = await asked(acme, body, 'young')
  app.clock.forward(23 * hourMs)

  // Forgotten in the hourly upkeep, which takes its time.
  await expect.poll(async () => (await asked(acme, body, 'old')).id).not.toBe(old.id)
  // By then the upkeep of this hour is over, whenever the first key went.
  await pause(3000)
  expect((await asked(acme, body, 'young')).id).toBe(young.id)
})
