import { describe, expect, test } from 'vitest'
import { claimsGenerated, isWellMade, makePassword } from './service-accounts.secrets.ts'

describe('a generated password', () => {
  test('has the published form', () => {
    expect(makePassword()).toMatch(/^cat_pw_[0-9A-Za-z]{49}$/)
    expect(makePassword()).not.toBe(makePassword())
  })

  // Golden: secret scanners have this rule outside our reach, so it can never change.
  test('ends in the CRC-32 of what precedes, in base62', () => {
    expect(makePassword((length) => '0'.repeat(length))).toBe(`cat_pw_${'0'.repeat(43)}45TNIz`)
  })

  test('is told from a mistyped one', () => {
    const password = makePassword()
    const last = password.at(-1) === 'a' ? 'b' : 'a'

    expect(isWellMade(password)).toBe(true)
    expect(isWellMade(`${password.slice(0, -1)}${last}`)).toBe(false)
    expect(isWellMade(swapped(password))).toBe(false)
    expect(isWellMade(password.slice(0, -1))).toBe(false)
    expect(isWellMade(`${password}0`)).toBe(false)
    expect(isWellMade(`${password}\n`)).toBe(false)
    expect(isWellMade(password.replace('cat_pw_', 'cat_at_'))).toBe(false)
  })

  test('is known by its prefix, right or not', () => {
    expect(claimsGenerated('cat_pw_oops')).toBe(true)
    expect(claimsGenerated('my own cat_pw_ password')).toBe(false)
  })
})

/** Two neighbouring random characters that differ, swapped: the commonest slip of a typist. */
function swapped(password: string): string {
  const letters = Array.from(password)
  const at = letters.findIndex((letter, index) => index > 6 && index < 48 && letter !== letters[index + 1])
  return [...letters.slice(0, at), letters[at + 1], letters[at], ...letters.slice(at + 2)].join('')
}
