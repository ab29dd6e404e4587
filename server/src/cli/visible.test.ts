import { expect, test } from 'vitest'
import { visible, visibleLines } from './visible.ts'

test('what a terminal would obey is shown', () => {
  const sent = 'a\u001b[2Jb\r\nc\u009b\u2028\u202ed \u00e9'

  expect(visible(sent)).toBe('a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{9b}\\u{2028}\\u{202e}d \u00e9')
  expect(visibleLines('one\u0007\ntwo')).toBe('one\\u{7}\ntwo')
})
