import { expect, test } from 'vitest'
import { keptEvent, keptText } from './quarantine.kept-events.ts'

const slash = '\\'

test.each([
  ['NUL', { part: { number: 'a\0b' } }, `{"part":{"number":"a${slash}u0000b"}}`],
  ['a lone surrogate', { catalog: '\ud800' }, `{"catalog":"${slash}ud800"}`],
  ['the escape of NUL as a text', { catalog: `${slash}u0000` }, `{"catalog":"${slash}${slash}u0000"}`],
  ['the replacement character', { catalog: '\ufffd' }, '{"catalog":"\ufffd"}'],
  ['its escape as a text', { catalog: `${slash}ufffd` }, `{"catalog":"${slash}${slash}ufffd"}`],
  ['no object', null, 'null'],
])('%s is kept as it was sent', (_name, sent, text) => {
  expect(keptText(sent)).toBe(text)
  expect(keptEvent(text)).toEqual({ sent })
})

test('what was cut, or written over by an earlier version, is no event any more', () => {
  // 12 characters stand in front of the text; the cut falls into the last of its characters.
  const cut = keptText({ catalog: `${'x'.repeat(7987)}\u{1f600}` })
  expect(cut).toHaveLength(8000)
  expect(cut.endsWith('x\ufffd')).toBe(true)
  expect(keptEvent(cut)).toBeUndefined()
  expect(keptEvent(`{"catalog":"a${slash}ufffdb"}`)).toBeUndefined()
  expect(keptEvent(`{"catalog":"a${slash}${slash}${slash}ufffdb"}`)).toBeUndefined()
})

test('what is nested too deeply to be written is kept as nothing', () => {
  let deep: unknown = 0
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(keptText(deep)).toBe('null')
})
