import { expect, test } from 'vitest'
import { makePassword } from '../service-accounts/service-accounts.secrets.ts'
import { isTokenShaped, makeToken } from './oauth.secrets.ts'

test('a token has the published form', () => {
  expect(isTokenShaped(makeToken())).toBe(true)
  expect(isTokenShaped(`${makeToken()}0`)).toBe(false)
  expect(isTokenShaped(makePassword())).toBe(false)
})
