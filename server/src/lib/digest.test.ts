import { expect, test } from 'vitest'
import { digestOf, isSame } from './digest.ts'

test('stored forms are compared whole', () => {
  const digest = digestOf('secret')
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  expect(isSame(digest, digestOf('secret'))).toBe(true)
  expect(isSame(digest, digestOf('Secret'))).toBe(false)
  expect(isSame(digest, digest.slice(1))).toBe(false)
  expect(isSame('', '')).toBe(true)
})

test('their comparison is the one whose time tells nothing', () => {
  // A difference of nanoseconds is not to be measured among other tests, so what is written has to do.
  expect(isSame.toString()).toMatch(/timingSafeEqual\)?\(left, right\)/)
})
