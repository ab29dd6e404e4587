import { expect, test } from 'vitest'
import { pagePaths } from '@catalytics/contract/pages.ts'
import { router } from './router.tsx'

test('the server knows every page, and no other', () => {
  const own = Object.keys(router.routesByPath).map((path) => path.replace(/^\/c\/.*/, '/c/*'))

  expect([...new Set(own)].toSorted()).toEqual([...pagePaths].toSorted())
})
