import { beforeAll, describe, expect, test } from 'vitest'
import { leadActionPage, leadPage } from '@catalytics/contract/leads.ts'
import { serviceAccountPreview, type ServiceAccountPreview } from '@catalytics/contract/service-accounts.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { download, event, minute, refuser } from '../../../test/factories.ts'

describe.each(storeKinds)('what an account sees, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ excluded_domains: ['acme.example'] })
    await acme.manage('PUT', '/segments', {
      segments: [{ kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' }],
    })
    await app.given.events(acme, [
      ...['ann', 'bob', 'cleo', 'dan', 'ann'].map((name) => download(`${name}@plant.example`)),
      download('ann@plant.example', { catalog: 'linear-guides' }),
      download('eve@plant.example', { catalog: 'linear-guides' }),
      // None of these is a lead: no name, own staff, no agreement, agreement taken back.
      event(),
      download('staff@acme.example'),
      event({ type: 'cad_download', person: refuser('no@plant.example', minute(0)) }),
      download('gone@plant.example'),
    ])
    await acme.manage('POST', '/people/withdraw-consent', { email: 'gone@plant.example' })
  })

  async function previewOf(account: Caller): Promise<ServiceAccountPreview> {
    const answer = ok(await acme.manage('GET', `/service-accounts/${account.clientId}/preview`))
    return serviceAccountPreview.parse(answer.body)
  }

  test.each([
    ['everything', [], 5, 7],
    ['one catalog', ['catalog:ball-bearings'], 4, 5],
    ['two catalogs', ['catalog:ball-bearings', 'catalog:linear-guides'], 5, 7],
    ['nothing', ['site:nowhere'], 0, 0],
  ])('%s: the counts are those of the rows that it pulls', async (_, segments, count, actions) => {
    const account = await app.given.account(acme, { scopes: ['leads:read'], segments })

    const { leads } = await previewOf(account)
    const rows = await pulled(account)

    expect([leads?.count, leads?.actions]).toEqual([count, actions])
    expect([rows.leads.length, rows.actions.length]).toEqual([count, actions])
    const instants = rows.actions.map(({ at }) => at).toSorted()
    expect(leads?.first_action_at).toBe(instants[0] ?? null)
    expect(leads?.last_action_at).toBe(instants.at(-1) ?? null)
    expect(leads?.sample).toEqual(rows.leads.slice(0, 3))
  })

  test('segments have their names, unknown ones their keys', async () => {
    const segments = ['catalog:ball-bearings', 'site:nowhere']
    const account = await app.given.account(acme, { scopes: ['leads:read'], segments })

    expect((await previewOf(account)).segments).toEqual([
      { segment: 'catalog:ball-bearings', name: 'Ball bearings' },
      { segment: 'site:nowhere', name: 'nowhere' },
    ])
  })

  test('an account that may not read leads sees none', async () => {
    const account = await app.given.account(acme, { scopes: ['events:write'] })

    expect(await previewOf(account)).toEqual({ segments: [], leads: null })
  })
})

/** What it really gets. */
async function pulled(account: Caller) {
  const leads = leadPage.parse(ok(await account.get('/api/v1/leads')).body).data
  const actions = leadActionPage.parse(ok(await account.get('/api/v1/lead-actions')).body).data
  return { leads, actions }
}
