import { readXlsx } from 'hucre/xlsx'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { activityExport, leadExport, type ActivityExport } from '@catalytics/contract/exports.ts'
import { erasure } from '@catalytics/contract/people.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Answer,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

let app: TestApp
let acme: ContractAtHand
let ann: UserAtHand
beforeAll(async () => {
  app = await buildTestApp()
})
beforeEach(async () => {
  acme = await app.given.contract({ name: 'Acme' })
  ann = await app.given.user(acme, 'administrator')
})

const list = () => `/api/v1/contracts/${acme.id}/activity/exports`

function ask(user: UserAtHand, body: object, key?: string): Promise<Answer> {
  const headers: Readonly<Record<string, string>> = key === undefined ? {} : { 'idempotency-key': key }
  return user.call('POST', list(), { body, headers })
}

function exportIn(answer: Answer): ActivityExport {
  return activityExport.parse(ok(answer).body)
}

async function settled(user: UserAtHand, { id }: ActivityExport): Promise<ActivityExport> {
  const state = async () => exportIn(await user.get(`${list()}/${id}`))
  await expect.poll(async () => (await state()).status).not.toMatch(/queued|running/)
  return await state()
}

async function made(user: UserAtHand, body: object): Promise<ActivityExport> {
  return await settled(user, exportIn(await ask(user, body)))
}

describe('a file of the activity, made in the background', () => {
  test('holds what the one holds that leaves at once', async () => {
    const atOnce = ok(
      await ann.get(`/api/v1/contracts/${acme.id}/activity/export?type=member_added&locale=de`),
    )

    const asked = await ask(ann, { format: 'csv', type: ['member_added'], locale: 'de' })
    const job = await settled(ann, exportIn(asked))
    const file = ok(await ann.get(job.file ?? ''))

    expect(asked.status).toBe(202)
    expect(asked.headers.get('location')).toBe(`${list()}/${job.id}`)
    expect(job).toMatchObject({ status: 'done', rows: 1, request: { content: 'activity', zip: false } })
    expect(file.bytes.equals(atOnce.bytes)).toBe(true)
    expect(file.headers.get('content-disposition')).toMatch(/filename="activity-\d{4}-\d\d-\d\d\.csv"$/)
    expect(file.headers.get('etag')).toBe(`"${job.sha256}"`)
  })

  test('is asked for once by the same key, and found in the log with who asked', async () => {
    const first = exportIn(await ask(ann, { format: 'xlsx' }, 'once'))
    const again = exportIn(await ask(ann, { format: 'xlsx' }, 'once'))
    const other = await ask(ann, { format: 'csv' }, 'once')
    await settled(ann, first)
    const entries = activityList.parse(ok(await ann.get(`/api/v1/contracts/${acme.id}/activity`)).body).data

    expect(again.id).toBe(first.id)
    expect([other.status, other.body]).toMatchObject([409, { code: 'conflict', field: 'Idempotency-Key' }])
    for (const type of ['export_started', 'export_finished'])
      expect(entries.filter((entry) => entry.type === type)).toMatchObject([
        { actor_kind: 'user', actor: ann.id, actor_name: ann.email, details: { export: first.id } },
      ])
  })

  test('is there for whoever asked, and for nobody else', async () => {
    const bob = await app.given.user(acme, 'administrator')
    const job = await made(ann, { format: 'csv' })

    for (const path of [`${list()}/${job.id}`, job.file ?? '']) {
      const nothing = await bob.get(path.replace(job.id, 'ex_0000000000000000'))
      const foreign = await bob.get(path)
      expect([foreign.status, foreign.body]).toMatchObject([404, { detail: 'There is no such export here.' }])
      expect(nothing.body).toMatchObject({ detail: 'There is no such export here.' })
    }
    expect((await bob.call('DELETE', `${list()}/${job.id}`)).status).toBe(404)
    expect((await acme.get(`/api/v1/lead-exports/${job.id}`)).status).toBe(404)
    expect((await ann.get(job.file ?? '')).status).toBe(200)
  })

  test('goes when it is removed', async () => {
    const job = await made(ann, { format: 'ndjson', zip: true })

    const removed = exportIn(await ann.call('DELETE', `${list()}/${job.id}`))

    expect(removed).toMatchObject({ status: 'cancelled', file: null })
    expect((await ann.get(job.file ?? '')).status).toBe(410)
  })

  test('stays when somebody is erased: nobody’s actions are in it', async () => {
    await app.given.events(acme, [download('cem@acme.example')])
    const job = await made(ann, { format: 'csv' })
    const leads = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body)
    const leadsNow = async () =>
      leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${leads.id}`)).body).status
    await expect.poll(leadsNow).toBe('done')

    const { lead_id } = erasure.parse(
      ok(await acme.manage('POST', '/people/erase', { email: 'cem@acme.example' })).body,
    )
    const done = async () => erasure.parse(ok(await acme.manage('GET', `/erasures/${lead_id}`)).body).status
    await expect.poll(done).toBe('done')

    expect(await leadsNow()).toBe('failed')
    expect((await ann.get(job.file ?? '')).status).toBe(200)
  })

  test.each([
    ['fr', ['Données', 'À propos'], 'Acme : journal d’activité', 'Filtre', 'types member_added; auteur x'],
    [
      'de-AT',
      ['Daten', 'Über diese Datei'],
      'Acme: Aktivitätsprotokoll',
      'Filter',
      'Arten member_added; Urheber x',
    ],
  ])('speaks the language of its reader, %s', async (locale, sheets, title, label, filter) => {
    const job = await made(ann, { format: 'xlsx', locale, type: ['member_added'], actor: 'x' })

    const book = await readXlsx(ok(await ann.get(job.file ?? '')).bytes)

    expect(book.sheets.map(({ name }) => name)).toEqual(sheets)
    expect(book.sheets[1]?.rows.slice(0, 2)).toEqual([
      [locale === 'fr' ? 'Titre' : 'Titel', title],
      [label, filter],
    ])
  })

  test('a period that ends before it begins is refused while somebody is there to be told', async () => {
    const answer = await ask(ann, { format: 'csv', from: '2026-03-02', to: '2026-03-01' })

    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field: 'to' }])
  })
})

test('files of leads speak the language of their reader too', async () => {
  await app.given.events(acme, [download('ann@acme.example')])
  const asked = await acme.post('/api/v1/lead-exports', { format: 'xlsx', rows: 'leads', locale: 'de' })
  const { id } = leadExport.parse(ok(asked).body)
  const state = async () => leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${id}`)).body).status
  await expect.poll(state).toBe('done')

  const book = await readXlsx(ok(await acme.get(`/api/v1/lead-exports/${id}/file`)).bytes)

  expect(book.sheets.map(({ name }) => name)).toEqual(['Daten', 'Über diese Datei'])
  expect(book.sheets[1]?.rows[0]).toEqual(['Titel', 'Acme: Leads'])
})

test.each(storeKinds)('who may not see the activity when the file is made gets none, %s', async (stores) => {
  // A process that answers and does no work: the export waits while the role is lowered.
  const asking = await buildTestApp({ stores, roles: ['web', 'ingest'] })
  acme = await asking.given.contract()
  const bob = await asking.given.user(acme, 'administrator')
  const waiting = exportIn(await ask(bob, { format: 'csv' }))
  const setRole = async (by: TestApp, role: string) =>
    ok(await by.operator('PATCH', `/api/v1/contracts/${acme.id}/members/${bob.id}`, { role }))
  await setRole(asking, 'analyst')
  await asking.stop()

  const working = await buildTestApp({ place: asking.place, clock: asking.clock })
  const log = async () =>
    activityList.parse(
      ok(await working.operator('GET', `/api/v1/contracts/${acme.id}/activity?type=export_failed`)).body,
    ).data
  await expect.poll(async () => (await log()).length).toBe(1)
  await setRole(working, 'administrator')
  const answer = await working.call('GET', `${list()}/${waiting.id}`, { headers: { cookie: bob.cookie } })

  expect(exportIn(answer)).toMatchObject({ status: 'failed', file: null, rows: null })
})
