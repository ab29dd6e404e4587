import { expect, test } from 'vitest'
import { supportRequestList, type SupportRequest } from '@catalytics/contract/help.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { act } from './act.ts'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor } from './visitor.ts'

const { jonas, contracts, folder } = ownInstallation()

test('every look of the form', async () => {
  await expectEveryLook(await openVisitor({ as: jonas }), 'support', at('/support'))
})

test('every look of the thanks', async () => {
  await expectEveryLook(await openVisitor({ as: jonas }), 'support-sent', async ({ page, go }) => {
    await go('/support')
    await page.locator('textarea').first().fill('How do I read the table?')
    await act(page, () => page.locator('form button[type="submit"]').click())
    await page.getByText(/^sr_/).waitFor()
  })
})

test('a request reaches the operator with the diagnostics that were left in it, and nothing else', async () => {
  const { page, go, faults } = await openVisitor({ as: jonas })
  await go(`/c/${contracts.acme}/service-accounts`)
  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('menuitem', { name: 'Contact support' }).click()

  await page.getByRole('radio', { name: 'Access' }).check()
  await page.getByLabel('Message').fill('I may not open the service accounts.')
  await page.getByRole('button', { name: 'Remove: Browser' }).click()
  await page.getByRole('button', { name: 'Remove: Time', exact: true }).click()
  await act(page, () => page.getByRole('button', { name: 'Send' }).click())
  const number = (await page.getByText(/^sr_/).textContent()) ?? ''

  expect(await page.getByText('the operator finds your request in a list').count()).toBe(1)
  expect(await requestOf(number)).toMatchObject({
    email: jonas.email,
    contract: { id: contracts.acme },
    category: 'access',
    message: 'I may not open the service accounts.',
    diagnostics: {
      page: `/c/${contracts.acme}/service-accounts`,
      // The call that was refused there.
      request_ids: [expect.any(String)],
      version: expect.any(String),
      window: '1280x720',
      language: 'en',
      theme: 'light',
      time_zone: expect.any(String),
    },
  })
  expect(Object.keys((await requestOf(number))?.diagnostics ?? {})).not.toContain('browser')
  expect(faults).toEqual([])
})

test('by keyboard alone: all diagnostics are taken away and put back', async () => {
  const { page, go } = await openVisitor({ as: jonas })
  await go('/support')

  await page.getByRole('button', { name: 'Remove all' }).press('Enter')
  await page.getByText('No diagnostics are sent along.').waitFor()
  await page.getByRole('button', { name: 'Restore all' }).press('Enter')

  expect(await page.getByRole('button', { name: 'Remove: Browser' }).count()).toBe(1)
})

test('a request without words is not taken, and says where it fails', async () => {
  const { page, go } = await openVisitor({ as: jonas })
  await go('/support')

  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'Message' }).click()

  expect(await page.evaluate(() => document.activeElement?.id)).toBe('support-message')
})

test('whoever is not signed in is not offered it', async () => {
  const { page, go } = await openVisitor()
  await go('/glossary')

  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('menuitem', { name: 'Glossary' }).waitFor()

  expect(await page.getByRole('menuitem', { name: 'Contact support' }).count()).toBe(0)
})

async function requestOf(id: string): Promise<SupportRequest | undefined> {
  const operator = await connectAdmin(folder)
  const answer = await operator?.call('GET', '/api/v1/support-requests')
  return supportRequestList.parse(answer).data.find((request) => request.id === id)
}
