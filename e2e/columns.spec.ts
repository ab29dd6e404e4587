import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { invitationList, member } from '@catalytics/contract/members.ts'
import { serviceAccount } from '@catalytics/contract/service-accounts.ts'
import { download, event } from '../server/test/factories.ts'
import { act } from './act.ts'
import { sendEvents } from './calls.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, type Visitor } from './visitor.ts'

const { url } = ownInstallation()
let own: OwnContract
let visitor: Visitor
beforeAll(async () => {
  own = await ownContract('Columns')
  visitor = await openVisitor({ as: own.root })
  await sendEvents(visitor, own.id, [
    download('ann@columns.example', {
      at: '2026-03-02T10:00:00.000Z',
      person: {
        ...download('ann@columns.example').person,
        email: 'ann@columns.example',
        first_name: 'Ann',
        last_name: 'Lee',
        company: 'Columns Ltd',
        country: 'SE',
      },
      part: { number: 'B-100', family: 'Balls' },
      format: 'step',
    }),
    download('ben@columns.example', { at: '2026-03-01T09:00:00.000Z' }),
    { ...event(), type: 'product_view', at: '2026-03-03T11:00:00.000Z' },
  ])
  const authorization = `Basic ${Buffer.from(`${own.account}:${own.accountPassword}`).toString('base64')}`
  // Three calls, two rows each.
  for (const path of ['leads', 'leads', 'leads'])
    expect(
      (await fetch(`${url}/api/v1/${path}`, { headers: { authorization, 'user-agent': 'CRM/7' } })).status,
    ).toBe(200)
})

type Cells = Readonly<Record<string, string>>

/** A row of a table as it is read: what stands under which heading; times as they are, not how long ago. */
async function rowOf(page: Page, table: string | RegExp, name: string): Promise<Cells> {
  const found = page.getByRole('table', { name: table })
  const row = found.getByRole('row').filter({ hasText: name }).first()
  await row.waitFor()
  // Also those that a narrow table leaves out.
  const heads = await found.locator('[role="columnheader"]').allTextContents()
  const cells = await row.locator('[role="cell"]').evaluateAll((all) =>
    all.map((cell) => {
      const copy = document.createElement('div')
      copy.innerHTML = cell.innerHTML
      // On a phone, the heading stands in the cell.
      if (cell instanceof HTMLElement && cell.dataset['narrow'] === 'line') copy.firstElementChild?.remove()
      for (const time of copy.querySelectorAll('time')) time.textContent = ` ${time.dateTime} `
      return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
    }),
  )
  return Object.fromEntries(heads.map((head, index) => [head.trim(), cells[index] ?? '']))
}

describe('each column shows what its heading says', () => {
  test('service accounts', async () => {
    const { page, go } = visitor
    const read = async () =>
      serviceAccount.parse(await own.operate('GET', `/service-accounts/${own.account}`))
    await expect.poll(async () => (await read()).calls_30d).toBe(3)
    const { created_at: made, last_used_at: used } = await read()
    await go(`/c/${own.id}/service-accounts`)

    expect(await rowOf(page, 'Service accounts', 'CRM')).toEqual({
      Name: 'CRM',
      'Client id': `${own.account.slice(0, 11)}…`,
      Scopes: 'leads:read',
      State: 'enabled',
      Created: `${made} operator`,
      'Last used': `${used} 127.0.0.1`,
      'Calls 30 d': '3',
      'Rows 30 d': '6',
    })
  })

  test('users and invitations', async () => {
    const { page, go } = visitor
    await go(`/c/${own.id}/members`)
    const joined = z.object({ data: z.array(member) }).parse(await own.operate('GET', '/members'))
    const viktor = joined.data.find(({ email }) => email === own.other.email)
    const list = invitationList.parse(await own.operate('GET', '/invitations'))

    expect(await rowOf(page, 'Users', 'Viktor')).toMatchObject({
      Name: 'Viktor',
      'E-mail': own.other.email,
      Role: 'Viewer',
      Joined: viktor?.joined_at,
      'Last seen': '–',
      'Second factor': 'off',
    })
    expect(await rowOf(page, /pending invitation/, own.invited)).toMatchObject({
      'E-mail': own.invited,
      Role: 'Viewer',
      'Invited by': 'the operator',
      Sent: list.data[0]?.sent_at,
      Expires: list.data[0]?.expires_at,
      'Mail status': 'link handed over',
    })
  })

  test('catalogs and sites', async () => {
    const { page, go } = visitor
    await go(`/c/${own.id}/settings/catalogs`)
    expect(await rowOf(page, 'Catalogs and networks', 'Bolts')).toMatchObject({
      Name: 'Bolts',
      Kind: 'Catalog',
      Key: 'bolts',
    })

    await go(`/c/${own.id}/settings/sites`)
    expect(await rowOf(page, 'Sites', 'www')).toMatchObject({
      Name: 'www',
      State: 'accepts events',
      Key: 'www',
      Origins: 'https://www.columns.example',
      'Last event': '–',
    })
  })

  test('leads that a service account gets', async () => {
    const { page, go } = visitor
    await go(`/c/${own.id}/service-accounts/${own.account}`)

    expect(await rowOf(page, 'Some of its leads', 'ann@columns.example')).toEqual({
      'E-mail': 'ann@columns.example',
      Name: 'Ann Lee',
      Company: 'Columns Ltd',
      Country: 'Sweden',
      Actions: '1',
      'Last action': '2026-03-02T10:00:00.000Z',
    })
  })

  test('what a person did, and who received it', async () => {
    const { page, go } = visitor
    await go(`/c/${own.id}/settings/people`)
    await page.getByLabel('E-mail of the person').fill('ann@columns.example')
    await act(page, () => page.keyboard.press('Enter'))
    await page.getByRole('button', { name: 'Erase' }).waitFor()

    expect(await rowOf(page, /^(Actions|What)/, 'CAD download')).toEqual({
      Action: 'CAD download',
      When: '2026-03-02T10:00:00.000Z',
      Part: 'B-100',
      Detail: 'step',
      Catalog: 'ball-bearings',
      Channel: 'partnet',
    })
    expect(await rowOf(page, 'Deliveries', 'CRM')).toEqual({
      Recipient: 'CRM',
      'Recipient’s id': own.account,
      When: expect.stringMatching(/^20\d\d-.*Z$/),
      'Sent by': 'API',
    })
  })
})
