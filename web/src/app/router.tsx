import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { sessionQuery } from '../lib/session.ts'
import { Crash } from './crash.tsx'
import { destinationsFor } from './destinations.ts'
import { focusTitle } from './focus-title.ts'
import { Frame } from './frame.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { queries } from './queries.ts'

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  // The bar tells who is signed in, on pages for everybody too; it may be nobody.
  beforeLoad: ({ context }) => context.queries.ensureQueryData(sessionQuery),
  component: Frame,
  notFoundComponent: NoSuchPage,
  errorComponent: Crash,
})

const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: lazyRouteComponent(() => import('../features/help/glossary-page.tsx'), 'GlossaryPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only a path of ours: `//elsewhere.example` would be somebody else's.
  validateSearch: z.object({
    next: z
      .string()
      .regex(/^\/(?![/\\])/)
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../features/accounts/sign-in-page.tsx'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../features/accounts/set-up-page.tsx'), 'SetUpPage'),
})

/** What only those see who are signed in; the others sign in and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session === null) {
      const next = location.href === '/' ? undefined : location.href
      redirect({ to: '/sign-in', search: { next }, replace: true, throw: true })
    }
    return { session }
  },
  component: Outlet,
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context: { session } }) => {
    const [contract] = session?.contracts ?? []
    const [first] = destinationsFor(contract)
    redirect({ ...(first?.link(contract?.id ?? '') ?? { to: '/glossary' }), replace: true, throw: true })
  },
})

/** Every page by its address. A page of its own also stands in `contract/src/pages.ts`, or the server does not know it. */
export const router = createRouter({
  routeTree: root.addChildren([glossary, signIn, setUp, inside.addChildren([home])]),
  context: { queries },
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// Whoever hears the page learns that it is another one; on the first page the browser says so itself.
router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
  if (pathChanged && fromLocation !== undefined) focusTitle()
})
