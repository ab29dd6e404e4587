import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { leadActionPage, leadChangePage, leadPage, type LeadChange } from '@catalytics/contract/leads.ts'
import { erasure, personData, withdrawal } from '@catalytics/contract/people.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Answer,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, agreedAt, download, event, minute, refuser } from '../../../test/factories.ts'

const ann = 'ann@acme.example'
const bob = 'bob@acme.example'

describe.each(storeKinds)('people and their consent, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('nobody is a lead without having said yes', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [
      event(),
      event({ person: { email: ann } }),
      event({ person: { email: bob, consent: { manufacturer: false } } }),
    ])

    expect(await everyAnswer(acme)).toEqual(nobody)
    expect(await changesOf(acme)).toEqual([])
  })

  test('a yes that comes later brings the earlier actions, each once, under new numbers', async () => {
    const acme = await app.given.contract()
    const early = [event({ person: { email: ann } }), event({ person: { email: ann } })]
    await app.given.events(acme, [...early, event({ person: { email: bob } })])
    const yes = download(ann)

    await app.given.events(acme, [yes])

    const ids = [yes, ...early].map(({ id }) => id)
    const { data } = await actionsOf(acme)
    expect(data.map(({ action_id, email }) => [action_id, email])).toEqual(ids.map((id) => [id, ann]))
    // 1 to 3 are the events before; 4 the new one, 5 and 6 the earlier ones anew.
    expect(data.map(({ seq }) => seq)).toEqual([4, 5, 6])
    expect(await changesOf(acme)).toEqual(ids.map((id, n) => ['lead_action', 4 + n, id]))
    const leads = leadPage.parse(ok(await acme.get('/api/v1/leads')).body)
    expect(leads.data).toMatchObject([{ email: ann, actions: 3, cad_downloads: 1, product_views: 2 }])
  })

  test('a reader of the feed who was past the earlier actions gets them', async () => {
    const acme = await app.given.contract()
    const early = event({ person: { email: ann } })
    await app.given.events(acme, [early])
    const before = leadChangePage.parse(ok(await acme.get('/api/v1/lead-changes')).body)
    expect(before).toMatchObject({ data: [], next_after: 1 })

    const yes = download(ann)
    await app.given.events(acme, [yes])

    const { data } = leadChangePage.parse(
      ok(await acme.get(`/api/v1/lead-changes?after=${before.next_after}`)).body,
    )
    expect(data.map(told)).toEqual([
      ['lead_action', 2, yes.id],
      ['lead_action', 3, early.id],
    ])
  })

  describe('a withdrawal', () => {
    test.each([
      ['by the operator', async (acme: ContractAtHand) => void ok(await withdraw(acme, { email: ann }))],
      [
        'by an event',
        async (acme: ContractAtHand) =>
          void (await acme.send([event({ person: refuser(ann, '2026-04-01T00:00:00Z') })])),
      ],
    ])('%s hides the lead from the very next answer, in every format', async (_road, sayNo) => {
      const acme = await app.given.contract()
      await app.given.events(acme, [download(ann), download(bob), action('quote_request', ann)])
      const whole = await everyAnswer(acme)
      expect(whole.every((answer) => answer.includes(ann) && answer.includes(bob))).toBe(true)

      await sayNo(acme)

      const after = await everyAnswer(acme)
      expect(after.every((answer) => !answer.includes(ann) && answer.includes(bob))).toBe(true)
      const feed = await changesOf(acme)
      expect(feed.map(([kind]) => kind)).toEqual(['lead_action', 'consent_withdrawn'])
    })

    test('is told in the feed with the lead’s id, and only once', async () => {
      const acme = await app.given.contract()
      await app.given.events(acme, [download(ann)])
      const { data } = await actionsOf(acme)

      const first = withdrawal.parse(ok(await withdraw(acme, { lead_id: data[0]?.lead_id })).body)
      const again = withdrawal.parse(ok(await withdraw(acme, { email: ann })).body)

      expect([first.withdrawn, again.withdrawn]).toEqual([true, false])
      expect(await changesOf(acme)).toEqual([['consent_withdrawn', 2, data[0]?.lead_id]])
    })

    test('holds against a yes that was said before it and comes later', async () => {
      const acme = await app.given.contract()
      await app.given.events(acme, [download(ann)])
      await withdraw(acme, { email: ann })

      await app.given.events(acme, [download(ann, { person: { email: ann, company: 'New GmbH' } })])

      expect(await everyAnswer(acme)).toEqual(nobody)
    })

    test('and a new yes bring each action exactly once, after the withdrawal', async () => {
      const acme = await app.given.contract()
      const sent = [download(ann), action('document_open', ann), event({ person: { email: ann } })]
      await app.given.events(acme, sent)
      await withdraw(acme, { email: ann })
      const meanwhile = event({ person: { email: ann } })
      await app.given.events(acme, [meanwhile])
      const at = app.clock().toISOString()

      const again = event({ person: { email: ann, consent: { manufacturer: true, at } } })
      await app.given.events(acme, [again])

      const ids = [again, ...sent, meanwhile].map(({ id }) => id)
      const { data } = await actionsOf(acme)
      expect(data.map(({ action_id }) => action_id)).toEqual(ids)
      const feed = await changesOf(acme)
      expect(feed.map(([kind]) => kind)).toEqual(['consent_withdrawn', ...ids.map(() => 'lead_action')])
      expect(feed.slice(1).map(([, , id]) => id)).toEqual(ids)
      expect(data.map(({ new_user }) => new_user)).toEqual([false, true, false, false, false])
    })

    test('saying yes and no over and over leaves every action once', async () => {
      const acme = await app.given.contract()
      const sent = [download(ann), download(ann), download(ann)]
      await app.given.events(acme, sent)
      for (let turn = 0; turn < 3; turn += 1) {
        const at = (offset: number) => minute(60 * 24 * 90 + turn * 2 + offset)
        await acme.send([event({ person: refuser(ann, at(0)) })])
        await acme.send([event({ person: { email: ann, consent: { manufacturer: true, at: at(1) } } })])
      }

      const ids = (await actionsOf(acme)).data.map(({ action_id }) => action_id)

      expect(ids).toHaveLength(9)
      expect(new Set(ids).size).toBe(9)
      // Whoever follows the feed holds the same in the end.
      expect((await replica(acme)).toSorted()).toEqual(ids.toSorted())
    })
  })

  test('a later event changes the profile in every row, and the feed tells the lead anew', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download(ann, { person: { email: ann, company: 'Old', city: 'Ulm' } })])

    await app.given.events(acme, [event({ person: { email: ann, company: 'New' } })])
    await app.given.events(acme, [
      event({ at: '2020-01-01T00:00:00Z', person: { email: ann, company: 'Older' } }),
    ])

    const { data } = await actionsOf(acme)
    expect(data.map(({ company, city }) => [company, city])).toEqual(data.map(() => ['New', 'Ulm']))
    const feed = leadChangePage.parse(ok(await acme.get('/api/v1/lead-changes')).body)
    expect(feed.data.map(({ kind }) => kind)).toEqual([
      'lead_action',
      'lead_action',
      'lead_updated',
      'lead_action',
    ])
    expect(feed.data[2]).toMatchObject({ row: { email: ann, company: 'New', actions: 3 } })
  })

  test('people of excluded domains are events and no leads, from the change of the setting on', async () => {
    const acme = await app.given.contract({ excluded_domains: ['rival.example'] })
    await app.given.events(acme, [
      download('a@rival.example'),
      download('b@sub.rival.example'),
      download('c@notrival.example'),
      download('D@RIVAL.example'),
    ])
    expect((await actionsOf(acme)).data.map(({ email }) => email)).toEqual(['c@notrival.example'])

    ok(
      await app.operator('PATCH', `/api/v1/contracts/${acme.id}`, { excluded_domains: ['notrival.example'] }),
    )

    expect((await actionsOf(acme)).data.map(({ email }) => email)).toEqual([
      'a@rival.example',
      'b@sub.rival.example',
      'd@rival.example',
    ])
    const leads = leadPage.parse(ok(await acme.get('/api/v1/leads')).body)
    expect(leads.data).toHaveLength(3)
  })

  test('an administrator does all of it from the browser, and the log says who', async () => {
    const acme = await app.given.contract()
    const user = await app.given.user(acme, 'administrator')
    const path = `/api/v1/contracts/${acme.id}`
    const email = 'ann@acme.example'
    await app.given.events(acme, [download(email)])

    const found = personData.parse(ok(await user.post(`${path}/people/find`, { email })).body)
    ok(await user.post(`${path}/people/find`, { lead_id: found.lead_id, purpose: 'download' }))
    const withdrawn = ok(await user.post(`${path}/people/withdraw-consent`, { email })).body
    const begun = ok(await user.post(`${path}/people/erase`, { email }))

    expect(found).toMatchObject({ email, actions: [{ action: 'cad_download' }] })
    expect(withdrawn).toEqual({
      lead_id: found.lead_id,
      withdrawn: true,
      consent: { manufacturer: false, at: expect.any(String), text: null },
    })
    expect([begun.status, begun.headers.get('location')]).toEqual([202, `${path}/erasures/${found.lead_id}`])
    await expect
      .poll(async () => (await user.get(`${path}/erasures/${found.lead_id}`)).body)
      .toMatchObject({ lead_id: found.lead_id, status: 'done' })
    const log = activityList.parse(ok(await user.get(`${path}/activity?actor=${user.email}`)).body)
    expect(log.data.filter(({ details }) => details['lead_id'] === found.lead_id)).toMatchObject(
      ['person_erased', 'consent_withdrawn', 'person_downloaded', 'person_viewed'].map((type) => ({
        type,
        actor: user.id,
        actor_name: user.email,
        role: 'administrator',
      })),
    )
  })

  test('a person can have everything that is stored about them', async () => {
    const acme = await app.given.contract()
    const profile = {
      first_name: 'Ann',
      company: 'Acme',
      country: 'DE' as const,
      phone: '+49 1',
      fax: '+49 2',
    }
    await app.given.events(acme, [
      event({ person: { email: ann } }),
      action('quote_request', ann, {
        at: minute(5),
        person: { email: ann, ...profile },
        quote: { message: 'Price?' },
      }),
      download(bob),
    ])
    await acme.send([
      { ...download(ann), catalog: '' },
      { nonsense: true, mail: `<${ann.toUpperCase()}>` },
    ])
    await actionsOf(acme)

    const data = personData.parse(
      ok(await acme.manage('POST', '/people/find', { email: ' ANN@acme.example' })).body,
    )

    expect(data).toMatchObject({
      email: ann,
      profile: {
        first_name: { value: 'Ann', at: minute(5) },
        phone: { value: '+49 1', at: minute(5) },
        fax: { value: '+49 2', at: minute(5) },
      },
      consent: { manufacturer: true, at: agreedAt, text: null },
      actions: [{ action: 'product_view' }, { action: 'quote_request', quote_message: 'Price?' }],
      quarantined: 2,
      deliveries: [{ road: 'api', actor: acme.clientId }],
    })
    expect(Object.keys(data.profile).toSorted()).toEqual(Object.keys(profile).toSorted())
    expect((await acme.manage('POST', '/people/find', { lead_id: data.lead_id })).body).toMatchObject({
      email: ann,
    })
    const log = await acme.manage('GET', '/activity?type=person_viewed')
    expect(log.body).toMatchObject({ data: [{ details: { lead_id: data.lead_id } }, {}] })
    expect(log.text).not.toContain(ann)
  })

  test('who received a person is named as they are now, an account that was deleted as it was', async () => {
    const acme = await app.given.contract()
    const administrator = await app.given.user(acme, 'administrator')
    await app.given.events(acme, [download(ann)])
    const crm = await app.given.account(acme, { name: 'CRM', scopes: ['leads:read'] })
    const old = await app.given.account(acme, { name: 'Old CRM', scopes: ['leads:read'] })
    for (const account of [crm, old]) ok(await account.get('/api/v1/leads'))
    ok(await administrator.get(`/api/v1/contracts/${acme.id}/service-accounts/${crm.clientId}/preview`))
    ok(await acme.manage('GET', `/service-accounts/${crm.clientId}/preview`))
    ok(await acme.manage('PATCH', `/service-accounts/${crm.clientId}`, { name: 'CRM of the plant' }))
    ok(await acme.manage('DELETE', `/service-accounts/${old.clientId}`))

    const found = personData.parse(ok(await acme.manage('POST', '/people/find', { email: ann })).body)
    ok(await acme.manage('POST', '/people/erase', { email: ann }))
    let erased
    do {
      await pause(20)
      erased = erasure.parse(ok(await acme.manage('GET', `/erasures/${found.lead_id}`)).body)
    } while (erased.status === 'running')

    for (const { deliveries } of [found, erased])
      expect(deliveries.map(({ actor, actor_name }) => [actor, actor_name])).toEqual([
        [crm.clientId, 'CRM of the plant'],
        [old.clientId, 'Old CRM'],
        [administrator.id, administrator.email],
        ['operator', null],
      ])
  })

  test.each(['/people/find', '/people/withdraw-consent', '/people/erase'])(
    '%s of somebody unknown is 404, of nobody 400',
    async (path) => {
      const acme = await app.given.contract()

      expect((await acme.manage('POST', path, { email: 'x@y.example' })).status).toBe(404)
      expect((await acme.manage('POST', path, {})).status).toBe(400)
    },
  )
})

const nobody = ['', '', '', '', '', '']

/** What a lead could be seen in: every call and format; only e-mails are kept, an answer without leads is empty. */
async function everyAnswer(caller: Caller): Promise<readonly string[]> {
  const paths = ['lead-actions', 'leads'].flatMap((rows) =>
    ['json', 'ndjson', 'csv'].map((format) => `/api/v1/${rows}?format=${format}`),
  )
  const answers: Answer[] = []
  // One after the other: an account may have two streams under way.
  for (const path of paths) answers.push(await caller.get(path))
  return answers.map((answer) => [...ok(answer).text.matchAll(/\w+@[\w.]+/g)].join(' '))
}

async function actionsOf(caller: Caller) {
  return leadActionPage.parse(ok(await caller.get('/api/v1/lead-actions')).body)
}

function withdraw(acme: ContractAtHand, who: object) {
  return acme.manage('POST', '/people/withdraw-consent', who)
}

/** Kind, number, and the id of the action or lead. */
function told({ kind, seq, row }: LeadChange): readonly [string, number, string] {
  if ('into' in row) return [kind, seq, row.into]
  return [kind, seq, 'action_id' in row ? row.action_id : row.lead_id]
}

async function changesOf(caller: Caller) {
  return leadChangePage.parse(ok(await caller.get('/api/v1/lead-changes')).body).data.map(told)
}

/** What a reader of the feed keeps: actions, less those of leads who are gone. */
async function replica(caller: Caller): Promise<readonly string[]> {
  const kept = new Map<string, string>()
  for (const change of leadChangePage.parse(ok(await caller.get('/api/v1/lead-changes')).body).data) {
    if (change.kind === 'lead_action') kept.set(change.row.action_id, change.row.lead_id)
    else if (change.kind !== 'lead_updated' && change.kind !== 'lead_merged')
      for (const [id, lead] of kept) if (lead === change.row.lead_id) kept.delete(id)
  }
  return [...kept.keys()]
}
