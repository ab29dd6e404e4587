import { beforeAll, describe, expect, test } from 'vitest'
import { leadPage } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

/** Spellings of three people, by the address that each has. */
const spellings = [
  ['bob@example.com', 'bob\u200b@example.com', '\u202aBob@Example.com\u202c', 'bo\u00adb@exam\u200dple.com'],
  ['anna.m\u00fcller@example.com', 'anna.mu\u0308ller@example.com', 'ANNA.M\u00dcLLER@example.com'],
  [
    'eva@xn--mller-kva.example',
    'eva@m\u00fcller.example',
    'eva@mu\u0308ller.example',
    'Eva@XN--MLLER-KVA.example',
  ],
] as const

describe.each(storeKinds)('one address in many spellings, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    await app.given.events(
      acme,
      spellings.flat().map((email) => download(email)),
    )
  })

  test('is one lead', async () => {
    const leads = await leadsOf(acme)

    expect(leads.map(({ email, actions }) => [email, actions])).toEqual(
      spellings.map((all) => [all[0], all.length]),
    )
  })

  test.each(spellings)('%s is found by each of them', async (address, ...others) => {
    for (const email of [address, ...others]) {
      const found = personData.parse(ok(await acme.manage('POST', '/people/find', { email })).body)
      expect(found).toMatchObject({ email: address, actions: { length: others.length + 1 } })
    }
  })

  test('is erased whole by any of them, with what waits in the quarantine under another', async () => {
    const own = await app.given.contract()
    const [, ascii, unicode] = [...spellings[2]]
    await own.send([
      download('eva@m\u00fcller.example'),
      { ...download('Eva@XN--MLLER-KVA.example'), type: 'flying' },
      { ...download('eva@m\u00fcller.example'), type: 'flying' },
    ])

    ok(await own.manage('POST', '/people/erase', { email: unicode ?? ascii ?? '' }))

    expect(await leadsOf(own)).toEqual([])
    expect((await own.manage('GET', '/quarantine')).body).toMatchObject({ counts: {} })
    await own.send([download('eva@xn--mller-kva.example')])
    expect(await leadsOf(own)).toEqual([])
  })

  test.each(['m\u00fcller.example', 'XN--MLLER-KVA.EXAMPLE', 'mu\u0308ller.example'])(
    'of the excluded domain %s is no lead',
    async (domain) => {
      const own = await app.given.contract({ excluded_domains: [domain] })
      await own.send(spellings[2].map((email) => download(email)))
      await own.send([download('eva@sub.m\u00fcller.example'), download('bob@example.com')])

      expect((await leadsOf(own)).map(({ email }) => email)).toEqual(['bob@example.com'])
    },
  )

  test.each([`u@${'a'.repeat(64)}.com`, 'user@-example.com', 'user@exam_ple.com', 'user@1.2.3.4'])(
    '%s is nobody’s, and refused with its reason',
    async (email) => {
      const { rejected } = await acme.send([download(email)])

      expect(rejected).toMatchObject([{ reason: 'invalid_email' }])
    },
  )

  test('is one user, who signs in by any of them', async () => {
    const password = 'correct horse battery staple'
    const asked = { role: 'viewer', contract: acme.id, password }
    ok(await app.operator('POST', '/api/v1/users', { ...asked, email: 'eva@m\u00fcller.example' }))

    for (const email of spellings[2]) {
      const signedIn = await app.call('POST', '/api/v1/sign-in', { body: { email, password } })
      expect([email, signedIn.status]).toEqual([email, 200])
    }
    const { body } = await app.operator('GET', '/api/v1/users')
    expect(JSON.stringify(body).split('mller-kva.example')).toHaveLength(2)
  })
})

async function leadsOf(acme: ContractAtHand) {
  return leadPage.parse(ok(await acme.get('/api/v1/leads')).body).data
}
