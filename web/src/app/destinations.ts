import type { LinkProps } from '@tanstack/react-router'
import type { Feature } from '@catalytics/contract/contracts.ts'
import type { Permission } from '@catalytics/contract/permissions.ts'
import type { PlainKey } from '../i18n/texts.ts'
import { canUse, useContract, useVisitor, type OwnContract } from '../lib/session.ts'

/** A page that menus, the palette and the keys lead to. */
export type Destination = {
  readonly id: string
  readonly menu: 'main' | 'gear' | 'help' | 'user'
  readonly label: PlainKey
  /** Typed after `g`. */
  readonly key?: string
  /** Whether nobody but users can see it: offered to others, it would lead to the sign-in. */
  readonly forUsers?: true
  /** What the user has to be allowed to; without, everybody may. */
  readonly needs?: { readonly permission: Permission; readonly feature?: Feature }
  readonly link: (contract: string) => Pick<LinkProps, 'to' | 'params'>
}

/** In the order of the menus. A page joins here when it works. */
const all: readonly Destination[] = [
  {
    id: 'members',
    menu: 'gear',
    label: 'members.title',
    key: 'm',
    needs: { permission: 'see_members' },
    link: (contract) => ({ to: '/c/$contract/members', params: { contract } }),
  },
  {
    id: 'permissions',
    menu: 'gear',
    label: 'members.matrix.title',
    key: 'p',
    needs: { permission: 'see_members' },
    link: (contract) => ({ to: '/c/$contract/permissions', params: { contract } }),
  },
  {
    id: 'service-accounts',
    menu: 'gear',
    label: 'serviceAccounts.title',
    key: 's',
    needs: { permission: 'manage_service_accounts', feature: 'service_accounts' },
    link: (contract) => ({ to: '/c/$contract/service-accounts', params: { contract } }),
  },
  {
    id: 'activity',
    menu: 'gear',
    label: 'activity.title',
    key: 'v',
    needs: { permission: 'see_activity' },
    link: (contract) => ({ to: '/c/$contract/activity', params: { contract } }),
  },
  {
    id: 'settings',
    menu: 'gear',
    label: 'contracts.title',
    key: 'o',
    needs: { permission: 'manage_contract' },
    link: (contract) => ({ to: '/c/$contract/settings', params: { contract } }),
  },
  {
    id: 'quarantine',
    menu: 'gear',
    label: 'quarantine.title',
    key: 'q',
    needs: { permission: 'manage_contract' },
    link: (contract) => ({ to: '/c/$contract/settings/quarantine', params: { contract } }),
  },
  {
    id: 'people',
    menu: 'gear',
    label: 'people.title',
    key: 'e',
    needs: { permission: 'manage_people' },
    link: (contract) => ({ to: '/c/$contract/settings/people', params: { contract } }),
  },
  {
    id: 'account',
    menu: 'user',
    label: 'accounts.account.title',
    key: 'a',
    forUsers: true,
    link: () => ({ to: '/account' }),
  },
  {
    id: 'glossary',
    menu: 'help',
    label: 'frame.help.glossary',
    key: 'l',
    link: () => ({ to: '/glossary' }),
  },
  {
    id: 'support',
    menu: 'help',
    label: 'support.title',
    key: 'c',
    forUsers: true,
    link: () => ({ to: '/support' }),
  },
]

/** The pages for a user in a contract; without a contract those that need none. */
export function destinationsFor(contract: OwnContract | undefined): readonly Destination[] {
  return all.filter(
    ({ needs }) =>
      needs === undefined || (contract !== undefined && canUse(contract, needs.permission, needs.feature)),
  )
}

/** The pages for whoever looks on, in the contract of the moment. */
export function useDestinations(): readonly Destination[] {
  const visitor = useVisitor()
  const contract = useContract()
  return destinationsFor(contract).filter(({ forUsers }) => forUsers !== true || visitor !== undefined)
}
