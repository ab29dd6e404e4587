import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { ownContract, type OwnContract } from './own-contract.ts'
import { openVisitor, type Visitor } from './visitor.ts'

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
    await page.getByLabel('Last day').fill('2027-03-31')
    await save(page)

    await expect.poll(stored).toMatchObject({ expires_at: '2027-03-31T21:59:59.000Z' })
    await page.getByText('31 Mar 2027, 23:59 CEST').waitFor()
    await go(edit())
    expect(await page.getByLabel('Last day').inputValue()).toBe('2027-03-31')
    expect(await page.getByText('(Europe/Paris)').count()).toBe(1)
  })

  test.each(['2027-04-15T10:00:00.000Z', '2027-04-15T21:59:59.999Z', '2027-04-15T22:00:00.000Z'])(
    'an end at %s stays when something else is changed',
    async (end) => {
      const { page, go } = visitor
      await own.operate('PATCH', account(), { expires_at: end, owner: 'Before' })
      await go(edit())
      expect(await page.getByLabel('Last day').inputValue()).toBe('2027-04-15')

      await page.locator('#account-owner').fill('After')
      await save(page)

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
