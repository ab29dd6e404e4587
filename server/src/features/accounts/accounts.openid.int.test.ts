import { beforeAll, describe, expect, test } from 'vitest'
import { session } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { openProvider, type OpenIdProvider } from '../../../test/openid-provider.ts'

const publicUrl = 'https://catalytics.example'

/** Follows links as a browser does, each host with its own cookies; ours is reached at its real address. */
function openBrowser(app: TestApp) {
  const jars = new Map<string, Map<string, string>>()

  async function go(url: string, headers: Readonly<Record<string, string>> = {}) {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url.replace(publicUrl, app.url()), {
      redirect: 'manual',
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
    })
    for (const text of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const to = answer.headers.get('location')
    return {
      status: answer.status,
      to: to === null ? null : new URL(to, url).href,
      text: await answer.text(),
    }
  }

  return {
    go,
    jar: (origin: string) => jars.get(origin) ?? new Map<string, string>(),
    /** Goes on until the next step would be at `end`, or none is left; where that is. */
    async follow(url: string, end: (to: string) => boolean): Promise<string> {
      let at = url
      for (let steps = 0; steps < 15 && !end(at); steps++) {
        const { to } = await go(at)
        if (to === null) return at
        at = to
      }
      return at
    },
  }
}

const start = (to = '/') => `${publicUrl}/openid/start?to=${encodeURIComponent(to)}`
const isCallback = (to: string) => to.startsWith(`${publicUrl}/openid/callback`)
const isDone = (to: string) => to.startsWith(publicUrl) && !to.startsWith(`${publicUrl}/openid`)

describe.each([true, false])(
  'signing in where somebody else vouches, address in the ID token: %s',
  (inIdToken) => {
    let app: TestApp
    let acme: ContractAtHand
    let provider: OpenIdProvider
    beforeAll(async () => {
      provider = await openProvider(`${publicUrl}/openid/callback`, { inIdToken })
      app = await buildTestApp({ settings: { ...provider.settings, PUBLIC_URL: publicUrl } })
      acme = await app.given.contract()
    })

    test('a user with the verified address is signed in, and comes to where they wanted', async () => {
      const ann = await app.given.user(acme, 'administrator')
      provider.become({ email: ann.email.toUpperCase(), email_verified: true })
      const browser = openBrowser(app)

      const end = await browser.follow(start('/c/ct_x/members?a=1'), isDone)

      expect(end).toBe(`${publicUrl}/c/ct_x/members?a=1`)
      const cookie = `__Host-catalytics=${browser.jar(publicUrl).get('__Host-catalytics')}`
      const shown = session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
      expect(shown).toMatchObject({ user: { id: ann.id, second_factor: false }, second_factor_met: true })
      const bob = await app.given.user(acme, 'administrator')
      expect(ok(await bob.get('/api/v1/session')).body).toMatchObject({ second_factor_met: false })
      expect([...browser.jar(publicUrl).keys()].toSorted()).toEqual([
        '__Host-catalytics',
        '__Host-catalytics-device',
      ])
      // A contract that wants a second factor leaves that to the provider.
      ok(await acme.manage('PATCH', '', { second_factor_required: true }))
      const path = `/api/v1/contracts/${acme.id}/sites`
      expect([(await app.get(path, { cookie })).status, (await bob.get(path)).status]).toEqual([200, 403])
      ok(await acme.manage('PATCH', '', { second_factor_required: false }))
      const { data } = activityList.parse(ok(await acme.manage('GET', '/activity?type=visit')).body)
      expect(data.filter(({ actor }) => actor === ann.id)).toHaveLength(2)
      expect(ok(await app.get('/api/v1/sign-in-options')).body).toMatchObject({
        openid: { name: 'Works login' },
      })
    })

    test('the first time proves the address, and ends what whoever made the account may know', async () => {
      const ann = await app.given.user(acme, 'viewer')
      provider.become({ email: ann.email, email_verified: true })
      const cookieOf = (browser: ReturnType<typeof openBrowser>) =>
        `__Host-catalytics=${browser.jar(publicUrl).get('__Host-catalytics')}`
      const [first, later] = [openBrowser(app), openBrowser(app)]

      await first.follow(start(), isDone)

      const shown = session.parse(ok(await app.get('/api/v1/session', { cookie: cookieOf(first) })).body)
      expect(shown.user.address_proved).toBe(true)
      expect((await ann.get('/api/v1/session')).status).toBe(401)
      const body = { email: ann.email, password: ann.password }
      expect((await app.call('POST', '/api/v1/sign-in', { body })).status).toBe(401)
      await later.follow(start(), isDone)
      for (const browser of [first, later])
        expect((await app.get('/api/v1/session', { cookie: cookieOf(browser) })).status).toBe(200)
    })

    test.each([
      [
        'an address that no user has',
        { email: 'nobody@users.example', email_verified: true },
        'unknown_user',
      ],
      [
        'an address that is not verified',
        { email: 'ann@users.example', email_verified: false },
        'unverified',
      ],
      ['an address of which nothing is said', { email: 'ann@users.example' }, 'unverified'],
      ['no address', { email_verified: true }, 'unverified'],
    ])('%s leads back to the sign-in page', async (_, claims, problem) => {
      await app.operator('POST', '/api/v1/users', {
        email: 'ann@users.example',
        role: 'viewer',
        contract: acme.id,
      })
      provider.become(claims)
      const browser = openBrowser(app)

      const end = await browser.follow(start(), isDone)

      expect(end).toBe(`${publicUrl}/sign-in?problem=openid_${problem}`)
      expect(browser.jar(publicUrl).has('__Host-catalytics')).toBe(false)
    })

    test('what comes back is taken once, by the browser that went, as it was sent', async () => {
      const ann = await app.given.user(acme, 'viewer')
      provider.become({ email: ann.email, email_verified: true })
      const failed = `${publicUrl}/sign-in?problem=openid_failed`
      const browser = openBrowser(app)
      const back = await browser.follow(start(), isCallback)
      expect(back).toMatch(/[?&]code=.+/)

      // Somebody else's browser, with the flow of its own and without any.
      const other = openBrowser(app)
      expect((await other.go(back)).to).toBe(failed)
      await other.go(start())
      expect((await other.go(back)).to).toBe(failed)
      // Without the state, and with another code.
      const kept = new Map(browser.jar(publicUrl))
      const flow = { cookie: `__Host-catalytics-openid=${kept.get('__Host-catalytics-openid')}` }
      const changed = new URL(back)
      changed.searchParams.set('state', 'x')
      expect((await openBrowser(app).go(changed.href, flow)).to).toBe(failed)
      expect((await browser.go(back)).to).toBe(`${publicUrl}/`)
      expect((await openBrowser(app).go(back, flow)).to).toBe(failed)
    })

    test('who takes longer than ten minutes begins again', async () => {
      const browser = openBrowser(app)
      const back = await browser.follow(start(), isCallback)
      app.clock.forward(601_000)

      expect((await browser.go(back)).to).toBe(`${publicUrl}/sign-in?problem=openid_failed`)
    })

    test.each([
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/.\t//evil.example',
      'https://catalytics.example//evil.example',
      'javascript:alert(1)',
      '',
    ])('nobody is led to %j', async (to) => {
      const ann = await app.given.user(acme, 'viewer')
      provider.become({ email: ann.email, email_verified: true })

      expect(await openBrowser(app).follow(start(to), isDone)).toBe(`${publicUrl}/`)
    })
  },
)

test('a provider that does not answer is said to be out of reach', async () => {
  const nobody = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }
  const app = await buildTestApp({ settings: { ...nobody, PUBLIC_URL: publicUrl } })

  const { status, to } = await openBrowser(app).go(`${publicUrl}/openid/start`)

  expect([status, to]).toEqual([302, `${publicUrl}/sign-in?problem=openid_unavailable`])
})

test('without a provider there is no such way', async () => {
  const app = await buildTestApp()

  expect((await app.get('/openid/start')).status).toBe(404)
  expect(ok(await app.get('/api/v1/sign-in-options')).body).toMatchObject({ openid: null })
})
