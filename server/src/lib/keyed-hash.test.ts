import { expect, test } from 'vitest'
import { openKeyedHash } from './keyed-hash.ts'

const key = 'a key of thirty-two characters..'
const own = openKeyedHash(key, 'addresses')

test('the same key knows a text again, another key or purpose does not', () => {
  expect(openKeyedHash(key, 'addresses').of('ann@acme.example')).toBe(own.of('ann@acme.example'))
  expect(openKeyedHash(key, 'others').of('ann@acme.example')).not.toBe(own.of('ann@acme.example'))
  expect(openKeyedHash(`${key}.`, 'addresses').of('ann@acme.example')).not.toBe(own.of('ann@acme.example'))
  expect(own.of('bob@acme.example')).not.toBe(own.of('ann@acme.example'))
  expect(own.of('ann@acme.example')).toMatch(/^[0-9a-f]{64}$/)
})

test('keys are told apart by their id', () => {
  expect(openKeyedHash(key, 'addresses').keyId).toBe(own.keyId)
  expect(openKeyedHash(`${key}.`, 'addresses').keyId).not.toBe(own.keyId)
})
