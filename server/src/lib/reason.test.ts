import { expect, test } from 'vitest'
import { reasonOf } from './reason.ts'

test('is the message', () => {
  expect(reasonOf(new Error('no room', { cause: new Error('disk') }))).toBe('no room')
})

test('is what lies behind an error without words', () => {
  const refused = [
    new Error('connect ECONNREFUSED ::1:5432'),
    new Error('connect ECONNREFUSED 127.0.0.1:5432'),
  ]

  expect(reasonOf(new AggregateError(refused))).toBe('connect ECONNREFUSED ::1:5432')
  expect(reasonOf(new Error('', { cause: new Error('disk') }))).toBe('disk')
  expect(reasonOf(new TypeError(''))).toBe('TypeError')
})

test('is unknown for what is no error', () => {
  expect(reasonOf('text')).toBe('unknown reason')
})
