import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { openIdProblems } from '@catalytics/contract/accounts.ts'
import type { ActivityType } from '@catalytics/contract/activity.ts'
import type { RejectReason } from '@catalytics/contract/events.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { returnPath } from '@catalytics/contract/return-path.ts'
import { focusTitle } from '../lib/focus-title.ts'
import { inAddress, listAddress } from '../lib/list-address.ts'
import { keepPreference } from '../lib/preferences.ts'
import { lastContract, sessionQuery } from '../lib/session.ts'
import { notePage } from '../lib/trail.ts'
import { Crash } from './crash.tsx'
import { destinationsFor } from './destinations.ts'
import { Frame } from './frame.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { pageOf } from './page-of.ts'
import { queries } from './queries.ts'

/** A name of a closed list that the page and the API check: the list's schemas are not needed to show a first page. */
function named<Name extends string>() {
  return z.custom<Name>((value) => typeof value === 'string' && /^[a-z_]{1,60}$/.test(value))
}

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  // The bar tells who is signed in, on pages for everybody too; it may be nobody.
  beforeLoad: ({ context }) => context.queries.ensureQueryData(sessionQuery),
  component: Frame,
  notFoundComponent: NoSuchPage,
})

const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: pageOf(() => import('../features/help/glossary-page.tsx'), 'GlossaryPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only a path of ours: `//elsewhere.example` would be somebody else's, and so would `/.//elsewhere.example`.
  validateSearch: z.object({
    next: z
      .string()
      .transform((next) => returnPath(next, window.location.origin, URL))
      .optional()
      .catch(undefined),
    problem: inAddress(z.enum(openIdProblems)),
  }),
  component: pageOf(() => import('../features/accounts/sign-in-page.tsx'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: pageOf(() => import('../features/accounts/set-up-page.tsx'), 'SetUpPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: pageOf(() => import('../features/accounts/reset-page.tsx'), 'ResetPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: pageOf(() => import('./invitation.tsx'), 'Invitation'),
})

/** What only those see who are signed in; the others sign in and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session === null) {
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/sign-in', search: { next }, replace: true })
    }
    return { session }
  },
  component: Outlet,
})

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: pageOf(() => import('../features/accounts/account-page.tsx'), 'AccountPage'),
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context: { session } }) => {
    const contract = lastContract(session)
    const [first] = destinationsFor(contract)
    throw redirect({ ...(first?.link(contract?.id ?? '') ?? { to: '/glossary' }), replace: true })
  },
})

const support = createRoute({
  getParentRoute: () => inside,
  path: '/support',
  component: pageOf(() => import('../features/help/support-page.tsx'), 'SupportPage'),
})

/** What belongs to a contract; another one's, or none at all, is a page that is not there. */
const contract = createRoute({
  getParentRoute: () => inside,
  path: '/c/$contract',
  beforeLoad: ({ context: { session }, params }) => {
    const own = session.contracts.find(({ id }) => id === params.contract)
    if (own === undefined) throw notFound()
    keepPreference('contract', own.id)
    return { contract: own }
  },
})

const members = createRoute({
  getParentRoute: () => contract,
  path: '/members',
  validateSearch: z.object({ ...listAddress, role: inAddress(z.enum(roles)) }),
  component: pageOf(() => import('./members.tsx'), 'Members'),
})

const invite = createRoute({
  getParentRoute: () => contract,
  path: '/members/invite',
  component: pageOf(() => import('./invite.tsx'), 'Invite'),
})

const permissions = createRoute({
  getParentRoute: () => contract,
  path: '/permissions',
  component: pageOf(() => import('../features/members/permissions-page.tsx'), 'PermissionsPage'),
})

const serviceAccounts = createRoute({
  getParentRoute: () => contract,
  path: '/service-accounts',
  validateSearch: z.object({ ...listAddress, state: inAddress(z.enum(['enabled', 'disabled', 'expired'])) }),
  component: pageOf(
    () => import('../features/service-accounts/service-accounts-page.tsx'),
    'ServiceAccountsPage',
  ),
})

const newServiceAccount = createRoute({
  getParentRoute: () => contract,
  path: '/service-accounts/new',
  component: pageOf(() => import('./new-service-account.tsx'), 'NewServiceAccount'),
})

const serviceAccount = createRoute({
  getParentRoute: () => contract,
  path: '/service-accounts/$account',
  component: pageOf(() => import('./service-account.tsx'), 'ServiceAccount'),
})

const editServiceAccount = createRoute({
  getParentRoute: () => contract,
  path: '/service-accounts/$account/edit',
  component: pageOf(
    () => import('../features/service-accounts/edit-service-account-page.tsx'),
    'EditServiceAccountPage',
  ),
})

/** The settings of a contract: what they are made of stands above each part. */
const settings = createRoute({
  getParentRoute: () => contract,
  path: '/settings',
  component: pageOf(() => import('./settings-frame.tsx'), 'SettingsFrame'),
})

const generalSettings = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: pageOf(() => import('../features/contracts/settings-page.tsx'), 'SettingsPage'),
})

const catalogs = createRoute({
  getParentRoute: () => settings,
  path: '/catalogs',
  validateSearch: z.object({ ...listAddress, kind: inAddress(z.enum(['catalog', 'network'])) }),
  component: pageOf(() => import('../features/segments/catalogs-page.tsx'), 'CatalogsPage'),
})

const sites = createRoute({
  getParentRoute: () => settings,
  path: '/sites',
  validateSearch: z.object(listAddress),
  component: pageOf(() => import('../features/sites/sites-page.tsx'), 'SitesPage'),
})

const site = createRoute({
  getParentRoute: () => settings,
  path: '/sites/$site',
  component: pageOf(() => import('../features/sites/site-page.tsx'), 'SitePage'),
})

const day = inAddress(z.iso.date())

const activity = createRoute({
  getParentRoute: () => contract,
  path: '/activity',
  validateSearch: z.object({
    type: inAddress(z.array(named<ActivityType>())),
    actor: inAddress(z.string()),
    from: day,
    to: day,
  }),
  component: pageOf(() => import('../features/activity/activity-page.tsx'), 'ActivityPage'),
})

const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  // A lead id, which is random; never an e-mail.
  validateSearch: z.object({ erasure: inAddress(z.uuid()) }),
  component: pageOf(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

const quarantine = createRoute({
  getParentRoute: () => settings,
  path: '/quarantine',
  validateSearch: z.object({ reason: inAddress(named<RejectReason>()) }),
  component: pageOf(() => import('../features/quarantine/quarantine-page.tsx'), 'QuarantinePage'),
})

/** Every page by its address. A page of its own also stands in `contract/src/pages.ts`, or the server does not know it. */
export const router = createRouter({
  routeTree: root.addChildren([
    glossary,
    signIn,
    setUp,
    reset,
    invitation,
    inside.addChildren([
      home,
      account,
      support,
      contract.addChildren([
        members,
        invite,
        permissions,
        serviceAccounts,
        newServiceAccount,
        serviceAccount,
        editServiceAccount,
        settings.addChildren([generalSettings, catalogs, sites, site, quarantine, people]),
        activity,
      ]),
    ]),
  ]),
  context: { queries },
  defaultErrorComponent: Crash,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// Whoever hears the page learns that it is another one; on the first page the browser says so itself.
router.subscribe('onRendered', ({ pathChanged, fromLocation, toLocation }) => {
  notePage(toLocation.pathname)
  if (pathChanged && fromLocation !== undefined) focusTitle()
})
