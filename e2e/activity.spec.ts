import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, stands } from './visitor.ts'

const { claire, jonas, contracts } = ownInstallation()
const log = `/c/${contracts.acme}/activity`

describe('the activity of a contract', () => {
  test('looks right', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'activity', at(log))
  })

  test('tells what belongs to an entry in words', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go(`${log}?type=${encodeURIComponent('["service_account_regenerated","service_account_created"]')}`)

    const rows = await page.locator('tbody tr').allTextContents()

    expect(rows.join('\n')).toContain('old password still works for: 3 days')
    expect(rows.join('\n')).toContain('scopes: Read leads, Read figures')
    expect(rows.filter((row) => /leads:read|overlap|cat_sa_/.test(row))).toEqual([])
  })

  test('is filtered by type and by who, and the address keeps it without anybody’s e-mail', async () => {
    const { page, go, faults } = await openVisitor({ as: claire })
    await go(log)

    await page.getByRole('combobox', { name: 'Activity' }).click()
    await page.getByRole('option', { name: 'Signed in' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Who' }).click()
    await page.getByRole('option', { name: claire.email }).click()
    await expect.poll(() => new URL(page.url()).searchParams.has('actor')).toBe(true)
    await page.reload()
    await stands(page)

    expect(decodeURIComponent(page.url())).not.toContain('@')
    const rows = await page.locator('tbody tr').allTextContents()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatch(/^Signed in.*claire\.fontaine@acme\.example/)
    expect(faults).toEqual([])
  })

  test('is exported as it is filtered', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go(`${log}?type=${encodeURIComponent('["service_account_disabled"]')}`)

    await page.getByRole('button', { name: 'Export' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const file = await text(await (await coming).createReadStream())

    const lines = file.trim().split(/\r?\n/)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines.slice(1)) expect(line).toContain('service_account_disabled')
  })

  test('is not for a viewer', async () => {
    const { page, go } = await openVisitor({ as: jonas })

    await go(log)

    expect(await page.getByRole('alert').textContent()).toContain('Not for your role')
  })
})
