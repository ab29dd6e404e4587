import { expect, test } from 'vitest'
import { newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from './credentials.codes.ts'

// The key "12345678901234567890" of RFC 6238 appendix B in Base32; its codes there have eight digits, ours the last six.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('at second %d the code is %s, as RFC 6238 has it', (seconds, code) => {
  const step = Math.floor(seconds / 30)
  const at = (shift: number) => new Date((seconds + shift) * 1000)

  expect(stepOf(secret, code, at(0))).toBe(step)
  expect([stepOf(secret, code, at(30)), stepOf(secret, code, at(-30))]).toEqual([step, step])
  expect([stepOf(secret, code, at(60)), stepOf(secret, code, at(90))]).toEqual([null, null])
})

test.each(['', '28708', '2870822', '28708a', ' 287082', '287083'])('%j is no code', (code) => {
  expect(stepOf(secret, code, new Date(59_000))).toBeNull()
})

test('an authenticator is told whose code it is', () => {
  expect(uriOf(secret, 'ann+1@users.example')).toBe(
    `otpauth://totp/Catalytics:ann%2B1%40users.example?secret=${secret}&issuer=Catalytics`,
  )
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(newSecret())
})

test('recovery codes are read however they are typed', () => {
  const codes = newRecoveryCodes()

  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(plainCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(code.replaceAll('-', ''))
  }
  expect(plainCode('oO0iIlL1')).toBe('00011111')
  expect(plainCode('123 456')).toBe('123456')
})
