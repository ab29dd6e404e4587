import { describe, expect, test } from 'vitest'
import { eventsIn, largeBytes, notJson } from './ingest.body.ts'

const without = () => undefined
const json = (text: string, nextPiece: () => Promise<void> | undefined = without) =>
  eventsIn(Buffer.from(text), 'json', nextPiece)
const lines = (text: string, nextPiece: () => Promise<void> | undefined = without) =>
  eventsIn(Buffer.from(text), 'ndjson', nextPiece)

const filler = 'x'.repeat(1000)
const many = Array.from({ length: 1000 }, (_, number) => ({ number, filler }))

test('a body is an object with a list, or one event a line', async () => {
  expect(await json('{"events":[1,{"a":2}]}')).toEqual([1, { a: 2 }])
  expect(await json('\ufeff{"events":[]}')).toEqual([])
  expect(await lines('1\n\r\n{"a":2}\r\nno\n2')).toEqual([1, { a: 2 }, notJson, 2])
  expect(await lines('')).toEqual([])
})

test('it has at most 10,000 events', async () => {
  expect(await lines('1\n'.repeat(10_000))).toHaveLength(10_000)
  await expect(lines('1\n'.repeat(10_001))).rejects.toMatchObject({ code: 'too_large' })
  await expect(json(JSON.stringify({ events: Array(10_001).fill(filler) }))).rejects.toMatchObject({
    code: 'too_large',
    field: 'events',
  })
})

test.each([
  ['a list', () => json(JSON.stringify({ events: many }), () => void pieces.push(1))],
  ['lines', () => lines(many.map((one) => JSON.stringify(one)).join('\n'), () => void pieces.push(1))],
])('a large one, as %s, is read in pieces, between which others have their turn', async (_what, read) => {
  pieces = []
  expect(await read()).toEqual(many)
  expect(pieces.length).toBeGreaterThan(10)
})
let pieces: number[] = []

test('each piece waits for what it is told to wait for', async () => {
  let waited = 0
  const body = JSON.stringify({ events: many })
  await json(body, async () => {
    await Promise.resolve()
    waited += 1
  })
  expect(waited).toBe(Math.ceil(body.length / 65_536))
})

describe('a large one of another form is taken or refused as a small one is', () => {
  const large = filler.repeat((largeBytes / filler.length) | 0)

  test.each([
    ['the key with an escape', `{"\\u0065vents":["${large}"]}`],
    ['a byte order mark', `\ufeff{"events":["${large}"]}`],
    ['the key twice, of which JSON takes the last', `{"events":[1],"events":["${large}"]}`],
  ])('%s is taken', async (_what, text) => {
    expect(await json(text)).toEqual([large])
  })

  test.each([
    ['no JSON', `{"events":["${large}",]}`, /not JSON/],
    ['another key', `{"events":["${large}"],"more":[]}`, /The key "more"/],
    ['no list', `{"events":{"a":"${large}"}}`, /a list of events/],
  ])('%s is refused', async (_what, text, message) => {
    await expect(json(text)).rejects.toThrow(message)
  })

  test('what is not UTF-8 is refused', async () => {
    const body = Buffer.from(`{"events":["${large}"]}`)
    body[100] = 0xff
    await expect(eventsIn(body, 'json', without)).rejects.toThrow(/not UTF-8/)
  })
})
