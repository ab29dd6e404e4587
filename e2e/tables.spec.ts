import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { memberList, type MemberAnswer } from '@catalytics/contract/members.ts'
import { siteList, type Site } from '@catalytics/contract/sites.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { accessibilityFaults, openVisitor, type Visitor } from './visitor.ts'

let own: OwnContract
let visitor: Visitor
let someone: MemberAnswer
let someSite: Site
beforeAll(async () => {
  own = await ownContract('Tables')
  visitor = await openVisitor({ as: own.root })
  const [site] = siteList.parse(await own.operate('GET', '/sites')).data
  const [olga] = memberList.parse(await own.operate('GET', '/members')).data
  if (site === undefined || olga === undefined)
    throw new Error('the contract has neither a site nor a member')
  someSite = site
  someone = olga
})

/** Lets a list of the API be as long as no real one can be made in time. */
async function answerWith(path: string, rows: readonly object[]): Promise<void> {
  await visitor.page.unrouteAll()
  const body = JSON.stringify({ data: rows })
  await visitor.page.route(
    (url) => url.pathname === `/api/v1/contracts/${own.id}/${path}`,
    (route) => route.fulfill({ contentType: 'application/json', body }),
  )
}

const sites = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...someSite,
    key: `site-${index + 1}`,
    name: `Site ${index + 1}`,
  }))

const table = (page: Page) => page.getByRole('table', { name: 'Sites', exact: true })
const rowsIn = (page: Page) => table(page).locator('tbody [role="row"]')
const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('tr')
    return [row?.getAttribute('aria-rowindex'), document.activeElement?.textContent]
  })

describe('a table of 100,000 rows', () => {
  test('holds those in sight, tells how many there are, and every one is reached by keyboard', async () => {
    const { page, go } = visitor
    await answerWith('sites', sites(100_000))
    await go(`/c/${own.id}/settings/sites`)

    await page.getByText('100,000 sites').waitFor()
    expect(await table(page).getAttribute('aria-rowcount')).toBe('100001')
    expect(await rowsIn(page).count()).toBeLessThan(100)
    expect(await table(page).locator('thead [role="row"]').getAttribute('aria-rowindex')).toBe('1')

    await table(page).getByRole('link', { name: 'Site 1', exact: true }).focus()
    expect(await focusedRow(page)).toEqual(['2', 'Site 1'])
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedRow(page)).toEqual(['3', 'Site 2'])
    await page.keyboard.press('End')
    await expect.poll(() => focusedRow(page)).toEqual(['100001', 'Site 100000'])
    await expect.poll(() => isInSight(page, 'Site 100000')).toBe(true)
    expect(await rowsIn(page).count()).toBeLessThan(100)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => focusedRow(page)).toEqual(['100000', 'Site 99999'])
    await page.keyboard.press('Home')
    await expect.poll(() => focusedRow(page)).toEqual(['2', 'Site 1'])
    await expect.poll(() => isInSight(page, 'Site 1')).toBe(true)
  })

  test('keeps the row with the focus wherever one scrolls to, and axe finds nothing', async () => {
    const { page } = visitor
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2))
    await table(page)
      .getByRole('link', { name: /^Site (4|5)\d{4}$/ })
      .first()
      .waitFor()

    expect(await focusedRow(page)).toEqual(['2', 'Site 1'])
    const places = await rowsIn(page).evaluateAll((rows) =>
      rows.map((row) => Number(row.getAttribute('aria-rowindex'))),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('is ordered anew from its heading', async () => {
    const { page } = visitor
    await table(page).getByRole('button', { name: 'Name' }).click()
    await page.evaluate(() => window.scrollTo(0, 0))

    await expect.poll(() => rowsIn(page).first().getByRole('link').textContent()).toBe('Site 100000')
  })
})

test('a long table has all its rows on paper', async () => {
  const { page, go } = visitor
  await answerWith('sites', sites(400))
  await go(`/c/${own.id}/settings/sites`)
  await page.getByText('400 sites').waitFor()
  expect(await rowsIn(page).count()).toBeLessThan(100)

  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => rowsIn(page).count()).toBe(400)
  expect(await table(page).getAttribute('aria-rowcount')).toBeNull()

  await page.emulateMedia({ media: 'screen' })
  await expect.poll(() => rowsIn(page).count()).toBeLessThan(100)
})

test('names are ordered as the language of the page has it, not that of the browser', async () => {
  // A browser in Swedish would put Ö behind Z.
  const swede = await openVisitor({ as: own.root, language: 'sv' })
  const names = ['Zoe', 'Östen', 'Otto 10', 'Otto 9', 'Peter']
  const rows = names.map((name, index) => ({
    ...someone,
    user: `us_${String(index).padStart(16, '0')}`,
    name,
  }))
  await swede.page.route(
    (url) => url.pathname === `/api/v1/contracts/${own.id}/members`,
    (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify({ data: rows }) }),
  )
  await swede.go(`/c/${own.id}/members`)

  const shown = await swede.page
    .getByRole('table', { name: 'Users' })
    .locator('tbody td[data-narrow="title"]')
    .allTextContents()
  expect(shown).toEqual(['Östen', 'Otto 9', 'Otto 10', 'Peter', 'Zoe'])
})

async function isInSight(page: Page, name: string): Promise<boolean> {
  return await page.getByRole('link', { name, exact: true }).evaluate((link) => {
    const { top, bottom } = link.getBoundingClientRect()
    return top >= 84 && bottom <= window.innerHeight
  })
}
