// Draws every page for the documentation: a server with a little of everything, Chromium, PNG files in docs/pictures.
//   npm run pictures; after a build also: node e2e/pictures.ts --only NAME
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { freePort } from '../server/test/free-port.ts'
import { openBrowser } from './browser.ts'
import { fill, type Login } from './installation.ts'
import { furnish, setUpPath } from './pictures-scene.ts'
import { shots, type Shot } from './pictures-shots.ts'
import { startServer } from './server-process.ts'
import { repacked } from './smaller-png.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
/** Cookies of who has signed in, by e-mail. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

const temporary = mkdtempSync(join(tmpdir(), 'catalytics-pictures-'))
const place = { folder: join(temporary, 'data'), port: await freePort() }
const server = await startServer(place)
try {
  const browser = await openBrowser()
  try {
    const first = { name: 'set-up', path: await setUpPath(place.folder) }
    await draw(browser, server.url, first)
    for (const shot of shots(await furnish(await fill(place, server.url))))
      await draw(browser, server.url, shot)
  } finally {
    await browser.close()
  }
} finally {
  await server.remove()
  rmSync(temporary, { recursive: true, force: true })
}

async function draw(browser: Browser, baseURL: string, shot: Shot): Promise<void> {
  const { name, as, path, language = 'en', scheme = 'light', size = 'desk', before, tall = true } = shot
  if (values.only !== undefined && values.only !== name) return
  const context = await browser.newContext({
    baseURL,
    locale: language,
    colorScheme: scheme,
    viewport: sizes[size],
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  if (as !== undefined) await signIn(context, as, language)
  const page = await context.newPage()
  await page.addInitScript((picked) => localStorage.setItem('catalytics-language', picked), language)
  await page.goto(path)
  await stands(page)
  await before?.(page)
  await stands(page)
  await page.evaluate(() => scrollTo(0, 0))
  const picture = repacked(await page.screenshot({ fullPage: tall, caret: 'initial' }))
  writeFileSync(join(folder, `${name}.png`), picture)
  process.stdout.write(`${name}.png  ${Math.ceil(picture.length / 1024)} kB\n`)
  await context.close()
}

/** Once a user: the next picture goes on with the same session. */
async function signIn(context: BrowserContext, { email, password }: Login, language: string): Promise<void> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const before = sessions.get(email)
  if (before === undefined) {
    const answer = await context.request.post('/api/v1/sign-in', { data: { email, password }, headers })
    if (!answer.ok()) throw new Error(`${email} is not let in: ${await answer.text()}`)
    sessions.set(email, await context.cookies())
  } else {
    await context.addCookies(before)
  }
  await context.request.patch('/api/v1/me', { data: { language }, headers })
}

async function stands(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
}
