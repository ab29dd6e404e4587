import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { act } from './act.ts'
import { speak } from './every-look.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { accessibilityFaults, openVisitor, type Visitor } from './visitor.ts'

let own: OwnContract
beforeAll(async () => {
  own = await ownContract('Paris days', 'Europe/Paris')
})

const account = () => `/service-accounts/${own.account}`
const edit = () => `/c/${own.id}${account()}/edit`
const stored = () => own.operate('GET', account())
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()

describe.each(['Asia/Tokyo', 'Pacific/Honolulu', 'Europe/Paris'])('with the browser in %s', (timeZone) => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await openVisitor({ as: own.root, timeZone })
  })

  test('a last day is one of the contract, which is named, and comes back as it was picked', async () => {
    const { page, go } = visitor
    await own.operate('PATCH', account(), { expires_at: null })
    await go(edit())
    await page.getByLabel('Last day').fill('31/03/2027')
    await act(page, () => save(page))

    await expect.poll(stored).toMatchObject({ expires_at: '2027-03-31T21:59:59.000Z' })
    await page.getByText('31 Mar 2027, 23:59 CEST').waitFor()
    await go(edit())
    expect(await page.getByLabel('Last day').inputValue()).toBe('31/03/2027')
    expect(await page.getByText('(Europe/Paris)').count()).toBe(1)
  })

  test.each(['2027-04-15T10:00:00.000Z', '2027-04-15T21:59:59.999Z', '2027-04-15T22:00:00.000Z'])(
    'an end at %s stays when something else is changed',
    async (end) => {
      const { page, go } = visitor
      await own.operate('PATCH', account(), { expires_at: end, owner: 'Before' })
      await go(edit())
      expect(await page.getByLabel('Last day').inputValue()).toBe('15/04/2027')

      await page.locator('#account-owner').fill('After')
      await act(page, () => save(page))

      await expect.poll(stored).toMatchObject({ owner: 'After', expires_at: end })
    },
  )

  test('instants are told on the clock of the contract, which is named', async () => {
    const { page, go } = visitor
    await go(`/c/${own.id}/activity`)
    const told = await page
      .locator('main time')
      .evaluateAll((all) =>
        all.map((time) => [time.getAttribute('datetime') ?? '', time.textContent ?? ''] as const),
      )

    expect(told.length).toBeGreaterThan(0)
    for (const [at, text] of told) {
      const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Paris' } as const
      expect(text).toContain(new Intl.DateTimeFormat('en-GB', style).format(new Date(at)))
      expect(text).toMatch(/ CES?T$/)
    }
    expect(await page.getByText('Europe/Paris').count()).toBeGreaterThan(1)
  })
})

describe('on a German page', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await openVisitor({ as: await own.add('Greta', 'administrator'), language: 'de' })
    await speak(visitor.page, 'de')
    await own.operate('PATCH', account(), { expires_at: null })
    await visitor.go(edit())
  })
  const field = () => visitor.page.getByLabel('Letzter Tag')
  const calendar = () => visitor.page.getByRole('dialog', { name: 'Kalender öffnen' })
  const saveGerman = () => visitor.page.getByRole('button', { name: 'Speichern', exact: true }).click()

  test('a day is typed as Germans write it', async () => {
    await field().fill('1.5.2027')
    await field().blur()

    expect(await field().inputValue()).toBe('01.05.2027')
    await act(visitor.page, saveGerman)
    await expect.poll(stored).toMatchObject({ expires_at: '2027-05-01T21:59:59.000Z' })
  })

  test('what is no day stays as it was typed, says so, and is not taken for another', async () => {
    await visitor.go(edit())
    await field().fill('31.02.2027')
    await field().blur()
    await visitor.page.getByText('Das ist kein Datum. Geben Sie es so ein: 31.03.2027.').waitFor()

    await act(visitor.page, saveGerman)
    await visitor.page.getByRole('alert').first().waitFor()
    expect(await field().inputValue()).toBe('31.02.2027')
    expect(await stored()).toMatchObject({ expires_at: '2027-05-01T21:59:59.000Z' })
  })

  test('a day is picked by keyboard in a calendar that speaks German and begins on Monday', async () => {
    const { page } = visitor
    await visitor.go(edit())
    await page.getByRole('button', { name: 'Kalender öffnen' }).focus()
    await page.keyboard.press('Enter')
    await calendar().getByText('Mai 2027').waitFor()

    expect(await calendar().locator('th').allTextContents()).toEqual([
      'Mo',
      'Di',
      'Mi',
      'Do',
      'Fr',
      'Sa',
      'So',
    ])
    await expect.poll(() => focusedName(page)).toBe('1 Mai 2027')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedName(page)).toBe('8 Mai 2027')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')

    await calendar().waitFor({ state: 'hidden' })
    expect(await field().inputValue()).toBe('09.05.2027')
    await expect.poll(() => focusedName(page)).toBe('Kalender öffnen')
    await act(visitor.page, saveGerman)
    await expect.poll(stored).toMatchObject({ expires_at: '2027-05-09T21:59:59.000Z' })
    expect(visitor.faults).toEqual([])
  })

  test('the calendar closes by Escape, and nothing is changed', async () => {
    const { page } = visitor
    await visitor.go(edit())
    await page.getByRole('button', { name: 'Kalender öffnen' }).click()
    await calendar().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')

    await calendar().waitFor({ state: 'hidden' })
    expect(await field().inputValue()).toBe('09.05.2027')
    await expect.poll(() => focusedName(page)).toBe('Kalender öffnen')
  })
})

function focusedName(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
}
