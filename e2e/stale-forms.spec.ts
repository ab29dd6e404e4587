import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { memberList } from '@catalytics/contract/members.ts'
import { act } from './act.ts'
import { expectEveryLook } from './every-look.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { openVisitor, type Visitor } from './visitor.ts'

let own: OwnContract
let olga: Visitor
beforeAll(async () => {
  own = await ownContract('Stale forms')
  olga = await openVisitor({ as: own.root })
})

/** A form: where it is, the change that is typed, what a colleague changes meanwhile, and what the server has at last. */
type Form = {
  readonly at: () => string
  readonly open?: (page: Page) => Promise<unknown>
  readonly type: (page: Page, value: number) => Promise<unknown>
  readonly button: string
  /** What a colleague does: the same field, to the n-th value. */
  readonly meanwhile: (value: number) => readonly ['PUT' | 'PATCH', string, object]
  /** A value as the screen says it. */
  readonly words: (value: number) => string
  readonly read: () => Promise<unknown>
  readonly stored: (value: number) => object
}

const settings = () => `/c/${own.id}/settings`
const account = () => `/service-accounts/${own.account}`

const forms: Readonly<Record<string, Form>> = {
  'a service account': {
    at: () => `/c/${own.id}${account()}/edit`,
    type: (page, n) => page.locator('#account-owner').fill(`Owner ${n}`),
    button: 'Save',
    meanwhile: (n) => ['PATCH', account(), { owner: `Owner ${n}` }],
    words: (n) => `Owner ${n}`,
    read: () => own.operate('GET', account()),
    stored: (n) => ({ owner: `Owner ${n}` }),
  },
  'the settings of a contract': {
    at: settings,
    type: (page, n) => page.getByLabel('E-mail domains').fill(`own${n}.example`),
    button: 'Save',
    meanwhile: (n) => ['PATCH', '', { excluded_domains: [`own${n}.example`] }],
    words: (n) => `own${n}.example`,
    read: () => own.operate('GET', ''),
    stored: (n) => ({ excluded_domains: [`own${n}.example`] }),
  },
  'the retention': {
    at: settings,
    type: (page, n) => page.getByRole('textbox', { name: 'Months' }).fill(`${100 + n}`),
    button: 'Change retention',
    meanwhile: (n) => ['PATCH', '', { retention_months: 100 + n }],
    words: (n) => `${100 + n}`,
    read: () => own.operate('GET', ''),
    stored: (n) => ({ retention_months: 100 + n }),
  },
  'a site': {
    at: () => `${settings()}/sites/www`,
    type: (page, n) => page.locator('#site-origins').fill(`https://shop${n}.example`),
    button: 'Save',
    meanwhile: (n) => ['PUT', '/sites/www', { origins: [`https://shop${n}.example`] }],
    words: (n) => `https://shop${n}.example`,
    read: () => own.operate('GET', '/sites/www'),
    stored: (n) => ({ origins: [`https://shop${n}.example`] }),
  },
  'the name of a catalog': {
    at: () => `${settings()}/catalogs`,
    open: (page) =>
      page
        .getByRole('button', { name: /^Rename / })
        .first()
        .click(),
    type: (page, n) => page.locator('#segment-name').fill(`Bolts ${n}`),
    button: 'Save',
    meanwhile: (n) => [
      'PUT',
      '/segments',
      { segments: [{ kind: 'catalog', key: 'bolts', name: `Bolts ${n}` }] },
    ],
    words: (n) => `Bolts ${n}`,
    read: () => own.operate('GET', '/segments'),
    stored: (n) => ({ data: expect.arrayContaining([expect.objectContaining({ name: `Bolts ${n}` })]) }),
  },
}

describe.each(Object.entries(forms))('a form for %s', (_, form) => {
  /** The form as it is opened on the 10th value, with another one typed over it. */
  async function begin(value: number): Promise<Page> {
    const { page, go } = olga
    await own.operate(...form.meanwhile(10))
    await go(form.at())
    await form.open?.(page)
    await form.type(page, value)
    return page
  }
  const save = (page: Page) => page.getByRole('button', { name: form.button, exact: true }).click()

  test('tells who changed the same meanwhile, and lets choose between both values', async () => {
    const page = await begin(22)
    await own.operate(...form.meanwhile(21))

    await act(page, () => save(page))
    const note = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
    await note.waitFor()
    expect(await note.textContent()).toContain('Changed by the operator')
    expect(await form.read()).toMatchObject(form.stored(21))

    await note.getByRole('radio', { name: `Theirs: ${form.words(21)}` }).check()
    await note.getByRole('radio', { name: `Yours: ${form.words(22)}` }).check()
    await act(page, () => save(page))
    await expect.poll(form.read).toMatchObject(form.stored(22))
  })

  test('saved as it is, changes and logs nothing', async () => {
    const page = await begin(10)
    const before = await form.read()
    const entries = await logged()
    const sent: string[] = []
    const note = (request: { method(): string; url(): string }) => {
      if (request.method() !== 'GET') sent.push(request.url())
    }
    page.on('request', note)

    await save(page)
    await page.waitForTimeout(300)
    page.off('request', note)

    expect(sent).toEqual([])
    expect(await form.read()).toEqual(before)
    expect(await logged()).toBe(entries)
  })
})

test('who asked for a shorter retention sees that somebody else changed it, before anything is removed', async () => {
  const { page, go } = olga
  await own.operate('PATCH', '', { retention_months: 200 })
  await go(settings())
  await page.getByRole('textbox', { name: 'Months' }).fill('100')
  await page.getByRole('button', { name: 'Change retention' }).click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByRole('textbox').fill(own.name)
  await own.operate('PATCH', '', { retention_months: 150 })

  await act(page, () => dialogue.getByRole('button', { name: 'Remove what is older' }).click())
  await dialogue.waitFor({ state: 'detached' })
  const note = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
  await note.getByRole('radio', { name: 'Theirs: 150' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.role)).toBe('alert')
  expect(await own.operate('GET', '')).toMatchObject({ retention_months: 150 })
})

test('what is typed while the answer is awaited stays, and is not called saved', async () => {
  const { page, go } = olga
  await go('/account')
  const name = page.getByLabel('Name')
  await name.fill('Olga R')
  const pattern = '**/api/v1/me'
  await page.route(pattern, async (route) => {
    await page.waitForTimeout(500)
    await route.continue()
  })

  await act(page, async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await name.fill('Olga Root')
  })
  await page.getByRole('button', { name: /Signed in as Olga R$/ }).waitFor()
  await page.unroute(pattern)
  expect(await name.inputValue()).toBe('Olga Root')
  expect(await page.getByText('Saved', { exact: true }).count()).toBe(0)

  await act(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  await page.getByRole('button', { name: 'Signed in as Olga Root' }).waitFor()
})

test('a form that changes one field does not undo what a colleague did to another', async () => {
  const { page, go } = olga
  await own.operate('PATCH', account(), { owner: 'Sales', networks: [] })
  await go(`/c/${own.id}${account()}/edit`)
  await page.locator('#account-owner').fill('Purchasing')
  await own.operate('PATCH', account(), { networks: ['10.0.0.0/8'] })

  await act(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  const note = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
  await note.getByText('10.0.0.0/8').waitFor()
  expect(await page.locator('#account-networks').inputValue()).toBe('10.0.0.0/8')
  await act(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())

  await expect
    .poll(() => own.operate('GET', account()))
    .toMatchObject({ owner: 'Purchasing', networks: ['10.0.0.0/8'] })
})

test('a role that somebody else gave meanwhile is told', async () => {
  const { page, go } = olga
  const pia = await own.add('Pia', 'viewer')
  await go(`/c/${own.id}/members`)
  await page.getByRole('row', { name: 'Pia' }).getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Change the role' }).click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByLabel('Role', { exact: true }).selectOption('Analyst')
  const { data } = memberList.parse(await own.operate('GET', '/members'))
  const user = data.find(({ email }) => email === pia.email)?.user ?? ''
  await own.operate('PATCH', `/members/${user}`, { role: 'administrator' })

  await act(page, () => dialogue.getByRole('button', { name: 'Save the role' }).click())
  await dialogue.getByRole('radio', { name: 'Theirs: Administrator' }).check()
  await act(page, () => dialogue.getByRole('button', { name: 'Save the role' }).click())
  await dialogue.waitFor({ state: 'detached' })

  expect(await own.operate('GET', `/members/${user}`)).toMatchObject({ role: 'administrator' })
})

test('one’s own name, changed in another window', async () => {
  const { page, go } = olga
  await go('/account')
  await page.getByLabel('Name').fill('Olga One')
  const headers = { 'sec-fetch-site': 'same-origin' }
  await page.request.patch('/api/v1/me', { data: { name: 'Olga Two' }, headers })

  await act(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  const note = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
  expect(await note.textContent()).toContain(own.root.email)
  await act(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())

  await page.getByRole('button', { name: 'Signed in as Olga One' }).waitFor()
})

test('a site that somebody else has made meanwhile is not written over', async () => {
  const { page, go } = olga
  await go(`${settings()}/sites`)
  await page.getByRole('button', { name: 'Add site' }).click()
  await page.getByRole('dialog').getByLabel('Key').fill('raced')
  await own.operate('PUT', '/sites/raced', { origins: ['https://first.example'] })

  await act(page, () => page.getByRole('dialog').getByRole('button', { name: 'Add site' }).click())
  const alert = page.getByRole('dialog').getByRole('alert')
  await alert.getByText('A site with this key exists already.').waitFor()
  expect(await page.locator('#site-key-error').textContent()).toBe('A site with this key exists already.')

  expect(await own.operate('GET', '/sites/raced')).toMatchObject({ origins: ['https://first.example'] })
})

test('every look of a form that somebody else has changed', async () => {
  let changes = 100
  await expectEveryLook(olga, 'form-changed-meanwhile', async ({ page, go }) => {
    await go(`/c/${own.id}${account()}/edit`)
    changes += 1
    await page.locator('#account-owner').fill(`Owner ${changes} of mine`)
    await own.operate('PATCH', account(), { owner: `Owner ${changes}`, networks: [`10.${changes}.0.0/16`] })
    await act(page, () => page.locator('form button[type="submit"]').click())
    await page.getByRole('alert').getByRole('radio').first().waitFor()
  })
})

async function logged(): Promise<number> {
  const { data } = activityList.parse(await own.operate('GET', '/activity?limit=500'))
  return data.filter(({ type }) => type !== 'visit').length
}
