import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Login } from './installation.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { openVisitor } from './visitor.ts'

let own: OwnContract
let logins: Readonly<Record<string, Login>>
beforeAll(async () => {
  own = await ownContract('Roles')
  logins = {
    'account administrator': own.root,
    administrator: await own.add('Adele', 'administrator'),
    analyst: await own.add('Anton', 'analyst'),
    viewer: own.other,
  }
})

/** Each page of a contract with what only its users have in it, and the roles that use it: written down by hand. */
const pages = [
  { path: '/members', has: 'Invite somebody', roles: ['account administrator', 'administrator'] },
  { path: '/members/invite', has: 'Invite', roles: ['account administrator', 'administrator'] },
  {
    path: '/service-accounts',
    has: 'Create service account',
    roles: ['account administrator', 'administrator'],
  },
  {
    path: '/service-accounts/new',
    has: 'Create service account',
    roles: ['account administrator', 'administrator'],
  },
  { path: '/service-accounts/ACCOUNT', has: 'Delete', roles: ['account administrator', 'administrator'] },
  {
    path: '/service-accounts/ACCOUNT/edit',
    has: 'Save',
    roles: ['account administrator', 'administrator'],
  },
  { path: '/settings', has: 'Save', roles: ['account administrator', 'administrator'] },
  { path: '/settings', has: 'Change the requirement', roles: ['account administrator'] },
  {
    path: '/settings/catalogs',
    has: 'Rename Bolts',
    roles: ['account administrator', 'administrator'],
  },
  { path: '/settings/sites/www', has: 'New key', roles: ['account administrator', 'administrator'] },
  { path: '/settings/people', has: 'Find', roles: ['account administrator', 'administrator'] },
  { path: '/activity', has: 'Export', roles: ['account administrator', 'administrator'] },
] as const

/** What somebody finds at an address: what the page is for, or that it is not for them. */
async function foundBy(page: Page, { path, has }: { readonly path: string; readonly has: string }) {
  await page.goto(`/c/${own.id}${path.replace('ACCOUNT', own.account)}`)
  const main = page.locator('main')
  const thing = main
    .getByRole('button', { name: has, exact: true })
    .or(main.getByRole('link', { name: has, exact: true }))
  const refusal = main.getByRole('alert').filter({ hasText: 'Not for your role' })
  const elsewhere = main.getByText('Account administrators decide this.')
  await thing.or(refusal).or(elsewhere).first().waitFor()
  if ((await refusal.count()) > 0 && (await main.locator('form, table').count()) > 0)
    return 'a form in spite of it'
  return (await thing.count()) > 0 ? has : 'not for this role'
}

describe.each(['account administrator', 'administrator', 'analyst', 'viewer'])(
  'the pages for the role %s',
  (role) => {
    test('have the forms and tables that it may use, and no others', async () => {
      const { page } = await openVisitor({ as: logins[role] ?? own.other })
      const found: string[] = []
      for (const one of pages) found.push(`${one.path}: ${await foundBy(page, one)}`)

      const isFor = ({ roles }: (typeof pages)[number]) => roles.some((name) => name === role)
      expect(found).toEqual(pages.map((one) => `${one.path}: ${isFor(one) ? one.has : 'not for this role'}`))
    })
  },
)
