import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import type { WireEvent } from '@catalytics/contract/events.ts'
import { leadActionPage, leadChangePage, leadPage } from '@catalytics/contract/leads.ts'
import { addMonths, startOfDay } from '@catalytics/contract/period.ts'
import { quarantineAnswer } from '@catalytics/contract/quarantine.ts'
import { retentionPreview } from '@catalytics/contract/retention.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type ContractAtHand,
  type Place,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download, event } from '../../../test/factories.ts'
import { openLog } from '../../lib/log.ts'
import { connectDirectory } from '../../stores/directory/directory.ts'

const hourMs = 3_600_000
const zone = 'America/New_York'
const [ann, bob, cem] = ['ann@acme.example', 'bob@acme.example', 'cem@acme.example']

/** The free texts that the directory store holds. */
async function storedMessages({ dataDir, databaseUrl }: Place): Promise<readonly string[]> {
  const target = databaseUrl === undefined ? { file: join(dataDir, 'directory.db') } : { url: databaseUrl }
  const directory = connectDirectory(target, openLog('silent'))
  const rows = await directory.db.selectFrom('quote_messages').select('message').execute()
  await directory.close()
  return rows.map(({ message }) => message)
}

describe.each(storeKinds)('what a contract keeps for a year, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  /** The first day that is kept, and instants relative to its beginning. */
  function limit() {
    const day = addMonths(dayOf(app.clock().getTime(), zone), -12)
    return { day, at: (ms: number) => new Date(startOfDay(day, zone) + ms).toISOString() }
  }

  async function given(events: readonly WireEvent[]): Promise<void> {
    acme = await app.given.contract({ time_zone: zone })
    await app.given.events(acme, events)
  }

  const applications = async () =>
    activityList.parse(ok(await acme.manage('GET', '/activity?type=retention_applied')).body).data

  /** Sets the limit and lets the hour pass at which it is applied. */
  async function keepForAYear(): Promise<void> {
    ok(await acme.manage('PATCH', '', { retention_months: 12 }))
    app.clock.forward(hourMs)
    await expect.poll(async () => (await applications()).length).toBeGreaterThan(0)
    // The log tells it with the people; their actions go right after.
    const left = async () => retentionPreview.parse(ok(await acme.manage('GET', '/retention?months=12')).body)
    await expect.poll(async () => (await left()).actions).toBe(0)
  }

  const actions = async () =>
    leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions?limit=10000')).body).data
  const changes = async (after = 0) =>
    leadChangePage.parse(ok(await acme.get(`/api/v1/lead-changes?limit=10000&after=${after}`)).body)

  test('whole days go, with people who did nothing since; the feed and the log tell it', async () => {
    const { day, at } = limit()
    await given([
      download(ann, { at: at(-1) }),
      download(bob, { at: at(-24 * hourMs) }),
      action('quote_request', bob, { at: at(-hourMs), quote: { message: 'An old secret' } }),
      action('quote_request', bob, { at: at(0), quote: { message: 'A new one' } }),
      download(bob, { at: at(hourMs) }),
      event({ at: at(-1), person: { email: cem } }),
      event({ at: at(-1) }),
      event({ at: at(0) }),
    ])
    const { next_after: before } = await changes()
    const preview = ok(await acme.manage('GET', '/retention?months=12')).body
    expect((await actions()).length).toBe(5)

    await keepForAYear()

    expect(retentionPreview.parse(preview)).toEqual({ before: day, actions: 5, people: 2 })
    expect(await storedMessages(app.place)).toEqual(['A new one'])
    expect((await actions()).map((one) => [one.email, one.at, one.quote_message, one.new_user])).toEqual([
      [bob, at(0), 'A new one', false],
      // It was not the first: that one is gone, but bob is not new because of it.
      [bob, at(hourMs), null, false],
    ])
    const leads = leadPage.parse(ok(await acme.get('/api/v1/leads')).body).data
    expect(leads).toMatchObject([{ email: bob, actions: 2, cad_downloads: 1 }])
    expect((await changes(before)).data.map(({ kind }) => kind).toSorted()).toEqual([
      'lead_erased',
      'lead_erased',
      'lead_updated',
    ])
    for (const gone of [ann, cem])
      expect((await acme.manage('POST', '/people/find', { email: gone })).status).toBe(404)
    expect(ok(await acme.manage('POST', '/people/find', { email: bob })).text).not.toContain('secret')
    expect(await applications()).toMatchObject([
      { actor_kind: 'system', details: { before: day, actions: 5, people: 2 } },
    ])
    expect(ok(await acme.manage('GET', '/retention')).body).toEqual({ before: day, actions: 0, people: 0 })
  })

  test('refused events go by the day they came; without a limit, everything stays', async () => {
    await given([])
    const other = await app.given.contract()
    for (const contract of [acme, other]) await contract.send([{ ...event(), type: 'flying' }])
    const yearMs = 366 * 24 * hourMs

    app.clock.forward(yearMs)
    await app.given.events(acme, [event({ at: new Date(app.clock().getTime() - 2 * yearMs).toISOString() })])
    await keepForAYear()

    expect([await refused(acme), await refused(other)]).toEqual([0, 1])
  })

  test('where nothing is left, readers of the feed go on from where they were', async () => {
    const { at } = limit()
    await given([event({ at: at(-1) }), event({ at: at(-2) })])
    const { next_after } = await changes()

    await keepForAYear()

    const empty = await changes(next_after)
    expect([empty.data, empty.next_after]).toEqual([[], next_after])
    await app.given.events(acme, [download(ann, { at: at(hourMs) })])
    expect((await changes(next_after)).data).toMatchObject([{ kind: 'lead_action' }])
    const { findings } = JSON.parse((await app.operator('GET', '/api/v1/examination')).text)
    for (const check of ['sequences', 'event_ids', 'people', 'activity'])
      expect(findings).toContainEqual(expect.objectContaining({ check, status: 'ok' }))
  })

  test('many people are forgotten in several steps', async () => {
    const { at } = limit()
    const many = Array.from({ length: 5200 }, (_, n) =>
      event({ at: at(-1), person: { email: `p${n}@x.example` } }),
    )
    await given([...many, event({ at: at(-1) })])

    await keepForAYear()
    await expect.poll(async () => (await applications()).length).toBe(2)

    const told = (await applications()).map(({ details }) => [details['actions'], details['people']])
    expect(told).toEqual([
      [201, 200],
      [5000, 5000],
    ])
  })
})

async function refused(contract: ContractAtHand): Promise<number> {
  return quarantineAnswer.parse(ok(await contract.manage('GET', '/quarantine')).body).data.length
}
