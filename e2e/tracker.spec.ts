import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { site as siteAnswer } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../server/test/build-app.ts'
import { openBrowser } from './browser.ts'
import { openCatalogSite, type CatalogSite } from './catalog-site.ts'

const stub =
  'window.catalytics=window.catalytics||function(){(catalytics.q=catalytics.q||[]).push(arguments)}'

let app: TestApp
let acme: ContractAtHand
let key: string
let catalog: CatalogSite
let browser: Browser
beforeAll(async () => {
  await import('../tools/build-tracker.ts')
  ;[app, catalog, browser] = await Promise.all([
    buildTestApp({ stores: 'alone' }),
    openCatalogSite(),
    openBrowser(),
  ])
  acme = await app.given.contract()
  const made = await acme.manage('PUT', '/sites/www', { origins: [catalog.origin] })
  key = siteAnswer.parse(ok(made).body).public_key ?? ''
})
afterAll(async () => {
  await browser?.close()
  await catalog?.close()
})

let context: BrowserContext
let page: Page
let faults: string[]
/** Whatever goes to the application, scripts aside. */
let sent: Request[]
beforeEach(async () => {
  context = await browser.newContext({ locale: 'de-CH' })
  page = await context.newPage()
  faults = []
  sent = []
  page.on('pageerror', (error) => faults.push(error.message))
  context.on('request', (request) => {
    if (request.url().startsWith(`${app.url()}/`) && request.resourceType() !== 'script') sent.push(request)
  })
})
afterEach(() => context.close())

/** A page of the catalog with the tag in it. */
function tagged(attributes = '', rest = ''): string {
  return `<!doctype html><title>Catalog</title><script>${stub}</script>
<script async src="${app.url()}/t.js" data-key="${key}" ${attributes}></script>${rest}`
}

/** What a page does with the function, as text: it runs there. */
function track(email: string, type = 'cad_download', more = ''): string {
  const person = `{ email: '${email}', consent: { manufacturer: true, at: '2026-01-05T10:00:00Z' } }`
  return `catalytics('${type}', { catalog: 'ball-bearings', part: { number: '00123' }, person: ${person}${more} })`
}

async function open(path: string, html: string, headers: Readonly<Record<string, string>> = {}) {
  catalog.put(path, { html, headers })
  await page.goto(catalog.origin + path)
}

async function actionsOf(email: string) {
  const { data } = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions?limit=10000')).body)
  return data.filter((action) => action.email === email)
}

/** Waits until so many actions are stored, and tells them. */
async function stored(email: string, count = 1) {
  await expect.poll(async () => (await actionsOf(email)).length).toBe(count)
  return await actionsOf(email)
}

function eventsIn(requests: readonly Request[]) {
  return requests.map((request) => JSON.parse(request.postData() ?? '{}').events)
}

test('events before and after the script is there are stored for the site, without a cookie or a question', async () => {
  await open('/', tagged('', `<script>${track('ann@one.example')}</script>`))
  await page.waitForFunction('catalytics.ready')
  await page.evaluate(track('ann@one.example', 'product_view'))

  const actions = await stored('ann@one.example', 2)

  expect(actions.map((one) => [one.action, one.channel_kind, one.channel, one.part_number])).toEqual([
    ['cad_download', 'site', 'www', '00123'],
    ['product_view', 'site', 'www', '00123'],
  ])
  const [events] = eventsIn(sent)
  expect(events[0]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    session: expect.stringMatching(/^[0-9a-f]{32}$/),
    language: 'de-CH',
  })
  // In one batch, or in two where the machine is slow.
  const kinds = sent.map((request) => `${request.method()} ${request.headers()['content-type']}`)
  expect(new Set(kinds)).toEqual(new Set(['POST text/plain;charset=UTF-8']))
  expect([
    await context.cookies(),
    await page.evaluate('localStorage.length + sessionStorage.length'),
  ]).toEqual([[], 0])
  expect(faults).toEqual([])
})

test('what happens right before the page is left arrives', async () => {
  await open('/next', '<!doctype html>')
  await open(
    '/',
    tagged('', `<a href="/next" onclick="${track('bob@one.example').replaceAll('"', '')}">CAD</a>`),
  )
  await page.waitForFunction('catalytics.ready')

  await page.click('a')

  await stored('bob@one.example')
  expect(page.url()).toBe(`${catalog.origin}/next`)
})

test('what happens right before the tab is closed arrives, and what was on its way comes once', async () => {
  await open('/', tagged())
  await page.waitForFunction('catalytics.ready')
  // The answer never comes, so the page cannot know that it arrived.
  await context.route(`${app.url()}/t/*`, async (route) => {
    await route.fetch()
    await new Promise(() => {})
  })
  await page.evaluate(track('cleo@one.example'))
  await stored('cleo@one.example')
  await context.unroute(`${app.url()}/t/*`)
  await page.evaluate(track('cleo@one.example'))

  await page.close({ runBeforeUnload: true })

  expect(await stored('cleo@one.example', 2)).toHaveLength(2)
})

test('a batch that did not get through is sent again, and counts once', async () => {
  await open('/', tagged())
  let attempts = 0
  await context.route(`${app.url()}/t/*`, async (route) => {
    attempts += 1
    if (attempts === 1) return await route.abort('connectionreset')
    return await route.continue()
  })
  await page.waitForFunction('catalytics.ready')

  await page.evaluate(track('dan@one.example'))

  await stored('dan@one.example')
  expect(attempts).toBe(2)
})

test('many events go in batches that the server takes', async () => {
  await open('/', tagged())
  await page.waitForFunction('catalytics.ready')

  await page.evaluate(`for (let n = 0; n < 60; n += 1) ${track('eva@one.example', 'product_view')}`)
  const long = `, quote: { message: '€'.repeat(5000) }`
  await page.evaluate(`for (let n = 0; n < 9; n += 1) ${track('eva@one.example', 'quote_request', long)}`)
  await page.evaluate(`catalytics('product_view', { catalog: 'x'.repeat(70000) })`)

  await stored('eva@one.example', 69)
  expect(eventsIn(sent).map((events) => events.length)).toEqual([50, 13, 3, 3])
})

test('a visit is as long as the page; where the tag says so, as long as the tab', async () => {
  const sessions = async (attributes: string) => {
    const found = []
    for (let n = 0; n < 2; n += 1) {
      await open('/', tagged(attributes, `<script>${track('fay@one.example')}</script>`))
      found.push(await page.waitForRequest(`${app.url()}/t/*`))
    }
    return eventsIn(found).map((events) => events[0].session)
  }

  const [one, other] = await sessions('')
  const [kept, again] = await sessions('data-session="tab"')

  expect(one).not.toBe(other)
  expect(kept).toBe(again)
  expect(await page.evaluate('sessionStorage.catalytics')).toBe(kept)
})

describe('of somebody whose browser objects', () => {
  const signals = [
    ['Global Privacy Control', `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`],
    ['Do Not Track', `Object.defineProperty(navigator, 'doNotTrack', { value: '1' })`],
  ] as const

  test.each(signals)('by %s nothing is sent', async (_name, script) => {
    await context.addInitScript(script)
    await open('/', tagged('', `<script>${track('gus@one.example')}</script>`))
    await page.waitForFunction('catalytics.ready')
    await page.evaluate(track('gus@one.example'))

    await page.goto('about:blank')

    expect(sent).toEqual([])
    expect(faults).toEqual([])
  })

  test.each(signals)(
    'by %s neither person nor visit is sent, where the tag says so',
    async (_name, script) => {
      await context.addInitScript(script)
      await open('/', tagged('data-signals="anonymous"', `<script>${track('gus@one.example')}</script>`))

      const [[event]] = eventsIn([await page.waitForRequest(`${app.url()}/t/*`)])

      expect(Object.keys(event).toSorted()).toEqual(['at', 'catalog', 'id', 'language', 'part', 'type'])
    },
  )

  test('the page may decide otherwise', async () => {
    await context.addInitScript(signals[0][1])
    await open('/', tagged('data-signals="ignore"', `<script>${track('hal@one.example')}</script>`))

    expect(await stored('hal@one.example')).toHaveLength(1)
  })
})

test('what is the same for all events is said once', async () => {
  const set = `catalytics('set', { language: 'fr', part: { number: '7' } })`
  await open('/', tagged('data-catalog="valves"', `<script>${set};catalytics('product_view')</script>`))

  const [[event]] = eventsIn([await page.waitForRequest(`${app.url()}/t/*`)])

  expect(event).toMatchObject({
    type: 'product_view',
    catalog: 'valves',
    language: 'fr',
    part: { number: '7' },
  })
})

test('a page with the tag twice is counted once, and a mistake of the page does not stop it', async () => {
  const mistake = `catalytics('product_view', { part: window }); catalytics()`
  await open('/', `${tagged()}${tagged('', `<script>${mistake};${track('ida@one.example')}</script>`)}`)

  const actions = await stored('ida@one.example')

  expect(actions).toHaveLength(1)
  expect(faults).toEqual([])
})

test('it runs under a strict policy of the page', async () => {
  const policy = `default-src 'none'; script-src 'nonce-abc' ${app.url()}; connect-src ${app.url()}`
  await open(
    '/',
    tagged('', `<script>${track('jan@one.example')}</script>`).replaceAll('<script>', '<script nonce="abc">'),
    {
      'content-security-policy': `${policy}; require-trusted-types-for 'script'`,
    },
  )

  await stored('jan@one.example')
  expect(faults).toEqual([])
})

test('a page of an origin that is not listed sends in vain, and does not notice', async () => {
  catalog.put('/', { html: tagged('', `<script>${track('kim@one.example')}</script>`) })
  await page.goto(catalog.otherOrigin)

  const request = await page.waitForRequest(`${app.url()}/t/*`)
  await page.goto('about:blank')

  expect(request.method()).toBe('POST')
  expect(await actionsOf('kim@one.example')).toEqual([])
  expect(faults).toEqual([])
})

test('the script is small, kept by caches, and asked for by any page', async () => {
  const plain = await app.get('/t.js', { 'accept-encoding': 'identity' })
  const packed = await app.get('/t.js', { 'accept-encoding': 'gzip, br' })
  const etag = packed.headers.get('etag') ?? ''
  const again = await app.get('/t.js', { 'accept-encoding': 'gzip', 'if-none-match': etag })

  expect(packed.bytes.equals(plain.bytes)).toBe(true)
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(2048)
  expect(Object.fromEntries(packed.headers)).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'accept-encoding',
  })
  expect(plain.headers.get('etag')).not.toBe(etag)
  expect([again.status, again.text]).toEqual([304, ''])
})
