import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { WireEvent } from '@catalytics/contract/events.ts'
import { importAnswer } from '@catalytics/contract/imports.ts'
import { leadPage } from '@catalytics/contract/leads.ts'
import { personData, withdrawal } from '@catalytics/contract/people.ts'
import { quarantineAnswer, replayAnswer } from '@catalytics/contract/quarantine.ts'
import { site as siteAnswer } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download, event, refuser } from '../../../test/factories.ts'

const ann = 'ann@acme.example'
const minuteMs = 60_000
const page = 'https://www.acme.example'
const farAhead = ['2099-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-14:00']

/** Ann, who agreed at this instant. */
function yes(at: string, more: object = {}) {
  return { email: ann, consent: { manufacturer: true, at, ...more } }
}

describe.each(storeKinds)('time and consent, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })
  beforeEach(() => app.clock.forward(minuteMs))

  function inMinutes(minutes: number): string {
    return new Date(app.clock().getTime() + minutes * minuteMs).toISOString()
  }
  /** The ways in which events come; each answers the reasons for which they were refused. */
  const roads: Readonly<
    Record<string, (acme: ContractAtHand, events: readonly WireEvent[]) => Promise<readonly string[]>>
  > = {
    JSON: async (acme, events) => (await acme.send(events)).rejected.map(({ reason }) => reason),
    NDJSON: async (acme, events) => {
      const body = events.map((one) => JSON.stringify(one)).join('\n')
      const headers = { 'content-type': 'application/x-ndjson' }
      const answer = ok(await acme.call('POST', '/api/v1/events', { body, headers }))
      return reasonsIn(answer.body)
    },
    tracker: async (acme, events) => {
      const site = siteAnswer.parse(ok(await acme.manage('PUT', '/sites/www', { origins: [page] })).body)
      return reasonsIn(ok(await sendFromPage(site.public_key, events)).body)
    },
    import: async (acme, events) => {
      const path = join(app.place.dataDir, `${acme.id}.ndjson`)
      writeFileSync(path, events.map((one) => JSON.stringify(one)).join('\n'))
      const answer = ok(await acme.manage('POST', '/imports', { path, mapping: null })).text
      const done: unknown = JSON.parse(answer.trim().split('\n').at(-1) ?? '')
      return Object.keys(importAnswer.parse(Object(done).result).reasons)
    },
  }

  function sendFromPage(key: string | null, events: readonly WireEvent[]) {
    return app.call('POST', `/t/${key}`, {
      body: JSON.stringify({ events: events.map((one) => ({ ...one, channel: undefined })) }),
      headers: { 'content-type': 'text/plain', origin: page },
    })
  }

  async function withSite() {
    const acme = await app.given.contract()
    const site = siteAnswer.parse(ok(await acme.manage('PUT', '/sites/www', { origins: [page] })).body)
    const send = async (events: readonly WireEvent[]) =>
      reasonsIn(ok(await sendFromPage(site.public_key, events)).body)
    return { acme, send }
  }

  describe.each(Object.keys(roads))('by %s', (road) => {
    const send = (acme: ContractAtHand, events: readonly WireEvent[]) => roads[road]?.(acme, events)

    test('an event from more than five minutes ahead is refused with its reason', async () => {
      const acme = await app.given.contract()
      const sent = [inMinutes(4), inMinutes(6), inMinutes(60), ...farAhead].map((at) => event({ at }))

      const reasons = await send(acme, sent)

      expect(new Set(reasons)).toEqual(new Set(['at_out_of_range']))
      const { data } = quarantineAnswer.parse(ok(await acme.manage('GET', '/quarantine')).body)
      const refused = data.map(({ event: text }) => JSON.parse(text).id)
      expect(new Set(refused)).toEqual(new Set(sent.slice(1).map(({ id }) => id)))
    })

    test.each(farAhead)('a consent from %s counts as given when it came', async (at) => {
      const acme = await app.given.contract()
      const before = app.clock().getTime()
      await send(acme, [event({ person: yes(at) })])

      const [lead] = await leadsOf(acme)
      expect(Date.parse(lead?.consent_at ?? '')).toBeGreaterThanOrEqual(before)
      expect(Date.parse(lead?.consent_at ?? '')).toBeLessThanOrEqual(app.clock().getTime())
      app.clock.forward(minuteMs)
      ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))
      expect(await leadsOf(acme)).toEqual([])
      app.clock.forward(minuteMs)
      await app.given.events(acme, [event({ person: yes(inMinutes(0)) })])
      expect(await leadsOf(acme)).toMatchObject([{ email: ann }])
    })

    test('a consent from before 1990 is refused with its reason', async () => {
      const acme = await app.given.contract()
      const ancient = ['0000-01-01T00:00:00+14:00', '0001-01-01T00:00:00Z', '1989-12-31T23:59:59Z']

      const reasons = await send(
        acme,
        ancient.map((at) => event({ person: yes(at) })),
      )

      expect(new Set(reasons)).toEqual(new Set(['at_out_of_range']))
      expect(await leadsOf(acme)).toEqual([])
    })
  })

  test.each(farAhead)('a no from %s is outlived by a later yes', async (at) => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download(ann), event({ person: refuser(ann, at) })])
    expect(await leadsOf(acme)).toEqual([])
    app.clock.forward(minuteMs)

    await app.given.events(acme, [event({ person: yes(inMinutes(0)) })])

    expect(await leadsOf(acme)).toMatchObject([{ email: ann }])
  })

  test('a withdrawal stands against a yes that was received before it, however late it is stored', async () => {
    const acme = await app.given.contract({ unknown_segments: 'reject' })
    const known = [
      { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
      { kind: 'network', key: 'partnet', name: 'PARTnet' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments: known }))
    await app.given.events(acme, [download(ann)])
    const waiting = event({ catalog: 'gears', at: inMinutes(0), person: yes(inMinutes(30)) })
    await acme.send([waiting])
    app.clock.forward(minuteMs)
    ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))
    app.clock.forward(60 * minuteMs)
    ok(await acme.manage('PATCH', '', { unknown_segments: 'create' }))

    const replayed = ok(await acme.manage('POST', '/quarantine/replay', {})).body

    expect(replayAnswer.parse(replayed)).toMatchObject({ taken: 1, refused: 0 })
    expect(await leadsOf(acme)).toEqual([])
  })

  test('a withdrawal of somebody who never agreed stands against an older yes that comes late', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [event({ person: { email: ann } })])

    const answer = ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann })).body
    await app.given.events(acme, [download(ann)])

    expect(withdrawal.parse(answer).withdrawn).toBe(false)
    expect(await leadsOf(acme)).toEqual([])
  })

  describe('the public key of a site', () => {
    test('begins a consent, of somebody unknown and of somebody who never decided', async () => {
      const { acme, send } = await withSite()
      await app.given.events(acme, [event({ person: { email: ann } })])

      expect(await send([download(ann), download('new@acme.example')])).toEqual([])

      expect((await leadsOf(acme)).map(({ email }) => email).toSorted()).toEqual([ann, 'new@acme.example'])
    })

    test.each(['2026-05-01T00:00:00Z', ...farAhead])('silences nobody, with a no from %s', async (at) => {
      const { acme, send } = await withSite()
      await app.given.events(acme, [download(ann)])

      expect(await send([event({ person: refuser(ann, at) })])).toEqual([])

      expect(await leadsOf(acme)).toMatchObject([{ email: ann, consent_text: null }])
    })

    test('undoes no withdrawal, and gives a lead no other text', async () => {
      const { acme, send } = await withSite()
      await app.given.events(acme, [download(ann), download('bob@acme.example')])
      ok(await acme.manage('POST', '/people/withdraw-consent', { email: ann }))
      app.clock.forward(minuteMs)
      const now = inMinutes(0)

      await send([
        event({ person: yes(now) }),
        event({ person: { ...yes(now, { text: 'page' }), email: 'bob@acme.example' } }),
      ])

      expect(await leadsOf(acme)).toMatchObject([{ email: 'bob@acme.example', consent_text: null }])
    })

    test('does not get more weight by waiting in the quarantine', async () => {
      const { acme, send } = await withSite()
      await app.given.events(acme, [download(ann)])
      ok(await acme.manage('PATCH', '', { unknown_segments: 'reject' }))
      const refused = event({ catalog: 'gears', person: refuser(ann, inMinutes(0)) })
      expect(await send([refused])).toEqual(['unknown_catalog'])
      ok(await acme.manage('PATCH', '', { unknown_segments: 'create' }))

      const replayed = ok(await acme.manage('POST', '/quarantine/replay', {})).body

      expect(replayAnswer.parse(replayed)).toMatchObject({ taken: 1 })
      expect(await leadsOf(acme)).toMatchObject([{ email: ann }])
    })
  })

  test('the text of a later consent is kept, in answers and for the person', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [event({ person: yes('2026-02-01T00:00:00Z', { text: '2026-01' }) })])

    await app.given.events(acme, [event({ person: yes('2026-02-02T00:00:00Z', { text: '2026-02' }) })])

    expect(await leadsOf(acme)).toMatchObject([
      { consent_text: '2026-02', consent_at: '2026-02-02T00:00:00.000Z' },
    ])
    const known = personData.parse(ok(await acme.manage('POST', '/people/find', { email: ann })).body)
    expect(known.consent).toEqual({ manufacturer: true, at: '2026-02-02T00:00:00.000Z', text: '2026-02' })
  })
})

const refusals = z.object({ rejected: z.array(z.object({ reason: z.string() })) })

function reasonsIn(body: unknown): readonly string[] {
  return refusals.parse(body).rejected.map(({ reason }) => reason)
}

async function leadsOf(acme: ContractAtHand) {
  return leadPage.parse(ok(await acme.get('/api/v1/leads')).body).data
}
