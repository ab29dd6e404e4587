import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { routes } from '../../test/route-table.ts'

/*
 * Where one path has a fixed word and another a parameter in the same place, whatever has that word as its name cannot be
 * reached. Ids that we make begin with `ct_` and the like, so no word is one of them; the keys of sites are chosen by others.
 */

/** Pairs of paths of which the first has a parameter where the second has a word. */
function hiddenBy(paths: readonly string[]): readonly string[] {
  const split = [...new Set(paths)].map((path) => path.split('/'))
  return split.flatMap((one) =>
    split.flatMap((other) => {
      const at = one.findIndex((part, index) => isParameter(part) && !isParameter(other[index] ?? ':'))
      const sameBefore = one.slice(0, at).every((part, index) => meet(part, other[index] ?? ''))
      const sameAfter = one.slice(at + 1).every((part, index) => meet(part, other[at + 1 + index] ?? ''))
      return at >= 0 && one.length === other.length && sameBefore && sameAfter
        ? [`${one.join('/')} ${other.join('/')}`]
        : []
    }),
  )
}

const isParameter = (part: string) => /^[:$]/.test(part)
const meet = (part: string, other: string) => part === other || isParameter(part) || isParameter(other)

test('such pairs are found', () => {
  expect(hiddenBy(['/sites/:site', '/sites/new', '/sites', '/sites/new/key', '/users/new'])).toEqual([
    '/sites/:site /sites/new',
  ])
  expect(hiddenBy(['/c/$contract/sites/$site', '/c/$contract/sites/all', '/c/$contract/people/x'])).toEqual([
    '/c/$contract/sites/$site /c/$contract/sites/all',
  ])
})

test('of the API, a word stands only where another path has an id that we make', () => {
  const paths = Object.keys(routes).map((route) => route.split(' ')[1] ?? '')

  // A mail's id is a UUID.
  expect(hiddenBy(paths)).toEqual(['/api/v1/mails/:mail /api/v1/mails/test'])
})

test('of the pages too', () => {
  const router = readFileSync(new URL('../../../web/src/app/router.tsx', import.meta.url), 'utf8')
  const paths = [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path)

  expect(paths).toContain('/sites/$site')
  // A service account's id begins with cat_sa_.
  expect(hiddenBy(paths)).toEqual(['/service-accounts/$account /service-accounts/new'])
})
