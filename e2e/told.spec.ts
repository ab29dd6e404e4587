import { beforeAll, describe, expect, test } from 'vitest'
import { act } from './act.ts'
import { onPage } from './buttons.ts'
import { hold } from './held-call.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { openVisitor, takeBareActs, type Visitor } from './visitor.ts'

/*
 * What act() demands of every act of every spec, shown to be demanded: faults are put into the page, and noticed.
 */

let own: OwnContract
let visitor: Visitor
beforeAll(async () => {
  own = await ownContract('Told')
  visitor = await openVisitor({ as: own.root })
})

const focused = () => visitor.page.evaluate(() => document.activeElement?.textContent)

test('a button keeps the focus while its call is under way, and cannot be pressed again', async () => {
  const { page, go } = visitor
  await go('/account')
  await page.getByLabel('Name').fill('Olga Busy')
  const held = await hold(page, 'PATCH')
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()))
  await onPage('Save')(page).focus()

  await page.keyboard.press('Enter')
  await held.sent
  expect(await onPage('Save')(page).getAttribute('aria-disabled')).toBe('true')
  expect(await focused()).toBe('Save')
  await page.keyboard.press('Enter')
  await held.letGo()
  await page.getByRole('button', { name: 'Signed in as Olga Busy' }).waitFor()

  expect(await focused()).toBe('Save')
  expect(sent).toHaveLength(1)
})

test('all that is wrong is told at once, before anything is sent; each has its label, and its field is marked', async () => {
  const { page, go } = visitor
  await go(`/c/${own.id}/service-accounts/new`)
  await page.getByRole('checkbox', { name: 'Read leads' }).uncheck()
  await page.getByRole('radio', { name: 'Choose my own' }).check()
  await page.locator('#account-password').fill('short')
  await page.getByRole('button', { name: /^Limits/ }).click()
  await page.locator('#account-networks').fill('10.0.0.0/8\nnowhere')
  await page.getByRole('button', { name: /^Limits/ }).click()
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))

  await onPage('Create service account')(page).click()
  const alert = page.getByRole('alert')
  await alert.getByRole('link').first().waitFor()

  expect(await alert.getByRole('link').allTextContents()).toEqual([
    'Name',
    'What may it do?',
    'IP networks, line 2',
    'Password',
  ])
  expect(await page.evaluate(() => document.activeElement?.role)).toBe('alert')
  expect(sent).toEqual([])
  for (const id of ['account-name', 'account-networks', 'account-password']) {
    const field = page.locator(`#${id}`)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = (await field.getAttribute('aria-describedby')) ?? ''
    const words = await page.locator(`#${described.trim().split(/\s+/).join(', #')}`).allTextContents()
    expect(words.join(' ')).toMatch(/needed here|must/)
    const border = () =>
      field.evaluate((element) => {
        const box = element.closest('.mantine-Input-wrapper')?.querySelector('.mantine-Input-input')
        return getComputedStyle(box ?? element).borderColor
      })
    await expect.poll(border).toBe('rgb(179, 38, 30)')
  }
  await alert.getByRole('link', { name: 'IP networks, line 2' }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('account-networks')
})

describe('act() notices', () => {
  test('a call outside of it', async () => {
    const { page, go } = visitor
    await go('/account')
    await page.getByLabel('Name').fill('Olga Bare')

    await onPage('Save')(page).click()
    await page.getByText('Saved').waitFor()

    expect(takeBareActs()).toEqual([expect.stringContaining('PATCH')])
  })

  test('a focus that is lost', async () => {
    const { page, go } = visitor
    await go('/account')
    await page.getByLabel('Name').fill('Olga Lost')
    const lose = () =>
      page.evaluate(() => {
        setInterval(() => {
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        }, 5)
      })

    const acting = act(
      page,
      async () => {
        await onPage('Save')(page).click()
        await lose()
      },
      2000,
    )

    await expect(acting).rejects.toThrow('the focus is on nothing')
  })

  test('a result that is shown and not told', async () => {
    const { page, go } = visitor
    await go('/account')
    await page.getByLabel('Name').fill('Olga Mute')
    await page.evaluate(() => {
      for (const region of document.querySelectorAll('[role="status"]')) region.removeAttribute('role')
    })

    const acting = act(page, () => onPage('Save')(page).click(), 2000)

    await expect(acting).rejects.toThrow('nothing was told')
  })
})
