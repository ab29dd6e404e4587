import { beforeAll, describe, expect, test } from 'vitest'
import { erasure, personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, storeKinds, type TestApp } from '../../../test/build-app.ts'
import { action, download } from '../../../test/factories.ts'

const ann = 'ann@acme.example'
const bob = 'bob@acme.example'
const site = { kind: 'site', key: 'www' } as const

/** What programs asked for, and whether it held ann, who downloads in Germany and asks for a quotation later. */
const calls = [
  ['lead-actions?action=cad_download&from=2026-03-01&to=2026-03-02', true],
  ['lead-actions?action=cad_download&from=2026-03-02', false],
  ['lead-actions?action=quote_request', true],
  ['lead-actions?action=product_view', false],
  ['lead-actions?segment=catalog:bearings&to=2026-03-02', true],
  ['lead-actions?segment=catalog:profiles', false],
  ['lead-actions?segment=catalog:profiles&segment=site:www', true],
  ['lead-actions?country=DE&action=cad_download', true],
  ['leads?segment=site:www', true],
  ['leads?segment=catalog:profiles', false],
  // The first page of several, with her download.
  ['lead-actions?limit=1', true],
  ['lead-actions?format=csv&action=quote_request', true],
] as const

describe.each(storeKinds)('who received a person, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('is who could see one of their actions then, also when the person is erased', async () => {
    const acme = await app.given.contract({ time_zone: 'UTC' })
    const at = '2026-03-01T12:00:00Z'
    await app.given.events(acme, [
      download(ann, {
        at,
        catalog: 'bearings',
        person: { email: ann, country: 'DE', consent: { manufacturer: true } },
      }),
      action('quote_request', ann, { at: '2026-03-05T12:00:00Z', catalog: 'bearings', channel: site }),
      download(bob, { at: '2026-03-06T12:00:00Z', catalog: 'profiles' }),
      action('product_view', bob, { at: '2026-03-06T13:00:00Z', catalog: 'profiles' }),
    ])
    const callers = new Map<string, string>()
    for (const [call] of calls) {
      const one = await app.given.account(acme, { scopes: ['leads:read'] })
      callers.set(one.clientId, call)
      ok(await one.get(`/api/v1/${call}`))
    }
    const held = calls.filter(([, isHeld]) => isHeld).map(([call]) => call)
    const named = (deliveries: readonly { readonly actor: string }[]) =>
      deliveries.map(({ actor }) => callers.get(actor) ?? actor)

    const found = personData.parse(ok(await acme.manage('POST', '/people/find', { email: ann })).body)
    expect(named(found.deliveries).toSorted()).toEqual(held.toSorted())

    // She lives elsewhere by now, and is erased: what had left stays what had left.
    await app.given.events(acme, [
      download(ann, {
        at: '2026-03-07T12:00:00Z',
        catalog: 'bearings',
        person: { email: ann, country: 'FR', consent: { manufacturer: true } },
      }),
    ])
    const { lead_id } = erasure.parse(ok(await acme.manage('POST', '/people/erase', { email: ann })).body)
    const state = async () => erasure.parse(ok(await acme.manage('GET', `/erasures/${lead_id}`)).body)
    await expect.poll(async () => (await state()).status, { timeout: 30_000 }).toBe('done')
    expect(named((await state()).deliveries ?? []).toSorted()).toEqual(held.toSorted())
  })
})
