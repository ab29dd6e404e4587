import { describe, expect, test } from 'vitest'
import { settleConditions } from './conditions.ts'

const etag = '"abc"'

describe('a request for content with the tag "abc"', () => {
  test.each([
    ['"abc"', 'not_modified'],
    ['W/"abc"', 'not_modified'],
    ['"x", "abc"', 'not_modified'],
    ['*', 'not_modified'],
    ['"abcd"', 'send'],
  ])('with If-None-Match %s is answered: %s', (ifNoneMatch, expected) => {
    expect(settleConditions({ 'if-none-match': ifNoneMatch }, etag)).toBe(expected)
  })

  test.each(['"abc"', '"x","abc"', '*'])('with If-Match %s gets it', (ifMatch) => {
    expect(settleConditions({ 'if-match': ifMatch }, etag)).toBe('send')
  })

  test.each(['"x"', 'W/"abc"'])('with If-Match %s wants another one', (ifMatch) => {
    expect(() => settleConditions({ 'if-match': ifMatch }, etag)).toThrow('If-Match')
  })

  test.each([
    ['"abc"', 'bytes=5-'],
    ['"x"', undefined],
    ['Sun, 22 Nov 2026 12:00:00 GMT', undefined],
  ])('with If-Range %s has the range %s', (ifRange, range) => {
    const headers = { 'if-range': ifRange, range: 'bytes=5-' }
    expect(settleConditions(headers, etag)).toBe('send')
    expect(headers.range).toBe(range)
  })

  test('leaves no tag behind for somebody who knows another one, and no date beside a tag', () => {
    const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
    const headers = { 'if-none-match': '"x"', 'if-match': etag, 'if-range': etag, 'if-modified-since': date }
    settleConditions(headers, etag)
    expect(headers).toEqual({})
  })

  test('without conditions is left as it is', () => {
    const headers = { range: 'bytes=0-1', 'if-modified-since': 'Sun, 22 Nov 2026 12:00:00 GMT' }
    settleConditions(headers, etag)
    expect(Object.keys(headers)).toEqual(['range', 'if-modified-since'])
  })
})
