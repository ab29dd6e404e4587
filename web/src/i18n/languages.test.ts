import { expect, test } from 'vitest'
import { firstSpoken } from '@catalytics/contract/languages.ts'

test.each([
  [['de-AT', 'en'], 'de'],
  [['it', 'fr-CH'], 'fr'],
  [['it', 'pl'], 'en'],
  [[], 'en'],
])('who wants %j reads %s first', (wanted, language) => {
  expect(firstSpoken(wanted)).toBe(language)
})
