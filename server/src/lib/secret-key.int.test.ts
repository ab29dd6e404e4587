import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { faultOfKey, keyInFile } from './secret-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalytics-key-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a key is made once, for its owner only', () => {
  const path = join(folder, 'secret.key')

  const key = keyInFile(path)

  expect(key).toMatch(/^\w{43}$/)
  expect(keyInFile(path)).toBe(key)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['secret.key'])
  expect(faultOfKey(key)).toBeNull()
})

test.each([
  ['short', 'x7Kq9'],
  ['a sample', 'changeme-changeme-changeme-changeme'],
  ['another sample', 'your-secret-key-that-is-long-enough'],
  ['digits in a row', '01234567890123456789012345678901'],
  ['one letter', 'a'.repeat(64)],
])('a key that is %s is refused', (_, key) => {
  expect(faultOfKey(key)).toMatch(/openssl/)
})
