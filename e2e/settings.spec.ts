import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { digestOf } from '../server/src/lib/digest.ts'
import { openLog } from '../server/src/lib/log.ts'
import { connectDirectory } from '../server/src/stores/directory/directory.ts'
import { event } from '../server/test/factories.ts'
import { act } from './act.ts'
import { change, sendEvents } from './calls.ts'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, stands, type Visitor } from './visitor.ts'

const { claire, jonas, contracts, folder, url } = ownInstallation()
const settings = `/c/${contracts.acme}/settings`
const sites = `${settings}/sites`

describe('every look of', () => {
  test('the general settings, with what a shorter retention would remove', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'settings', async ({ page, go }) => {
      await go(settings)
      await page.locator('input[type="radio"][value="limited"]').check()
      await page.locator('#contract-months').fill('2')
      await page.getByText(/\b2026\b.*60/).waitFor()
    })
  })

  test('whom the duty of a second factor would lock out', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'settings-factor', async ({ page, go }) => {
      await go(settings)
      await page.locator('input[type="radio"][value="required"]').check()
      await page.locator('form:has(input[value="required"]) button[type="submit"]').click()
      await page.getByRole('dialog').getByText(jonas.email).waitFor()
    })
  })

  test('catalogs and networks', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'catalogs', at(`${settings}/catalogs`))
  })

  test('the sites', async () => {
    await expectEveryLook(await openVisitor({ as: claire }), 'sites', at(sites))
  })

  test('the quarantine, with an event open', async () => {
    await refuse(await openVisitor({ as: claire }), contracts.acme, [
      { ...event(), type: 'cad_downlaod' },
      { ...event(), catalog: '' },
      { ...event(), person: { email: 'not an address' } },
    ])
    await expectEveryLook(await openVisitor({ as: claire }), 'quarantine', async ({ page, go }) => {
      await go(`${settings}/quarantine`)
      await page.locator('main li button[aria-expanded]').first().click()
      await page.locator('main li input').nth(1).check()
    })
  })

  test('a site', async () => {
    const visitor = await openVisitor({ as: claire })
    await change(visitor, 'PUT', contracts.acme, '/sites/www', {
      origins: ['https://www.acme.example', 'https://shop.acme.example'],
    })
    await expectEveryLook(visitor, 'site', at(`${sites}/www`))
  })
})

test('what is chosen is seen with forced colours too', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await page.emulateMedia({ forcedColors: 'active' })
  /** The colour of the mark, and that of the words beside it. */
  const colours = (mark: string, property: 'color' | 'background-color') =>
    page
      .locator(mark)
      .first()
      .evaluate(
        (element, name) => ({
          mark: getComputedStyle(element).getPropertyValue(name),
          words: getComputedStyle(document.body).color,
        }),
        property,
      )

  await go(settings)
  const radio = await colours('.mantine-Radio-radio:checked + .mantine-Radio-icon', 'color')
  await page.keyboard.press('?')
  const thumb = await colours('.mantine-Switch-thumb', 'background-color')
  await go(`/c/${contracts.acme}/service-accounts/new`)
  const box = await colours('.mantine-Checkbox-icon', 'color')

  for (const { mark, words } of [radio, thumb, box]) expect(mark).toBe(words)
})

test('a duty of a second factor holds at once, for whoever required it too', async () => {
  const { page, go } = await openVisitor({ as: claire })
  const own = `/c/${contracts.northwind}/settings`
  await go(own)
  const operator = await connectAdmin(folder)

  try {
    await page.getByRole('radio', { name: 'Required of everybody' }).check()
    await page.getByRole('button', { name: 'Change the requirement' }).click()
    const dialogue = page.getByRole('dialog')
    expect(await dialogue.getByRole('note').textContent()).toContain('You have none yourself')
    await act(page, () => dialogue.getByRole('button', { name: 'Require it' }).click())
    await dialogue.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('alert').getByRole('link', { name: 'Set up a second factor' }).click()

    await page.waitForURL('**/account#second-factor')
    await page.getByRole('button', { name: 'Set up a second factor' }).waitFor()
  } finally {
    await operator?.call('PATCH', `/api/v1/contracts/${contracts.northwind}`, {
      second_factor_required: false,
    })
  }
  await go(own)
  expect(await page.getByRole('radio', { name: 'Left to each user' }).isChecked()).toBe(true)
})

test('whoever an OpenID provider vouches for is not warned of a lockout that does not concern them', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page, go } = visitor
  await vouchFor(visitor)

  await go(`/c/${contracts.acme}/settings`)
  await page.getByRole('radio', { name: 'Required of everybody' }).check()
  await page.getByRole('button', { name: 'Change the requirement' }).click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByText(jonas.email).waitFor()

  expect(await dialogue.getByText(claire.email).count()).toBe(0)
  expect(await dialogue.getByRole('note').count()).toBe(0)
})

/** As if the visitor had come through a provider, of which this server has none. */
async function vouchFor({ page }: Visitor): Promise<void> {
  const cookies = await page.context().cookies()
  const token = cookies.find(({ name }) => name === '__Host-catalytics')?.value ?? ''
  const directory = connectDirectory({ file: join(folder, 'directory.db') }, openLog('silent'))
  try {
    const sessions = directory.db.updateTable('sessions').where('hash', '=', digestOf(token))
    await sessions.set({ vouched: 1 }).execute()
  } finally {
    await directory.close()
  }
}

test('settings are found by keyboard, changed, and there after a reload; what is refused says where', async () => {
  const { page, go, faults } = await openVisitor({ as: claire })
  await go(`/c/${contracts.northwind}/service-accounts`)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('contract sett')
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail domains').fill('northwind.example\nnot a domain')
  await page.getByRole('radio', { name: 'Refuse the event' }).check()
  await act(page, () => page.getByRole('button', { name: 'Save' }).click())
  await page.getByRole('alert').getByRole('link', { name: 'E-mail domains, line 2' }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('contract-domains')

  await page.getByLabel('E-mail domains').fill('northwind.example, rival.example')
  await act(page, () => page.getByRole('button', { name: 'Save' }).click())
  await page.getByText('Saved').waitFor()
  await page.reload()
  await stands(page)

  expect(await page.getByLabel('E-mail domains').inputValue()).toBe('northwind.example\nrival.example')
  expect(await page.getByRole('radio', { name: 'Refuse the event' }).isChecked()).toBe(true)
  expect(faults).toEqual([])
})

test('retention is shortened only by whoever types the name; prolonged at once', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go(`/c/${contracts.northwind}/settings`)

  await page.getByRole('radio', { name: 'For a number of months' }).check()
  await page.getByRole('textbox', { name: 'Months' }).fill('24')
  await page.getByRole('button', { name: 'Change retention' }).click()
  const dialogue = page.getByRole('dialog')
  const remove = dialogue.getByRole('button', { name: 'Remove what is older' })
  expect(await remove.isDisabled()).toBe(true)
  await dialogue.getByText(/Everything before .* would be removed/).waitFor()
  await dialogue.getByRole('textbox').fill('Northwind Valves')
  await act(page, () => remove.click())
  await page.getByText('Saved').waitFor()
  await page.getByRole('radio', { name: 'For ever' }).check()
  await act(page, () => page.getByRole('button', { name: 'Change retention' }).click())
  await page.getByText('Saved').waitFor()

  expect(await dialogue.count()).toBe(0)
})

test('a catalog is added and renamed, and the search stands in the address', async () => {
  const { page, go } = await openVisitor({ as: claire })
  await go(`/c/${contracts.northwind}/settings/catalogs`)
  const dialogue = page.getByRole('dialog')

  await page.getByRole('button', { name: 'Add' }).click()
  await dialogue.getByLabel('Key').fill('gate-valves')
  await act(page, () => dialogue.getByRole('button', { name: 'Add' }).click())
  await page.getByRole('button', { name: 'Rename gate-valves' }).click()
  await dialogue.getByLabel('Name').fill('Gate valves')
  await act(page, () => dialogue.getByRole('button', { name: 'Save' }).click())
  await page.getByText('Gate valves').waitFor()
  await page.getByRole('searchbox').fill('nothing like it')
  await page.getByText('0 entries').waitFor()

  expect(new URL(page.url()).searchParams.get('search')).toBe('nothing like it')
})

test('a site is added, its tag copied, its key changed', async () => {
  const { page, go, faults } = await openVisitor({ as: claire })
  await go(`/c/${contracts.northwind}/settings/sites`)
  await page.getByRole('button', { name: 'Add site' }).click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByLabel('Key').fill('shop/de')
  await dialogue.getByLabel('Address of the site').fill('https://shop.northwind.example')
  await act(page, () => dialogue.getByRole('button', { name: 'Add site' }).click())
  await page.getByRole('heading', { name: 'shop.northwind.example' }).waitFor()

  await page.getByRole('button', { name: 'Copy tag' }).click()
  const tag = await page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'New key' }).click()
  await act(page, () => dialogue.getByRole('button', { name: 'Revoke the current key' }).click())
  await dialogue.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Copy tag' }).click()
  const renewed = await page.evaluate(() => navigator.clipboard.readText())

  const key = /data-key="(cat_pk_\w+)"/
  expect(tag).toContain(`src="${url}/t.js"`)
  expect(key.exec(tag)?.[1]).toBeDefined()
  expect(key.exec(renewed)?.[1]).not.toBe(key.exec(tag)?.[1])
  expect(faults).toEqual([])
})

test('a site without a tag is set up, and switched off', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page, go } = visitor
  await change(visitor, 'PUT', contracts.northwind, '/segments', {
    segments: [{ kind: 'site', key: 'old', name: 'Old site' }],
  })
  await go(`/c/${contracts.northwind}/settings/sites/old`)

  await act(page, () => page.getByRole('button', { name: 'Set it up' }).click())
  await page.getByText('no origin yet').waitFor()
  await page.getByRole('switch').press('Space')
  await act(page, () => page.getByRole('button', { name: 'Save' }).click())
  await page.getByText('switched off').first().waitFor()

  expect(await page.getByRole('switch').isChecked()).toBe(false)
})

test('refused events are looked at by reason, and tried again when their catalog is known', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page, go, faults } = visitor
  await change(visitor, 'PATCH', contracts.northwind, '', { unknown_segments: 'reject' })
  await refuse(visitor, contracts.northwind, [
    { ...event(), catalog: 'ball-valves' },
    { ...event(), catalog: 'ball-valves' },
    { ...event(), catalog: 'needle-valves' },
    { ...event(), person: { email: 'not an address' } },
  ])
  await go(`/c/${contracts.northwind}/settings/quarantine`)

  await page.getByRole('link', { name: /^Unknown catalog/ }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('reason')).toBe('unknown_catalog')
  await page.getByRole('listitem').first().getByRole('checkbox').press('Space')
  await act(page, () => page.getByRole('button', { name: 'Try 1 chosen again' }).click())
  await page.getByText('1 was refused again and still waits here.').waitFor()
  const names = ['catalog:ball-valves', 'network:partnet'].map((one) => one.split(':'))
  await change(visitor, 'PUT', contracts.northwind, '/segments', {
    segments: names.map(([kind, key]) => ({ kind, key, name: key })),
  })
  await page.getByRole('listitem').first().getByRole('checkbox').press('Space')
  await act(page, () => page.getByRole('button', { name: 'Try all 3 again' }).click())
  await page.getByText('2 events have been accepted. 1 was refused again').waitFor()

  await expect.poll(() => page.getByRole('listitem').count()).toBe(1)
  expect(faults).toEqual([])
})

test('whoever may not has no menu for it, and the page says who may', async () => {
  const { page, go } = await openVisitor({ as: jonas })

  await go(settings)

  expect(await page.getByRole('button', { name: 'Administration' }).count()).toBe(0)
  expect(await page.getByRole('alert').textContent()).toContain('Not for your role')
})

/** Sends events of which none is taken. */
async function refuse(visitor: Visitor, contract: string, events: readonly object[]): Promise<void> {
  const { rejected } = await sendEvents(visitor, contract, events)
  expect(rejected).toHaveLength(events.length)
}
