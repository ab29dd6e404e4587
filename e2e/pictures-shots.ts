import type { Page } from 'playwright-core'
import type { Login } from './installation.ts'
import type { Scene } from './pictures-scene.ts'

/** One picture: who looks at what, and how. */
export type Shot = {
  readonly name: string
  readonly as?: Login
  readonly path: string
  readonly language?: 'en' | 'fr' | 'de'
  readonly scheme?: 'light' | 'dark'
  readonly size?: 'desk' | 'phone'
  /** What is done on the page first. */
  readonly before?: (page: Page) => Promise<void>
  /** Whether the whole page is shown; without, what fits into the window. */
  readonly tall?: boolean
}

/** Every page by day in English, on a desk; then a few by night, in the other languages, on a phone. */
export function shots({ claire, jonas, contracts, links }: Scene): readonly Shot[] {
  const acme = `/c/${contracts.acme}`
  const accounts = `${acme}/service-accounts`
  const inside = (name: string, path: string, more: Partial<Shot> = {}): Shot => ({
    name,
    path,
    as: claire,
    ...more,
  })
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'reset', path: '/reset' },
    { name: 'reset-link', path: links.reset },
    { name: 'invitation', path: links.invitation },
    inside('service-accounts', accounts),
    inside('service-account', accounts, { before: openAccount }),
    inside('service-account-new', `${accounts}/new`),
    inside('service-account-once', `${accounts}/new`, { before: makeAccount }),
    inside('members', `${acme}/members`),
    inside('invite', `${acme}/members/invite`),
    inside('permissions', `${acme}/permissions`),
    inside('activity', `${acme}/activity`),
    inside('settings', `${acme}/settings`),
    inside('catalogs', `${acme}/settings/catalogs`),
    inside('sites', `${acme}/settings/sites`),
    inside('site', `${acme}/settings/sites/www`),
    inside('quarantine', `${acme}/settings/quarantine`, { before: openEvent }),
    inside('people', `${acme}/settings/people`, { before: findPerson }),
    inside('account', '/account'),
    inside('account-second-factor', '/account', { as: jonas, before: setUpFactor(jonas) }),
    inside('support', '/support'),
    inside('palette', accounts, { before: openPalette, tall: false }),
    { name: 'glossary', path: '/glossary', tall: false },
    inside('activity-german-dark', `${acme}/activity`, { language: 'de', scheme: 'dark', tall: false }),
    inside('service-account-french', accounts, { language: 'fr', before: openAccount }),
    inside('members-phone', `${acme}/members`, { size: 'phone' }),
    inside('service-accounts-phone', accounts, { size: 'phone' }),
    inside('activity-phone', `${acme}/activity`, { size: 'phone', scheme: 'dark', tall: false }),
  ]
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'CRM sync' }).first().click()
  await page.locator('#account-preview').waitFor()
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
}

async function makeAccount(page: Page): Promise<void> {
  await page.locator('#account-name').fill('Marketing automation')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Try it now' }).click()
  await page.getByText(/^200 OK/).waitFor()
}

async function openEvent(page: Page): Promise<void> {
  await page.locator('main li button[aria-expanded]').first().click()
}

async function findPerson(page: Page): Promise<void> {
  await page.locator('#person-email').fill('anna.eriksson@norrland.example')
  await page.keyboard.press('Enter')
  await page.locator('article').waitFor()
}

function setUpFactor({ password }: Login): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name: 'Set up a second factor' }).click()
    await page.locator('#second-factor input[type="password"]').fill(password)
    await page.keyboard.press('Enter')
    await page.locator('#second-factor svg[role="img"], #second-factor img').first().waitFor()
  }
}
