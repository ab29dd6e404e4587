import axe from 'axe-core'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { isActing } from './act.ts'
import type { Login } from './installation.ts'
import { ownInstallation } from './own-installation.ts'
import { recordTold } from './told.ts'

/** A browser window of somebody, and what went wrong in it. */
export type Visitor = {
  readonly page: Page
  /** Goes to an address of the server and waits until the page stands. */
  readonly go: (path: string) => Promise<void>
  /** Errors that the browser told: faults of scripts, refused styles, calls to strangers. */
  readonly faults: readonly string[]
}

type Options = {
  /** Who signs in; nobody where absent. */
  readonly as?: Login
  readonly language?: 'en' | 'fr' | 'de' | 'sv'
  /** Of the browser's clock; that of the machine where absent. */
  readonly timeZone?: string
}

let browser: Browser | undefined
afterAll(async () => {
  await browser?.close()
})

/** What pages have sent without anybody looking at what comes of it. */
const bareActs: string[] = []
afterEach(() => {
  const found = bareActs.splice(0)
  expect(found, 'what calls the server is done by act()').toEqual([])
})

/** Whether a page asks the server to do something, or to look for somebody: not what it asks by itself. */
function isChange(request: Request): boolean {
  return (
    request.resourceType() === 'fetch' &&
    request.method() !== 'GET' &&
    !/\/(look|password-checks)$/.test(new URL(request.url()).pathname)
  )
}

/** Takes what was sent without act(), for the spec that shows that it is noticed. */
export function takeBareActs(): readonly string[] {
  return bareActs.splice(0)
}

/** A window of its own: own cookies, own storage. Closed with the test file. */
export async function openVisitor({ as, language = 'en', timeZone }: Options = {}): Promise<Visitor> {
  browser ??= await chromium.connect(inject('browser'))
  const { url } = ownInstallation()
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    reducedMotion: 'reduce',
    ...(timeZone !== undefined && { timezoneId: timeZone }),
  })
  context.setDefaultTimeout(30_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
  await context.addInitScript(recordTold)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // A browser tells each refusal of the server as an error; the pages expect those.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url)
      faults.push(`a call to ${request.url()}`)
    if (isChange(request) && !isActing(page)) bareActs.push(`${request.method()} ${request.url()}`)
  })
  const visitor: Visitor = {
    page,
    faults,
    async go(path) {
      await page.goto(path)
      await stands(page)
    },
  }
  if (as !== undefined) await signIn(visitor, as)
  return visitor
}

/** A page stands when it has its title and nothing in it is still on its way. */
export async function stands(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
}

async function signIn({ page }: Visitor, { email, password }: Login): Promise<void> {
  const answer = await page.request.post('/api/v1/sign-in', {
    data: { email, password },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect([answer.status(), await answer.text()]).toEqual([200, expect.any(String)])
}

/**
 * What a program can find of WCAG 2.2 AA and of good practice on the page as it stands; nothing is as it should be.
 *
 * @param onlyColours leaves out what colours have no part in
 */
export async function accessibilityFaults(
  page: Page,
  { onlyColours = false }: { readonly onlyColours?: boolean } = {},
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return await page.evaluate(
    async (runOnly) => {
      // @ts-expect-error -- axe was put into the page above; its types stay here
      const { violations, incomplete } = await window.axe.run(document, {
        resultTypes: ['violations', 'incomplete'],
        ...(runOnly !== null && { runOnly }),
      })
      type Node = { html: string; failureSummary: string; any: { data?: { messageKey?: string } }[] }
      type Found = { id: string; nodes: Node[] }
      // A text in the colour of its ground is invisible, but to axe it might be meant so.
      const invisible: Found[] = incomplete.map(({ id, nodes }: Found) => ({
        id,
        nodes: nodes.filter(({ any }) => any.some(({ data }) => data?.messageKey === 'equalRatio')),
      }))
      return [...violations, ...invisible]
        .filter(({ nodes }) => nodes.length > 0)
        .map(
          ({ id, nodes }: Found) =>
            `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n    ${failureSummary}`).join('\n  ')}`,
        )
    },
    onlyColours ? ['color-contrast', 'link-in-text-block'] : null,
  )
}
