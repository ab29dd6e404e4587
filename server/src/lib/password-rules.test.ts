import { describe, expect, test } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { normalised, weaknessOf } from './password-rules.ts'

const names = ['CRM export', 'Acme Bearings']

describe('a chosen password is refused', () => {
  test.each([
    ['qwertyuiopasdfgh', 'common'],
    ['1qaz2wsx3edc4rfv', 'common'],
    ['I love you forever', 'common'],
    ['Passw0rdPassword', 'common'],
    ['passwordpassword', 'repeated'],
    ['abcabcabcabcabca', 'few_characters'],
    ['aaaaaaaaaaaaaaaaaaaa', 'few_characters'],
    ['hunter2hunter2hunter2', 'repeated'],
    ['123456789012345', 'sequences'],
    ['abcdefghijklmnopqrst', 'sequences'],
    ['poiuytrewqlkjhgfdsa', 'sequences'],
    ['P@$$w0rd-2026-qwerty', 'sequences'],
    ['Administrator!99', 'sequences'],
    ['Welcome_to_Admin_1999', 'sequences'],
    ['Acme_Bearings_2026', 'names'],
    ['crm export / acme bearings', 'names'],
  ])('%s', (password, why) => {
    expect(weaknessOf(password, names)).toBe(why)
  })
})

test.each([
  'correct horse battery staple',
  'a-long-chosen-passphrase',
  'My-Chosen-Password-2026',
  'Überraschung im Ölfass 7',
  'パスワードではない長い文です。よ',
  'xK9#mQ2$vL7@nR4!w',
  'Acme Bearings runs on olive oil',
])('%s will do', (password) => {
  expect(weaknessOf(password, names)).toBeNull()
})

test('a name of three letters stands in too many words to be looked for', () => {
  expect(weaknessOf('incrementally better bread', ['inc'])).toBeNull()
})

test('one password, two keyboards', () => {
  expect(normalised('cafe\u0301 au lait toujours')).toBe('caf\u00e9 au lait toujours')
})

test('the list has no entry that its length refuses anyway', () => {
  expect(commonPasswords.size).toBeGreaterThan(200)
  expect([...commonPasswords].filter((entry) => entry.length < 15 || entry !== entry.toLowerCase())).toEqual(
    [],
  )
})
