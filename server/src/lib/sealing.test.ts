import { expect, test } from 'vitest'
import { openSealing } from './sealing.ts'

const key = 'a key of the installation that is long enough'
const { seal, open } = openSealing(key, 'tests')

test('what was sealed is opened again, and says nothing meanwhile', () => {
  const sealed = seal('geheim 😀', 'ann')

  expect(open(sealed, 'ann')).toBe('geheim 😀')
  expect(sealed).toMatch(/^v1\.[\w-]+$/)
  expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('geheim')
  expect(seal('geheim 😀', 'ann')).not.toBe(sealed)
  expect(open(seal('', 'ann'), 'ann')).toBe('')
})

test.each([
  ['for somebody else', () => open(seal('x', 'ann'), 'bob')],
  ['for another purpose', () => openSealing(key, 'other').open(seal('x', 'ann'), 'ann')],
  ['with another key', () => openSealing(`${key}!`, 'tests').open(seal('x', 'ann'), 'ann')],
  ['when it was changed', () => open(changed(seal('geheim', 'ann')), 'ann')],
  ['when it was cut', () => open(seal('geheim', 'ann').slice(0, 12), 'ann')],
  ['when it is nothing', () => open('', 'ann')],
])('nothing is opened %s', (_, act) => {
  expect(act).toThrow('SECRET_KEY')
})

function changed(sealed: string): string {
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return `v1.${bytes.toString('base64url')}`
}
