import { generate } from 'otplib'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { newSecondFactor, recoveryCodes } from '@catalytics/contract/credentials.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { act } from './act.ts'
import { at, expectEveryLook } from './every-look.ts'
import type { Login } from './installation.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, type Visitor } from './visitor.ts'

const { claire, jonas, mia, nora, contracts, folder } = ownInstallation()
const list = `/c/${contracts.acme}/members`

describe('every look of', () => {
  test('the users, with an invitation that waits', async () => {
    const visitor = await openVisitor({ as: claire })
    await invite(visitor, 'lea.moreau@acme.example')
    await expectEveryLook(visitor, 'members', at(list))
  })

  test('the form for an invitation, and its link', async () => {
    let made = 0
    const visitor = await openVisitor({ as: claire })
    await expectEveryLook(visitor, 'invite', at(`${list}/invite`))
    await expectEveryLook(visitor, 'invited', async ({ page, go }) => {
      made += 1
      await go(`${list}/invite`)
      await page.locator('#invite-email').fill(`look.${made}@acme.example`)
      await act(page, () => page.keyboard.press('Enter'))
      await page.locator('main code').waitFor()
    })
  })

  test('the dialogue that changes a role', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'change-role', async ({ page, go }) => {
      await go(list)
      await openMenu(page, mia.name)
      await page.getByRole('menuitem').first().click()
      await page.locator('#member-role').waitFor()
    })
  })

  test('an invitation of somebody new, of a user, and one that does not work', async () => {
    const inviter = await openVisitor({ as: claire })
    const link = await invite(inviter, 'sam.roy@acme.example')
    await expectEveryLook(await openVisitor(), 'invitation', at(link))
    const known = await invite(inviter, mia.email, contracts.northwind)
    await expectEveryLook(await openVisitor(), 'invitation-known', async ({ page, go }) => {
      await go(known)
      await page.getByRole('button').last().click()
      await page.locator('input[autocomplete="current-password"]').waitFor()
    })
    await expectEveryLook(await openVisitor({ as: mia }), 'invitation-join', at(known))
    await expectEveryLook(await openVisitor(), 'invitation-none', at('/invitation#nothing'))
  })

  test('the permissions by role', async () => {
    const visitor = await openVisitor({ as: claire })
    await expectEveryLook(visitor, 'permissions', at(`/c/${contracts.acme}/permissions`))
  })
})

describe('what cannot be done is explained', () => {
  test('to the only account administrator', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go(list)

    await pick(page, claire.name, 'Remove')
    const dialogue = page.getByRole('dialog')
    expect(await dialogue.getByRole('note').textContent()).toContain('the only account administrator')
    await page.keyboard.press('Escape')
    await pick(page, claire.name, 'Change the role')

    expect(await dialogue.getByRole('note').textContent()).toContain('the only account administrator')
    expect(await dialogue.getByRole('combobox').count()).toBe(0)
  })

  test('to a viewer, who has no menu for it', async () => {
    const { page, go } = await openVisitor({ as: jonas })

    await go(list)

    expect(await page.getByRole('button', { name: 'Administration' }).count()).toBe(0)
    expect(await page.getByRole('alert').textContent()).toContain('Not for your role')
  })
})

test('the permissions beside the role follow it', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go(`${list}/invite`)
  const permissions = page.getByRole('region', { name: 'What the role may do' })
  expect(await permissions.getByRole('status').textContent()).toBe('5 of 15 permissions')

  await page.getByLabel('Role', { exact: true }).selectOption('Viewer')

  expect(await permissions.getByRole('heading').textContent()).toBe('Viewer')
  expect(await permissions.getByRole('status').textContent()).toBe('1 of 15 permissions')
  expect(await permissions.getByRole('listitem').nth(2).textContent()).toContain('no')
})

test('an invitation gets a new link, and is taken back', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page, go } = visitor
  const first = await invite(visitor, 'paul.lang@acme.example')
  await go(`${list}/invite`)
  await page.getByLabel('E-mail').fill('paul.lang@acme.example')
  await act(page, () => page.keyboard.press('Enter'))
  expect(await page.getByRole('alert').textContent()).toContain('is invited already')

  await go(list)
  await pick(page, 'paul.lang@acme.example', 'New link')
  await act(page, () => page.getByRole('dialog').getByRole('button', { name: 'New link' }).click())
  expect(await page.getByRole('dialog').getByRole('alert').textContent()).toContain('has just been sent')
  await page.keyboard.press('Escape')
  await pick(page, 'paul.lang@acme.example', 'Delete')
  await act(page, () =>
    page.getByRole('dialog').getByRole('button', { name: 'Delete the invitation' }).click(),
  )
  await page.getByRole('row', { name: 'paul.lang@acme.example' }).waitFor({ state: 'detached' })

  expect(first).toMatch(/^\/invitation#\S{40,}$/)
  expect(visitor.faults).toEqual([])
})

describe('by keyboard alone', () => {
  test('somebody is invited, comes in, gets another role and is removed, all of which holds at once', async () => {
    const newcomer = {
      email: 'ines.faure@acme.example',
      name: 'Ines Faure',
      password: 'nine violet anchors drift',
    }
    const inviter = await openVisitor({ as: claire })
    const guest = await openVisitor()
    const { page } = inviter

    await inviter.go(list)
    await press(page.getByRole('link', { name: 'Invite somebody' }))
    await page.getByLabel('E-mail').focus()
    await page.keyboard.type(newcomer.email)
    await act(page, () => page.keyboard.press('Enter'))
    await press(page.getByRole('button', { name: 'Copy link' }))
    const link = await page.evaluate(() => navigator.clipboard.readText())
    await press(page.getByRole('link', { name: 'Done' }))

    await guest.go(local(link))
    await guest.page.getByLabel('Name').focus()
    await guest.page.keyboard.type(newcomer.name)
    await guest.page.keyboard.press('Tab')
    await guest.page.keyboard.type(newcomer.password)
    await guest.page.getByText('Strong.').waitFor()
    await act(guest.page, () => guest.page.keyboard.press('Enter'))
    await guest.page.getByRole('button', { name: `Signed in as ${newcomer.name}` }).waitFor()
    expect(await guest.page.getByRole('button', { name: 'Administration' }).count()).toBe(0)

    await inviter.go(list)
    await pickByKeyboard(page, newcomer.name, 'Change the role')
    await page.getByRole('dialog').getByLabel('Role', { exact: true }).focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByRole('row', { name: newcomer.name }).textContent()).toContain('Administrator')
    expect(await focused(page)).toBe(`Actions for ${newcomer.name}`)

    await guest.go(list)
    expect(await guest.page.getByRole('row', { name: claire.name }).count()).toBe(1)
    await pick(guest.page, claire.name, 'Remove')
    expect(await guest.page.getByRole('note').textContent()).toContain('Only another account administrator')

    await pickByKeyboard(page, newcomer.name, 'Remove')
    await page.keyboard.type(newcomer.email)
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('row', { name: newcomer.name }).waitFor({ state: 'detached' })
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')

    const refused = await guest.page.request.get(`/api/v1/contracts/${contracts.acme}/members`)
    expect(refused.status()).toBe(404)
    await guest.go(list)
    expect(await guest.page.getByRole('heading', { level: 1 }).textContent()).toBe('There is no such page')
    expect([...inviter.faults, ...guest.faults]).toEqual([])
  })
})

test('whoever is signed in as somebody else is told, and signs out to go on', async () => {
  const link = await invite(await openVisitor({ as: claire }), 'rita.sommer@acme.example')
  const { page, go, faults } = await openVisitor({ as: jonas })
  await go(link)
  expect(await page.getByRole('note').textContent()).toContain(`You are signed in as ${jonas.email}`)

  await act(page, () => page.getByRole('button', { name: 'Sign out and go on' }).click())
  await page.getByLabel('Name').waitFor()

  expect(await page.getByRole('button', { name: /^Signed in as/ }).count()).toBe(0)
  expect(faults).toEqual([])
})

test('whoever has an account signs in on the invitation, and joins', async () => {
  const inviter = await openVisitor({ as: claire })
  const { page, go, faults } = await openVisitor()
  await go(await invite(inviter, nora.email, contracts.northwind))

  await page.getByRole('button', { name: 'I have an account already' }).click()
  await page.getByRole('textbox', { name: 'Password' }).fill(nora.password)
  await act(page, () => page.keyboard.press('Enter'))
  await joinAnew(page, 'four ferries under a bridge')

  await page.getByRole('button', { name: 'Contract: Northwind Valves' }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  expect(faults).toEqual([])
})

test('whoever has a second factor signs in with it on the invitation, and joins; signed in, they just join', async () => {
  const inviter = await openVisitor({ as: claire })
  const ines = { email: 'ines.faro@acme.example', name: 'Ines Faro', password: 'slow ferry across the delta' }
  await makeUser(ines)
  const { page, go, faults } = await openVisitor({ as: ines })
  const code = await setUpFactor(page, ines)
  await page.request.delete('/api/v1/session', sameOrigin)
  await go(await invite(inviter, ines.email, contracts.northwind))

  await page.getByRole('button', { name: 'I have an account already' }).click()
  await page.getByRole('textbox', { name: 'Password' }).fill(ines.password)
  await act(page, () => page.keyboard.press('Enter'))
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await act(page, () => page.keyboard.press('Enter'))
  await joinAnew(page, 'five ferries under a bridge')
  await page.getByRole('button', { name: 'Contract: Northwind Valves' }).waitFor()

  await inviter.go(`/c/${contracts.northwind}/members`)
  await pick(inviter.page, ines.name, 'Remove')
  await inviter.page.getByRole('dialog').getByRole('textbox').fill(ines.email)
  await act(inviter.page, () => inviter.page.keyboard.press('Enter'))
  await inviter.page.getByRole('row', { name: ines.name }).waitFor({ state: 'detached' })
  await go(await invite(inviter, ines.email, contracts.northwind))
  await joinAnew(page, 'six ferries under a bridge')
  await page.getByRole('button', { name: 'Contract: Northwind Valves' }).waitFor()

  await inviter.go(`/c/${contracts.northwind}/members`)
  expect(await inviter.page.getByRole('row', { name: ines.name }).count()).toBe(1)
  expect([...inviter.faults, ...faults]).toEqual([])
})

test('a link that was used by accepting is not looked up again', async () => {
  const inviter = await openVisitor({ as: claire })
  const { page, go, faults } = await openVisitor()
  let looks = 0
  await page.route('**/api/v1/invitations/look', async (route) => {
    looks += 1
    await route.continue()
  })
  await go(await invite(inviter, 'olga.brandt@acme.example'))
  await page.getByLabel('Name').fill('Olga Brandt')
  await page.locator('#invited-password').fill('eleven quiet rivers meet')

  await act(page, () => page.getByRole('button', { name: 'Accept and sign in' }).click())
  await page.getByRole('button', { name: 'Signed in as Olga Brandt' }).waitFor()

  expect([looks, faults]).toEqual([1, []])
})

/** Joins with a new password, which an address takes that nobody has proved. */
async function joinAnew(page: Page, password: string): Promise<void> {
  await page.locator('#joining-password').fill(password)
  await act(page, () => page.getByRole('button', { name: 'Join Northwind Valves' }).click())
}

const sameOrigin = { headers: { 'sec-fetch-site': 'same-origin' } }

async function makeUser(login: Login): Promise<void> {
  const operator = await connectAdmin(folder)
  await operator?.call('POST', '/api/v1/users', { ...login, contract: contracts.acme, role: 'viewer' })
}

/** Sets up a second factor in the visitor's own session. A code by which they can sign in. */
async function setUpFactor({ request }: Page, { password }: Login): Promise<string> {
  const current = { ...sameOrigin, data: { current_password: password } }
  const begun = await request.post('/api/v1/me/second-factor', current)
  const { secret } = newSecondFactor.parse(await begun.json())
  const data = { code: await generate({ secret }) }
  const confirmed = await request.post('/api/v1/me/second-factor/confirm', { ...sameOrigin, data })
  return recoveryCodes.parse(await confirmed.json()).recovery_codes[0] ?? ''
}

/** Invites by the form and gives the link, which is shown because this server sends no mail. */
async function invite({ page, go }: Visitor, email: string, into = contracts.acme): Promise<string> {
  await go(`/c/${into}/members/invite`)
  await page.getByLabel('E-mail').fill(email)
  await act(page, () => page.getByRole('button', { name: 'Invite', exact: true }).click())
  await page.getByRole('heading', { name: `Invitation for ${email} is ready` }).waitFor()
  return local((await page.locator('main code').textContent()) ?? '')
}

/** The link as this browser reaches the server, which knows itself by another name. */
function local(link: string): string {
  const { pathname, hash } = new URL(link)
  return pathname + hash
}

async function press(control: Locator): Promise<void> {
  await control.focus()
  await control.press('Enter')
}

async function pickByKeyboard(page: Page, name: string, item: string): Promise<void> {
  await press(page.getByRole('button', { name: `Actions for ${name}` }))
  const found = page.getByRole('menuitem', { name: item })
  await found.waitFor()
  for (let moves = 0; moves < 3 && (await focused(page)) !== item; moves += 1)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
}

/** What the focused element is called. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
  )
}

/** @param name with which the row begins */
async function openMenu(page: Page, name: string): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(`^${name}`) })
  await row.locator('[aria-haspopup="menu"]').click()
}

async function pick(page: Page, name: string, item: string): Promise<void> {
  await openMenu(page, name)
  await page.getByRole('menuitem', { name: item }).click()
}
