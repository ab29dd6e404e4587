import { describe, expect, test } from 'vitest'
import { ApiError } from '../lib/api.ts'
import { wordsOf } from './problem-words.ts'

const told = {
  type: 'urn:catalytics:problem:conflict',
  title: 'Conflict',
  status: 409,
  code: 'conflict',
  detail: 'English of the server, for programs.',
  request_id: '01a20356',
} as const

describe('what a page says of a refusal', () => {
  test('are the words of its code where no reason is known, never the server’s English', () => {
    expect(wordsOf(new ApiError(told))).toMatch(/^Something that is there already/)
  })

  test('are the words of its reasons, all of them', () => {
    const errors = [
      { pointer: '/name', reason: 'name_taken', params: {}, detail: 'x' },
      { reason: 'too_many_service_accounts', params: { limit: 3 }, detail: 'x' },
    ]

    expect(wordsOf(new ApiError({ ...told, errors }))).toBe(
      'Another service account of the contract has this name. Choose another name. A contract has at most 3 service accounts. Delete some first.',
    )
  })

  test('are those of the server for a reason that came after the page was loaded', () => {
    const errors = [{ reason: 'of_tomorrow', params: {}, detail: 'Gesagt in der Sprache der Seite.' }]

    expect(wordsOf(new ApiError({ ...told, errors }))).toBe('Gesagt in der Sprache der Seite.')
  })
})
