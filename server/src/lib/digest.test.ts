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
