/**
 * The addresses of the browser application: the server answers each with its page, anything else with a problem. A
 * trailing `/*` stands for everything below. What the pages are, `web/src/app/router.tsx` says; a test holds the two
 * together.
 */
export const pagePaths = [
  '/',
  '/account',
  '/c/*',
  '/glossary',
  '/invitation',
  '/reset',
  '/set-up',
  '/sign-in',
  '/support',
] as const
