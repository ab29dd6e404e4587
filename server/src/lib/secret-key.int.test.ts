import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { faultOfKey, keyInFile, knownKey } from './secret-key.ts'

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

test.each([
  ['empty', '\n', 'is empty'],
  ['one character long', 'x', 'must have at least 32 characters'],
  ['a sample', 'changeme-changeme-changeme-changeme', 'is a sample'],
])('a file that is %s is no key, and stays as it is', (_, text, why) => {
  const path = join(folder, 'other.key')
  writeFileSync(path, text)

  expect(() => knownKey(path)).toThrow(`The key in ${path} ${why}`)
  expect(() => keyInFile(path)).toThrow('Put the copy of the file that was kept back')
  expect(statSync(path).size).toBe(text.length)
})
