import { describe, expect, inject, test } from 'vitest'
import { at, expectEveryLook } from './every-look.ts'
import { openVisitor, stands } from './visitor.ts'

const { claire } = inject('installation')

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
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Signed in as ${claire.name}` }).waitFor()

    expect(new URL(page.url()).pathname).not.toBe('/sign-in')
    expect(faults).toEqual([])
  })

  test('with a wrong password says so where the focus is, and keeps what was typed', async () => {
    const { page, go } = await openVisitor()
    await go('/sign-in')

    await page.getByLabel('E-mail').fill(claire.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password at all')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()

    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
    expect(await page.getByLabel('E-mail').inputValue()).toBe(claire.email)
  })

  test('never leads out of the application', async () => {
    const { page, go } = await openVisitor({ as: claire })

    await go('/sign-in?next=//elsewhere.example/')

    expect(new URL(page.url()).host).toBe(new URL(inject('installation').url).host)
  })
})

test('signing out ends the session, and back shows nothing of it', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go('/glossary')

  await page.getByRole('button', { name: `Signed in as ${claire.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await stands(page)

  expect(await page.getByRole('button', { name: /Signed in as/ }).count()).toBe(0)
})
