import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { importAnswer } from '@catalytics/contract/imports.ts'
import { leadPage } from '@catalytics/contract/leads.ts'
import { atEnd } from '../../../test/at-end.ts'
import { restoreInto } from '../../../test/backups.ts'
import {
  buildTestApp,
  newPlace,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { download, event } from '../../../test/factories.ts'

const ann = 'ann@acme.example'
const minuteMs = 60_000

/** What cannot be told from something new, as it has no id. */
function old() {
  const { id: _id, ...rest } = download(ann, {
    at: '2026-03-01T10:00:00Z',
    session: 'visitor-7',
    person: { email: ann, company: 'Qz GmbH' },
    part: { number: '00123', configuration: { name: 'Ann' } },
  })
  return rest
}

describe.each(storeKinds)('who was erased, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  const now = () => app.clock().toISOString()
  async function erased(): Promise<ContractAtHand> {
    const acme = await app.given.contract()
    await app.given.events(acme, [old(), download('bob@acme.example')])
    ok(await acme.manage('POST', '/people/erase', { email: ann }))
    app.clock.forward(minuteMs)
    return acme
  }

  test('does not come back with what happened before, which counts without them', async () => {
    const acme = await erased()

    const answer = await acme.send([old(), { ...old(), person: { email: ann } }])

    expect(answer).toMatchObject({ accepted: 2, rejected: [] })
    expect(await emailsOf(acme)).toEqual(['bob@acme.example'])
    expect((await acme.manage('POST', '/people/find', { email: ann })).status).toBe(404)
  })

  test('is no lead by what they do later, as long as their consent is the old one', async () => {
    const acme = await erased()

    await app.given.events(acme, [download(ann, { at: now() }), download(ann, { at: now() })])

    expect(await emailsOf(acme)).toEqual(['bob@acme.example'])
    expect((await acme.manage('POST', '/people/find', { email: ann })).body).toMatchObject({
      consent: { manufacturer: false, at: null },
    })
  })

  test('is a lead again when they agree anew, with what they did since and nothing of before', async () => {
    const acme = await erased()
    const consent = { manufacturer: true, at: now() }
    await app.given.events(acme, [download(ann, { at: now(), person: { email: ann, consent } })])

    await acme.send([old()])

    const { data } = leadPage.parse(ok(await acme.get('/api/v1/leads')).body)
    expect(data.find(({ email }) => email === ann)).toMatchObject({ actions: 1, company: null })
  })

  test.each([
    ['dated far ahead', { consent: { manufacturer: true, at: '2099-01-01T00:00:00Z' } }, 0],
    ['of a clock that is minutes ahead', { consent: { manufacturer: true } }, 4 * minuteMs],
  ])('and who withdrew are no leads by the same yes again, %s', async (_what, person, aheadMs) => {
    const acme = await app.given.contract()
    const sent = ['erased@x.example', 'withdrew@x.example'].map((email) => {
      const { id: _id, ...rest } = download(email, {
        at: new Date(app.clock().getTime() + aheadMs).toISOString(),
        person: { email, ...person },
      })
      return rest
    })
    await app.given.events(acme, sent)
    expect(await emailsOf(acme)).toEqual(['erased@x.example', 'withdrew@x.example'])
    app.clock.forward(minuteMs)
    ok(await acme.manage('POST', '/people/erase', { email: 'erased@x.example' }))
    ok(await acme.manage('POST', '/people/withdraw-consent', { email: 'withdrew@x.example' }))

    for (const wait of [1, 10]) {
      app.clock.forward(wait * minuteMs)
      await acme.send(sent)
      expect(await emailsOf(acme)).toEqual([])
    }
  })

  test('is known in their contract alone', async () => {
    await erased()
    const other = await app.given.contract()

    await other.send([old()])

    expect(await emailsOf(other)).toEqual([ann])
  })

  test('stays away after a restart, and in a place that was filled from a backup', async () => {
    const acme = await erased()
    const folder = mkdtempSync(join(tmpdir(), 'catalytics-return-'))
    atEnd(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'backup.tar')
    expect((await app.operator('POST', '/api/v1/backups', { path })).text).toContain('"result"')
    const place = await newPlace(stores)
    await restoreInto(place, path, app.clock)
    const SECRET_KEY = readFileSync(join(app.place.dataDir, 'secret.key'), 'utf8').trim()
    const second = await buildTestApp({ stores, place, settings: { SECRET_KEY } })
    second.clock.forward(app.clock().getTime() - second.clock().getTime())

    await second.through(acme).send([old()])
    await app.stop()
    await app.start()
    await acme.send([old()])

    expect(await emailsOf(second.through(acme))).toEqual(['bob@acme.example'])
    expect(await emailsOf(acme)).toEqual(['bob@acme.example'])
  })
})

describe('who had withdrawn and was forgotten', () => {
  test('by retention, is no lead by their old consent', async () => {
    const app = await buildTestApp()
    const acme = await app.given.contract()
    const longAgo = '2020-01-01T00:00:00Z'
    const consent = { manufacturer: true, at: longAgo }
    await app.given.events(acme, [download(ann, { at: longAgo, person: { email: ann, consent } })])
    ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))
    ok(await acme.manage('PATCH', '', { retention_months: 12 }))
    app.clock.forward(60 * minuteMs)
    const isKnown = async () => (await acme.manage('POST', '/people/find', { email: ann })).status === 200
    await expect.poll(isKnown).toBe(false)

    await app.given.events(acme, [event({ at: app.clock().toISOString(), person: { email: ann, consent } })])

    expect(await emailsOf(acme)).toEqual([])
  })

  test('by the undoing of an import: their no stands, that of the import does not', async () => {
    const app = await buildTestApp()
    const acme = await app.given.contract()
    const path = join(app.place.dataDir, 'events.ndjson')
    const no = { manufacturer: false }
    const lines = [download(ann), event({ person: { email: 'bob@acme.example', consent: no } })]
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'))
    const text = ok(await acme.manage('POST', '/imports', { path, mapping: null })).text.trim()
    const { import_id } = importAnswer.parse(JSON.parse(text.split('\n').at(-1) ?? '').result)
    app.clock.forward(minuteMs)
    ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))
    ok(await acme.manage('POST', `/imports/${import_id}/undo`))

    await app.given.events(acme, [download(ann), download('bob@acme.example')])

    expect(await emailsOf(acme)).toEqual(['bob@acme.example'])
  })
})

async function emailsOf(acme: ContractAtHand): Promise<readonly string[]> {
  return leadPage.parse(ok(await acme.get('/api/v1/leads')).body).data.map(({ email }) => email)
}
