import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadExport, type LeadExport } from '@catalytics/contract/exports.ts'
import { erasure } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, type Caller, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download, event, refuser } from '../../../test/factories.ts'

const ann = 'ann@acme.example'

describe('people in export files', () => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp()
  })
  async function given(): Promise<void> {
    acme = await app.given.contract()
    await app.given.events(acme, [
      download(ann),
      download('bob@acme.example', { catalog: 'profiles' }),
      event({ person: { email: 'cem@acme.example' } }),
    ])
  }

  test('a file made before a withdrawal cannot be fetched after it; a new one can, without the person', async () => {
    await given()
    const before = await finished(acme, { format: 'csv' })
    expect(ok(await fileOf(acme, before)).text).toContain(ann)

    ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))

    const error = 'Somebody in this file has withdrawn their consent since it was made. Ask for a new export.'
    const failed = { status: 'failed', file: null, error }
    // Before anybody has asked for the file, and after.
    expect((await acme.get(`/api/v1/lead-exports/${before.id}`)).body).toMatchObject(failed)
    const gone = await fileOf(acme, before)
    expect(gone.status).toBe(410)
    expect(gone.body).toMatchObject({ code: 'gone', detail: error })
    expect((await acme.get(`/api/v1/lead-exports/${before.id}`)).body).toMatchObject(failed)
    expect((await fileOf(acme, before)).body).toMatchObject({ code: 'gone', detail: error })
    expect(await filesOf(app)).toEqual([])
    const after = await finished(acme, { format: 'csv' })
    expect(ok(await fileOf(acme, after)).text).toContain('bob@acme.example')
    expect(ok(await fileOf(acme, after)).text).not.toContain(ann)
  })

  test('a withdrawal by an event counts as well, one of somebody else’s leaves the file', async () => {
    await given()
    const all = await finished(acme, { format: 'ndjson', rows: 'leads' })
    const others = await finished(acme, { format: 'csv', segments: ['catalog:profiles'] })

    await acme.send([event({ person: refuser(ann, '2026-04-01T00:00:00Z') })])

    expect([(await stateOf(acme, all)).status, (await stateOf(acme, others)).status]).toEqual([
      'failed',
      'done',
    ])
    expect((await fileOf(acme, all)).status).toBe(410)
    expect((await fileOf(acme, others)).status).toBe(200)
    await acme.send([event({ person: refuser('cem@acme.example', '2026-04-01T00:00:00Z') })])
    expect((await fileOf(acme, others)).status).toBe(200)
  })

  test('who leaves while the file is being made is not in it, and erasing waits for it', async () => {
    const big = await app.given.contract()
    const people = Array.from({ length: 2000 }, (_, n) => `p${n}@acme.example`)
    for (let at = 0; at < 6; at += 1)
      await app.given.events(
        big,
        people.map((email) => download(email)),
      )
    const job = leadExport.parse(
      ok(await big.post('/api/v1/lead-exports', { format: 'xlsx', zip: true })).body,
    )
    await until(async () => (await stateOf(big, job)).status === 'running')

    ok(await big.manage('POST', '/people/withdraw-consent', { email: 'p7@acme.example' }))
    const { lead_id } = erasure.parse(
      ok(await big.manage('POST', '/people/erase', { email: 'p8@acme.example' })).body,
    )

    await until(async () => (await stateOf(big, job)).status === 'done')
    expect((await stateOf(big, job)).rows).toBe(1998 * 6)
    await until(async () => {
      const state = erasure.parse(ok(await big.manage('GET', `/erasures/${lead_id}`)).body)
      return state.status === 'done'
    })
    // It was made anew after both had left, so nobody had to take it away.
    expect((await fileOf(big, job)).status).toBe(200)
  })
})

async function finished(caller: Caller, body: object): Promise<LeadExport> {
  const job = leadExport.parse(ok(await caller.post('/api/v1/lead-exports', body)).body)
  await until(async () => (await stateOf(caller, job)).status === 'done')
  return job
}

async function stateOf(caller: Caller, { id }: LeadExport): Promise<LeadExport> {
  return leadExport.parse(ok(await caller.get(`/api/v1/lead-exports/${id}`)).body)
}

function fileOf(caller: Caller, { id }: LeadExport) {
  return caller.get(`/api/v1/lead-exports/${id}/file`)
}

async function filesOf({ place }: TestApp): Promise<readonly string[]> {
  return readdirSync(join(place.dataDir, 'files'))
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  while (!(await happened())) await pause(20)
}
