import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { act } from './act.ts'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, stands, type Visitor } from './visitor.ts'

const { claire, jonas, contracts } = ownInstallation()
const list = `/c/${contracts.acme}/service-accounts`

describe('every look of', () => {
  test('the list', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'service-accounts', at(list))
  })

  test('an account', async () => {
    const visitor = await openVisitor({ as: claire })
    await visitor.go(list)
    const path = await visitor.page.getByRole('link', { name: 'CRM sync' }).getAttribute('href')
    await expectEveryLook(visitor, 'service-account', at(path ?? ''))
  })

  test('the form for a new one', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'service-account-new', async (visitor) => {
      await visitor.go(`${list}/new`)
      await visitor.page.locator('[aria-controls="account-limits"]').click()
    })
  })

  test('the screen that shows the password', async () => {
    let made = 0
    await expectEveryLook(await openVisitor({ as: claire }), 'service-account-once', async (visitor) => {
      made += 1
      await visitor.go(`${list}/new`)
      await visitor.page.locator('#account-name').fill(`Look ${made}`)
      await act(visitor.page, () => visitor.page.keyboard.press('Enter'))
      await visitor.page.locator('pre').first().waitFor()
      await visitor.page.locator('[type="checkbox"]').check()
    })
  })
})

test('an account is made, its password copied, its calls work as they stand', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page } = visitor
  await makeAccount(visitor, 'Nightly export')

  await page.getByRole('button', { name: 'Copy password' }).click()
  const password = await page.evaluate(() => navigator.clipboard.readText())
  expect(password).toMatch(/^cat_pw_\w{49}$/)
  expect(await page.content()).not.toContain(password)

  await act(page, () => page.getByRole('button', { name: 'Try it now' }).click())
  expect(await page.getByText(/^200 OK, 25 leads/).textContent()).toContain('25 leads')

  const curl = await copied(page, 'curl')
  expect(run('sh', ['-c', `${curl.trimEnd()} -s`]).data).toHaveLength(25)
  const typescript = (await copied(page, 'TypeScript')).replace(
    /console\.log\((.*)\)/,
    'console.log(JSON.stringify($1))',
  )
  expect(run(process.execPath, ['--input-type=module', '-'], typescript).data).toHaveLength(25)
  const python = (await copied(page, 'Python')).replace(
    'print(json.load(answer))',
    'print(json.dumps(json.load(answer)))',
  )
  expect(run('python3', ['-'], python).data).toHaveLength(25)

  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { name: 'Nightly export', level: 1 }).waitFor()
  expect(visitor.faults).toEqual([])
})

test('who leaves without the password is asked, and can stay', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page } = visitor
  await makeAccount(visitor, 'Forgotten')

  await page.getByRole('link', { name: 'Catalytics' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('heading', { name: 'Forgotten is ready.' }).waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave without it' }).click()

  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Forgotten')
})

test('a password is renewed beside the old one, which is then ended', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page } = visitor
  await makeAccount(visitor, 'Rotation')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'New password' }).click()
  await act(page, () => page.getByRole('button', { name: 'Create password' }).click())
  await page.getByRole('heading', { name: 'Rotation has a new password.' }).waitFor()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { name: /^Old password \(ends/ }).waitFor()
  expect(await page.getByRole('article').count()).toBe(2)
  await page.getByRole('button', { name: 'Revoke old password' }).click()
  await act(page, () => page.getByRole('button', { name: 'Revoke password' }).click())

  await page.getByRole('heading', { name: /^Old password \(ends/ }).waitFor({ state: 'detached' })
  expect(await page.getByRole('article').count()).toBe(1)
})

test('an account is disabled, and deleted by typing its name', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page } = visitor
  await makeAccount(visitor, 'Short-lived')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'Disable' }).click()
  await act(page, () => page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click())
  await page.getByText('disabled', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialogue = page.getByRole('dialog')
  expect(await dialogue.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
  await dialogue.getByRole('textbox').fill('Short-lived')
  await act(page, () => dialogue.getByRole('button', { name: 'Delete' }).click())

  await page.getByRole('heading', { name: 'Service accounts', level: 1 }).waitFor()
  await stands(page)
  expect(await page.getByRole('link', { name: 'Short-lived' }).count()).toBe(0)
})

test('the table is searched, ordered and walked through by keyboard, and the address keeps it', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go(list)

  await page.keyboard.press('/')
  await page.keyboard.type('cat')
  await expect.poll(() => new URL(page.url()).search).toContain('search=cat')
  await page.reload()
  await stands(page)
  const names = page.locator('tbody a')
  expect(await names.allTextContents()).toContain('Catalog site')
  expect(await names.allTextContents()).not.toContain('Power BI')
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Name' }).click()
  await names.first().focus()
  const first = await names.first().textContent()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/service-accounts\/cat_sa_/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe(first)
})

test('whoever may not has no menu for it, and the page is not there', async () => {
  const { page, go } = await openVisitor({ as: jonas })

  await go(list)

  expect(await page.getByRole('button', { name: 'Administration' }).count()).toBe(0)
  expect(await page.getByRole('alert').textContent()).toContain('Not for your role')
})

/** What a program prints, as JSON. */
function run(program: string, args: readonly string[], input = '') {
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8', input }))
}

async function makeAccount({ page, go }: Visitor, name: string): Promise<void> {
  await go(`${list}/new`)
  await page.getByLabel('Name').fill(name)
  await act(page, () => page.getByRole('button', { name: 'Create service account' }).click())
  await page.getByRole('heading', { name: `${name} is ready.` }).waitFor()
}

async function copied(page: Page, language: string): Promise<string> {
  await page.getByRole('tab', { name: language }).click()
  await page.getByRole('button', { name: 'Copy example' }).click()
  return await page.evaluate(() => navigator.clipboard.readText())
}
