import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Crash } from './crash.tsx'
import { Frame } from './frame.tsx'
import { NoSuchPage } from './no-such-page.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NoSuchPage, errorComponent: Crash })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ to: '/glossary', replace: true, throw: true }),
})

const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: lazyRouteComponent(() => import('../features/help/glossary-page.tsx'), 'GlossaryPage'),
})

/** Every page by its address. A page of its own also stands in `contract/src/pages.ts`, or the server does not know it. */
export const router = createRouter({
  routeTree: root.addChildren([home, glossary]),
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
  if (pathChanged && fromLocation !== undefined)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
})
