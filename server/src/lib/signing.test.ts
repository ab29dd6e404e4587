import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSigning } from './signing.ts'

const signing = openSigning('a key of this test', 'cursors')

test('what was signed comes back, for the same owner', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, owner) => {
      expect(signing.verify(signing.sign(text, owner), owner)).toBe(text)
    }),
  )
})

test('nothing else is accepted: no other owner, purpose, key, text, nor another spelling of the same', () => {
  const signed = signing.sign('12.34', 'contract 1')
  const [body = '', mac = ''] = signed.split('.')
  const forged = Buffer.from('12.99').toString('base64url')

  for (const owner of ['contract 2', 'contract 1.', '', 'contract 11']) {
    expect(signing.verify(signed, owner)).toBeUndefined()
  }
  expect(openSigning('a key of this test', 'others').verify(signed, 'contract 1')).toBeUndefined()
  expect(openSigning('another key', 'cursors').verify(signed, 'contract 1')).toBeUndefined()
  for (const other of [
    '',
    '.',
    body,
    `${body}.`,
    `.${mac}`,
    `${forged}.${mac}`,
    `${signed}.`,
    `${signed}=`,
    ` ${signed}`,
    `${body}=.${mac}`,
    `${body}!.${mac}`,
    `${body}.${mac.toLowerCase()}`,
    `${body}.${mac}${mac}`,
  ]) {
    expect([other, signing.verify(other, 'contract 1')]).toEqual([other, undefined])
  }
})

test('any changed character spoils it', () => {
  const signed = signing.sign('12.34', 'contract 1')
  for (let at = 0; at < signed.length; at += 1) {
    const other = signed[at] === 'A' ? 'B' : 'A'
    const changed = signed.slice(0, at) + other + signed.slice(at + 1)
    expect([changed, signing.verify(changed, 'contract 1')]).toEqual([changed, undefined])
  }
})
