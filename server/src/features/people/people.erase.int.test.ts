import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadExport, type LeadExport } from '@catalytics/contract/exports.ts'
import { leadActionPage, leadChangePage } from '@catalytics/contract/leads.ts'
import { erasure, personData, type Erasure } from '@catalytics/contract/people.ts'
import { askStore, dumpDirectory } from '../../../test/ask-store.ts'
import {
  buildTestApp,
  ok,
  ownStoreKinds,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download, event, lead } from '../../../test/factories.ts'

/** Words that are nowhere else; the trace of a person is one of them. */
const secrets = {
  email: 'qzann.zqerase@qzdomain.example',
  first_name: 'Qzfirstname',
  last_name: 'Qzlastname',
  company: 'Qzcompany GmbH',
  department: 'Qzdepartment',
  state: 'Qzstate',
  city: 'Qzcity',
  postal_code: 'Qz12345',
  address: 'Qzaddress 1\n12345 Qzcity',
  phone: '+49 555 qzphone',
  fax: '+49 555 qzfax',
}
const message = 'Qzmessage: how much is it?'
const bob = 'bob@acme.example'

describe.each(ownStoreKinds)('erasing a person, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let exported: LeadExport
  let erased: Erasure
  let leadId: string
  let before: Awaited<ReturnType<typeof actionsOf>>

  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    await app.given.events(acme, [
      event({ person: secrets }),
      download(bob),
      action('quote_request', secrets.email, {
        person: { ...secrets, ...lead(secrets.email) },
        quote: { quantity: 3, message },
        part: { number: '00123', configuration: { note: 'Qzconfiguration' } },
        session: 'qzsession',
      }),
    ])
    await acme.send([
      { ...download(secrets.email, { person: secrets }), catalog: '' },
      { wrong: { mail: secrets.email.toUpperCase(), name: secrets.last_name } },
    ])
    before = await actionsOf(acme)
    leadId = before.find(({ email }) => email === secrets.email)?.lead_id ?? ''
    // Delivered by every road.
    for (const format of ['ndjson', 'csv']) {
      ok(await acme.get(`/api/v1/lead-actions?format=${format}`))
      ok(await acme.get(`/api/v1/leads?format=${format}`))
    }
    ok(await acme.get('/api/v1/lead-changes'))
    await acme.send([
      action('contact_click', secrets.email, { person: { email: secrets.email, phone: '+49 qzother' } }),
    ])
    // A reader that was past the actions, and is told of the new telephone number only.
    ok(await acme.get('/api/v1/lead-changes?after=4&limit=1'))
    ok(await acme.get(`/api/v1/lead-actions?segment=catalog:none`))
    exported = await finished(acme, { format: 'csv' })
    expect(await tracesOn(app)).not.toEqual([])

    const begun = await acme.manage('POST', '/people/erase', { email: secrets.email })
    erased = erasure.parse(ok(begun).body)
    expect(begun.headers.get('location')).toBe(`/api/v1/contracts/${acme.id}/erasures/${leadId}`)
  })

  test('they are gone from every answer at once', async () => {
    expect(erased).toMatchObject({ lead_id: leadId, status: 'running' })
    const calls = [
      ...['lead-actions', 'leads'].flatMap((rows) =>
        ['json', 'ndjson', 'csv'].map((format) => `/api/v1/${rows}?format=${format}`),
      ),
      '/api/v1/lead-changes',
    ]
    for (const path of calls) {
      const { text } = ok(await acme.get(path))
      expect(text).toContain(bob)
      expect(traces(path, Buffer.from(text))).toEqual([])
    }
    for (const path of ['/quarantine', '/activity', '/segments', '/imports']) {
      expect(traces(path, Buffer.from(ok(await acme.manage('GET', path)).text))).toEqual([])
    }
    expect((await acme.manage('POST', '/people/find', { email: secrets.email })).status).toBe(404)
    expect((await acme.manage('POST', '/people/find', { lead_id: leadId })).status).toBe(404)
    expect((await acme.manage('GET', '/quarantine')).body).toMatchObject({ counts: {} })
  })

  test('the feed tells the lead’s id and nothing else of them', async () => {
    const { data } = leadChangePage.parse(ok(await acme.get('/api/v1/lead-changes')).body)

    expect(data.filter(({ kind }) => kind === 'lead_erased')).toMatchObject([{ row: { lead_id: leadId } }])
    expect(data.at(-1)).toMatchObject({ kind: 'lead_erased' })
    expect(data.map(({ kind }) => kind)).toEqual(['lead_action', 'lead_erased'])
  })

  test('a file that held them is gone', async () => {
    await doneErasing(acme, leadId)

    expect((await acme.get(`/api/v1/lead-exports/${exported.id}/file`)).status).toBe(410)
    expect(readdirSync(join(app.place.dataDir, 'files'))).toEqual([])
  })

  test('when it is done, every past delivery that had held them is listed, and no other', async () => {
    const done = await doneErasing(acme, leadId)

    const roads = done.deliveries.map(({ road }) => road)
    expect(roads.filter((road) => road === 'api')).toHaveLength(5)
    expect(roads.filter((road) => road === 'changes')).toHaveLength(2)
    expect(roads.filter((road) => road === 'export')).toHaveLength(1)
    expect(roads).toHaveLength(8)
    expect(new Set(done.deliveries.map(({ actor }) => actor))).toEqual(new Set([acme.clientId]))
  })

  test('when it is done, no byte of them is left on the disk or in the stores', async () => {
    await doneErasing(acme, leadId)

    expect(await tracesOn(app)).toEqual([])
  })

  test('the others and the anonymous counts stay', async () => {
    await doneErasing(acme, leadId)

    expect(await actionsOf(acme)).toEqual(before.filter(({ email }) => email === bob))
    if (app.place.clickhouseUrl === undefined) return
    const counts = await askStore(
      app.place.clickhouseUrl,
      "SELECT count(), uniqExact(person), countIf(type = 'quote_request'), sum(quote_quantity) FROM events WHERE kind = 'event' AND contract = 1 FORMAT CSV",
    )
    expect(counts).toBe('4,2,1,3\n')
  })

  test('an event of theirs that is sent again is a repetition, and a new one is of somebody new', async () => {
    const quote = before.find(({ action: kind }) => kind === 'quote_request')
    const again = action('quote_request', secrets.email, { id: quote?.action_id ?? '' })

    expect(await acme.send([again])).toMatchObject({ accepted: 0, duplicates: 1 })
    const consent = { manufacturer: true, at: app.clock().toISOString() }
    const person = { email: secrets.email, consent }
    await app.given.events(acme, [download(secrets.email, { catalog: 'later', at: consent.at, person })])

    const now = await actionsOf(acme)
    expect(now.map(({ catalog }) => catalog)).toEqual(['ball-bearings', 'later'])
    expect(now.at(-1)?.lead_id).not.toBe(leadId)
    const data = personData.parse(
      ok(await acme.manage('POST', '/people/find', { email: secrets.email })).body,
    )
    expect(data.actions).toHaveLength(1)
  })

  test('asking again by the lead’s id answers how far it is; by e-mail nobody is known', async () => {
    const other = await app.given.contract()
    await app.given.events(other, [download('cem@acme.example')])
    const lead_id = (await actionsOf(other))[0]?.lead_id ?? ''

    const first = await other.manage('POST', '/people/erase', { lead_id })
    const second = await other.manage('POST', '/people/erase', { lead_id })

    expect([first.status, second.status]).toEqual([202, 202])
    expect((await other.manage('POST', '/people/erase', { email: 'cem@acme.example' })).status).toBe(404)
    expect((await acme.manage('GET', `/erasures/${lead_id}`)).status).toBe(404)
  })

  test('an erasure that was interrupted goes on after a restart', async () => {
    const other = await app.given.contract()
    await app.given.events(other, [download('cem@acme.example')])
    const lead_id = (await actionsOf(other))[0]?.lead_id ?? ''

    ok(await other.manage('POST', '/people/erase', { lead_id }))
    await app.stop()
    await app.start()

    expect(await doneErasing(other, lead_id)).toMatchObject({ status: 'done' })
  })
})

async function actionsOf(caller: Caller) {
  return leadActionPage.parse(ok(await caller.get('/api/v1/lead-actions')).body).data
}

async function finished(caller: Caller, body: object): Promise<LeadExport> {
  let job = leadExport.parse(ok(await caller.post('/api/v1/lead-exports', body)).body)
  while (job.status === 'queued' || job.status === 'running') {
    await pause(50)
    job = leadExport.parse(ok(await caller.get(`/api/v1/lead-exports/${job.id}`)).body)
  }
  expect(job.status).toBe('done')
  return job
}

async function doneErasing(acme: ContractAtHand, leadId: string): Promise<Erasure> {
  for (;;) {
    const state = erasure.parse(ok(await acme.manage('GET', `/erasures/${leadId}`)).body)
    if (state.status === 'done') return state
    await pause(100)
  }
}

const words = [
  ...Object.values(secrets),
  secrets.email.toUpperCase(),
  message,
  'Qzconfiguration',
  'qzsession',
  '+49 qzother',
]

/** Where a word of the person is found: in any file of the data folder, or any row of the servers. */
async function tracesOn({ place }: TestApp): Promise<readonly string[]> {
  const found = filesBelow(place.dataDir).flatMap((path) => traces(path, readFileSync(path)))
  if (place.clickhouseUrl === undefined || place.databaseUrl === undefined) return found
  const rows = await askStore(place.clickhouseUrl, 'SELECT * FROM events FORMAT JSONEachRow')
  const tables = [...(await dumpDirectory(place.databaseUrl)), ['events', rows] as const]
  return [...found, ...tables.flatMap(([name, text]) => traces(name, Buffer.from(text)))]
}

function traces(where: string, bytes: Buffer): readonly string[] {
  return words.filter((word) => bytes.includes(word)).map((word) => `${where}: ${word}`)
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}
