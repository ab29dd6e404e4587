import { expect, test } from 'vitest'
import { latestFailures, noteFailure, notePage, pageBefore } from './trail.ts'

test('the page before is another one, however often this one was looked at', () => {
  for (const path of ['/glossary', '/account', '/support', '/support']) notePage(path)

  expect(pageBefore('/support')).toBe('/account')
})

test('the latest failures are kept, without those that have no number', () => {
  noteFailure('')
  for (let call = 1; call <= 12; call += 1) noteFailure(`call ${call}`)

  expect(latestFailures()).toHaveLength(10)
  expect(latestFailures().at(-1)).toBe('call 12')
})
