import { expect, test } from 'vitest'
import { entriesOf, linesOfEntries } from './entries.ts'

test('an entry is found on its line, whatever is between', () => {
  const typed = '\nacme.example, rival.example\n\n  third.example;\n'

  expect(entriesOf(typed)).toEqual(['acme.example', 'rival.example', 'third.example'])
  expect([0, 1, 2, 3].map(linesOfEntries(typed))).toEqual([1, 1, 3, undefined])
})
