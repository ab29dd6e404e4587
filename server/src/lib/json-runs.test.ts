import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonRuns } from './json-runs.ts'

const read = (text: string): readonly unknown[] => [...jsonRuns(Buffer.from(text), 'events')].flat()

test('the values are those that JSON has, in several runs', () => {
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.boolean(), (values, isSpread) => {
      const once = JSON.stringify(values).slice(1, -1)
      const times = Math.ceil(150_000 / once.length)
      const blank = isSpread ? ' \n' : ''
      const text = `[${Array<string>(times).fill(once).join(`${blank},${blank}`)}]`
      const runs = [...jsonRuns(Buffer.from(`{"events":${text}}`), 'events')]
      expect(runs.length).toBeGreaterThan(2)
      expect(JSON.stringify(runs.flat())).toBe(JSON.stringify(JSON.parse(text)))
    }),
    { numRuns: 10 },
  )
})

test('a run is no longer than was agreed, but for its last value', () => {
  const one = 'x'.repeat(1000)
  const runs = [...jsonRuns(Buffer.from(JSON.stringify({ events: Array(1000).fill(one) })), 'events')]
  expect(runs.length).toBe(16)
  expect(Math.max(...runs.map((run) => run.length))).toBe(66)
})

const long = `"${'x'.repeat(70_000)}"`

describe('what is no such text is refused', () => {
  test.each([
    ['nothing', ''],
    ['another key', '{"event":[1]}'],
    ['a second key', '{"events":[1],"more":[2]}'],
    ['the key twice', '{"events":[1],"events":[2]}'],
    ['an array', '[1]'],
    ['no array', '{"events":{"a":[1]}}'],
    ['a missing value', '{"events":[1,,2]}'],
    ['a missing value between runs', `{"events":[${long},,${long}]}`],
    ['a missing first value', `{"events":[,${long}]}`],
    ['a blank instead of a value between runs', `{"events":[${long}, ,${long},${long}]}`],
    ['a comma at the end', '{"events":[1,]}'],
    ['a comma at the end of a run', `{"events":[${long},]}`],
    ['a comma and a blank at the end of a run', `{"events":[${long}, ]}`],
    ['a byte order mark between runs', `{"events":[${long},\ufeff${long}]}`],
    ['two values without a comma', `{"events":[${long} ${long}]}`],
    ['a bracket too many', '{"events":[1]]}'],
    ['brackets that do not match', '{"events":[{"a":1]]}'],
    ['an open bracket', '{"events":[[1]}'],
    ['an open text', '{"events":["a]}'],
    ['something behind', '{"events":[1]} 2'],
    ['something before', '1 {"events":[1]}'],
    ['a control character in a text', '{"events":["a\u0001"]}'],
  ])('%s', (_what, text) => {
    expect(() => read(text)).toThrow(SyntaxError)
  })

  test('what is not UTF-8', () => {
    const body = Buffer.concat([Buffer.from('{"events":["'), Buffer.from([0xff]), Buffer.from('"]}')])
    expect(() => [...jsonRuns(body, 'events')]).toThrow(TypeError)
  })
})

test.each([
  ['{"events":[]}', []],
  [' {\t"events" :\r\n[ ] } \n', []],
  ['{"events":["],[",{"a":"}\\""},[[],{}],"\\\\"]}', ['],[', { a: '}"' }, [[], {}], '\\']],
])('%s is read', (text, values) => {
  expect(read(text)).toEqual(values)
})
