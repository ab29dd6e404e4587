import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityFaults, stands, type Visitor } from './visitor.ts'

const languages = ['en', 'fr', 'de'] as const
const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

const pictures = fileURLToPath(new URL('../.tsbuild/screens/', import.meta.url))

/**
 * Looks at a page in three languages, by day and by night (which changes the colours alone), on a desk and on a phone:
 * nothing sticks out, axe finds nothing, the browser tells no error. The other languages change nothing but words, so
 * axe looks at them once. With SCREENS=1 each look is kept in `.tsbuild/screens/`.
 *
 * @param name of the pictures
 * @param show brings the page to what is to be looked at, once per language
 */
export async function expectEveryLook(
  visitor: Visitor,
  name: string,
  show: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const { page } = visitor
  const found: string[] = []
  for (const language of languages) {
    await page.setViewportSize(sizes[0])
    await speak(page, language)
    await show(visitor)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        const look = `${name}-${language}-${colorScheme}-${size.width}`
        if (process.env['SCREENS'] === '1') await picture(page, look)
        const faults = await sticksOut(page)
        if (language === 'en' || (colorScheme === 'light' && size === sizes[0]))
          faults.push(...(await accessibilityFaults(page, { onlyColours: colorScheme === 'dark' })))
        found.push(...faults.map((fault) => `${look}: ${fault}`))
      }
    }
  }
  await page.setViewportSize(sizes[0])
  await page.emulateMedia({ colorScheme: 'light' })
  await speak(page, 'en')
  expect([...found, ...visitor.faults]).toEqual([])
}

/** The page at an address, as {@link expectEveryLook} shows it. */
export function at(path: string): (visitor: Visitor) => Promise<void> {
  return async ({ page, go }) => {
    await go(path)
    await stands(page)
  }
}

/** Makes the pages speak a language, also with the account of whoever is signed in. */
export async function speak(page: Page, language: (typeof languages)[number]): Promise<void> {
  await page.goto('/healthz')
  await page.evaluate((picked) => localStorage.setItem('catalytics-language', picked), language)
  // Refused where nobody is signed in.
  const headers = { 'sec-fetch-site': 'same-origin' }
  await page.request.patch('/api/v1/me', { headers, data: { language } })
}

/** What is wider than the window. */
async function sticksOut(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    )
    return [`${scrollWidth} px wide in ${clientWidth}: ${wide.at(-1)?.outerHTML.slice(0, 200)}`]
  })
}

async function picture(page: Page, look: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${look}.png`), fullPage: true })
}
