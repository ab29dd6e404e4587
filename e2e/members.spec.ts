import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { at, expectEveryLook } from './every-look.ts'
import { openVisitor, type Visitor } from './visitor.ts'

const { claire, jonas, mia, contracts } = inject('installation')
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
      await page.keyboard.press('Enter')
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
  await page.keyboard.press('Enter')
  expect(await page.getByRole('alert').textContent()).toContain('is invited already')

  await go(list)
  await pick(page, 'paul.lang@acme.example', 'New link')
  await page.getByRole('dialog').getByRole('button', { name: 'New link' }).click()
  expect(await page.getByRole('dialog').getByRole('alert').textContent()).toContain('has just been sent')
  await page.keyboard.press('Escape')
  await pick(page, 'paul.lang@acme.example', 'Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the invitation' }).click()
  await page.getByRole('row', { name: 'paul.lang@acme.example' }).waitFor({ state: 'detached' })

  expect(first).toMatch(/\/invitation#\S{40,}$/)
  expect(visitor.faults).toEqual([])
})

/** Invites by the form and gives the link, which is shown because this server sends no mail. */
async function invite({ page, go }: Visitor, email: string): Promise<string> {
  await go(`${list}/invite`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('heading', { name: `${email} is invited` }).waitFor()
  return (await page.locator('main code').textContent()) ?? ''
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
