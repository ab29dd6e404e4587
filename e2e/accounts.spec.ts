import { generate } from 'otplib'
import { describe, expect, test } from 'vitest'
import { userList } from '@catalytics/contract/accounts.ts'
import { passwordLink as passwordLinkAnswer } from '@catalytics/contract/credentials.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { act } from './act.ts'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, stands } from './visitor.ts'

const { claire, jonas, mia, tom, folder } = ownInstallation()

describe('signing in', () => {
  test('looks right', async () => {
    await expectEveryLook(await openVisitor(), 'sign-in', at('/sign-in'))
  })

  test('leads to where one wanted to go, by keyboard alone', async () => {
    const { page, go, faults } = await openVisitor()
    await go('/?from=mail')

    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByLabel('E-mail').focus()
    await page.keyboard.type(claire.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(claire.password)
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('button', { name: `Signed in as ${claire.name}` }).waitFor()

    expect(new URL(page.url()).pathname).not.toBe('/sign-in')
    expect(faults).toEqual([])
  })

  test('with a wrong password says so where the focus is, and keeps what was typed', async () => {
    const { page, go } = await openVisitor()
    await go('/sign-in')

    await page.getByLabel('E-mail').fill(claire.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password at all')
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('alert').waitFor()

    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
    expect(await page.getByLabel('E-mail').inputValue()).toBe(claire.email)
  })

  test('is refused with the true cause, in the language of who reads and in no other', async () => {
    const { page, go } = await openVisitor({ language: 'de' })
    await go('/sign-in')

    await page.getByLabel('E-Mail').fill(claire.email)
    await page.getByRole('textbox', { name: 'Passwort' }).fill('not the password at all')
    await act(page, () => page.keyboard.press('Enter'))
    const alert = page.getByRole('alert')
    await alert.getByText('Die E-Mail-Adresse oder das Passwort ist falsch.').waitFor()

    expect(await alert.locator('[lang="en"]').count()).toBe(0)
    expect(await alert.textContent()).not.toMatch(/wrong/i)
  })

  test.each(['//elsewhere.example/', '/.//elsewhere.example/', '/%5Celsewhere.example/'])(
    'never leads out of the application: %s',
    async (next) => {
      const { page, go, faults } = await openVisitor()
      await go(`/sign-in?next=${next}`)
      await page.getByRole('textbox', { name: 'E-mail' }).fill(claire.email)
      await page.getByRole('textbox', { name: 'Password' }).fill(claire.password)

      await act(page, () => page.keyboard.press('Enter'))
      await page.getByRole('button', { name: `Signed in as ${claire.name}` }).waitFor()

      expect(new URL(page.url()).host).toBe(new URL(ownInstallation().url).host)
      expect(new URL(page.url()).pathname).toMatch(/^\/(c|glossary)\b/)
      expect(faults).toEqual([])
    },
  )
})

test('what was typed stays while one signs in again, after the session has ended', async () => {
  const { page, go, faults } = await openVisitor({ as: claire })
  await go('/account')
  await page.getByLabel('Name').fill('Claire F.')
  await page.context().clearCookies()

  await act(page, () => page.getByRole('button', { name: 'Save' }).click())
  const dialogue = page.getByRole('dialog')
  await dialogue.getByRole('textbox', { name: 'Password' }).fill(claire.password)
  await act(page, () => page.keyboard.press('Enter'))
  await dialogue.waitFor({ state: 'detached' })

  expect(await page.getByLabel('Name').inputValue()).toBe('Claire F.')
  await page.getByLabel('Name').fill(claire.name)
  await act(page, () => page.getByRole('button', { name: 'Save' }).click())
  await page.getByText('Saved').waitFor()
  expect(faults).toEqual([])
})

test('signing out ends the session, and back shows nothing of it', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go('/account')

  await page.getByRole('button', { name: `Signed in as ${claire.name}` }).click()
  await act(page, () => page.getByRole('menuitem', { name: 'Sign out' }).click())
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await stands(page)

  expect(await page.getByRole('button', { name: /Signed in as/ }).count()).toBe(0)
})

describe('one’s own account', () => {
  test('looks right', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'account', at('/account'))
  })

  test('has a name that the menu shows at once', async () => {
    const { page, go, faults } = await openVisitor({ as: mia })
    await go('/account')

    await page.getByLabel('Name').fill('Mia Keller-Roth')
    await act(page, () => page.getByRole('button', { name: 'Save' }).click())

    await page.getByText('Saved').waitFor()
    expect(await page.getByRole('button', { name: 'Signed in as Mia Keller-Roth' }).textContent()).toBe('MK')
    expect(faults).toEqual([])
  })

  test('gets a new password by its rules, which ends the other sessions', async () => {
    const elsewhere = await openVisitor({ as: mia })
    const { page, go } = await openVisitor({ as: mia })
    await go('/account')
    expect(await page.getByRole('button', { name: /^End the session/ }).count()).toBeGreaterThan(0)

    await page.getByRole('textbox', { name: 'Current password' }).fill(mia.password)
    await page.getByRole('textbox', { name: 'New password' }).fill('mia keller acme bearings')
    await page.getByText('It is little more than the name').waitFor()
    await page.getByRole('textbox', { name: 'New password' }).fill('white gravel beside a lake')
    await page.getByText('Strong.').waitFor()
    await act(page, () => page.getByRole('button', { name: 'Change the password' }).click())
    await page.getByText('Changed; other sessions are ended.').waitFor()

    await expect.poll(() => page.getByRole('button', { name: /^End the session/ }).count()).toBe(0)
    await elsewhere.go('/account')
    expect(new URL(elsewhere.page.url()).pathname).toBe('/sign-in')
  })

  test('language and appearance are the account’s, in every browser', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go('/account')
    await page.getByRole('button', { name: 'Language: English' }).click()
    const kept = page.waitForResponse((response) => response.url().endsWith('/api/v1/me'))
    await act(page, () => page.getByRole('menuitemradio', { name: 'Français' }).click())
    await kept

    const other = await openVisitor({ as: claire })
    await other.go('/account')

    expect(await other.page.getByRole('heading', { level: 1 }).textContent()).toBe('Compte')
    await other.page.getByRole('button', { name: /Langue/ }).click()
    const back = other.page.waitForResponse((response) => response.url().endsWith('/api/v1/me'))
    await act(other.page, () => other.page.getByRole('menuitemradio', { name: 'English' }).click())
    await back
  })
})

describe('a second factor', () => {
  let secret = ''
  let recovery: string[] = []

  test('is set up with the code of an authenticator, and gives codes for when that is lost', async () => {
    const { page, go, faults } = await openVisitor({ as: tom })
    await go('/account')

    await page.getByRole('button', { name: 'Set up a second factor' }).click()
    await page.getByLabel('Current password').last().fill(tom.password)
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('img', { name: 'QR code with the secret' }).waitFor()
    await page.getByRole('button', { name: 'Copy secret' }).click()
    secret = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByLabel('Code that it shows').fill('000000')
    await act(page, () => page.getByRole('button', { name: 'Confirm' }).click())
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Code that it shows').fill(await generate({ secret }))
    await act(page, () => page.getByRole('button', { name: 'Confirm' }).click())
    await page.getByRole('button', { name: 'I have stored them' }).waitFor()
    recovery = await page.locator('main li code').allTextContents()
    await page.getByRole('button', { name: 'I have stored them' }).click()

    await page.getByText('Asked for at each sign-in').waitFor()
    expect(recovery.length).toBeGreaterThan(5)
    expect(faults).toEqual([])
  })

  test('is asked for at sign-in: a code of the authenticator, or a recovery code once', async () => {
    const nextStep = Math.floor(Date.now() / 1000) + 30
    const codes = [await generate({ secret, epoch: nextStep }), recovery[0] ?? '']
    for (const code of codes) {
      const { page, go } = await openVisitor()
      await go('/sign-in')
      await page.getByLabel('E-mail').fill(tom.email)
      await page.getByRole('textbox', { name: 'Password' }).fill(tom.password)
      await act(page, () => page.keyboard.press('Enter'))
      await page.getByRole('textbox', { name: 'Code' }).fill(code)
      await act(page, () => page.keyboard.press('Enter'))

      const menu = page.getByRole('button', { name: `Signed in as ${tom.name}` })
      await expect.poll(() => menu.count()).toBe(1)
    }
  })

  test('looks right at sign-in', async () => {
    await expectEveryLook(await openVisitor(), 'sign-in-code', async ({ page, go }) => {
      await go('/sign-in')
      await page.locator('[type="email"]').fill(tom.email)
      await page.locator('[type="password"]').fill(tom.password)
      await act(page, () => page.keyboard.press('Enter'))
      await page.locator('[autocomplete="one-time-code"]').waitFor()
    })
  })
})

describe('a lost password', () => {
  test('pages look right', async () => {
    await expectEveryLook(await openVisitor(), 'reset', at('/reset'))
    await expectEveryLook(await openVisitor(), 'reset-link', at(await passwordLink(jonas.email)))
  })

  test('is replaced by the link, and the new one signs in', async () => {
    const { page, go, faults } = await openVisitor()
    await go(await passwordLink(mia.email))

    await page.getByRole('textbox', { name: 'New password' }).fill('copper wires hum at dusk')
    await act(page, () => page.getByRole('button', { name: 'Set the password' }).click())
    await page.getByText('The new password works').waitFor()
    await page.getByRole('link', { name: 'Back to sign-in' }).click()
    await page.getByLabel('E-mail').fill(mia.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('copper wires hum at dusk')
    await act(page, () => page.keyboard.press('Enter'))

    const menu = page.getByRole('button', { name: /Signed in as/ })
    await expect.poll(() => menu.count()).toBe(1)
    expect(faults).toEqual([])
  })
})

/** The link that the operator makes where no mail server is set, as a path. */
async function passwordLink(email: string): Promise<string> {
  const operator = await connectAdmin(folder)
  const { data } = userList.parse(await operator?.call('GET', '/api/v1/users'))
  const user = data.find((one) => one.email === email)
  const made = await operator?.call('POST', `/api/v1/users/${user?.id}/password-links`)
  const { pathname, hash } = new URL(passwordLinkAnswer.parse(made).link)
  return `${pathname}${hash}`
}
