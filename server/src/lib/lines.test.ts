import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, wholeLines } from './lines.ts'

async function read(chunks: readonly Buffer[], most: number): Promise<readonly (readonly string[])[]> {
  const lists: (readonly string[])[] = []
  for await (const lines of linesOf(toAsync(chunks), most)) lists.push(lines)
  return lists
}

async function* toAsync(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk)
}

test('however the bytes are cut, the lines are the same', async () => {
  const text = fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', ' '))
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 20 }),
      fc.boolean(),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      fc.integer({ min: 1, max: 5 }),
      async (lines, ended, sizes, most) => {
        const whole = Buffer.from(lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))
        const chunks: Buffer[] = []
        for (let at = 0; at < whole.length;) {
          const size = sizes.next().value
          chunks.push(whole.subarray(at, at + size))
          at += size
        }

        const found = (await read(chunks, most)).flat()

        const expected = whole.toString().split('\n')
        expect(found).toEqual(expected.at(-1) === '' ? expected.slice(0, -1) : expected)
      },
    ),
  )
})

test('lists are handed on when they are full', async () => {
  const chunks = Array.from({ length: 10 }, (_, n) => Buffer.from(`${n}a\n${n}b\n`))

  const lists = await read(chunks, 4)

  expect(lists.map((list) => list.length)).toEqual([4, 4, 4, 4, 4])
})

test('nothing gives nothing, an empty line gives an empty line', async () => {
  expect(await read([], 4)).toEqual([])
  expect(await read([Buffer.from('')], 4)).toEqual([])
  expect(await read([Buffer.from('\n')], 4)).toEqual([['']])
})

async function pieces(...texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for await (const bytes of wholeLines(toAsync(texts.map((text) => Buffer.from(text))), 4))
    found.push(bytes.toString())
  return found
}

test('chunks are joined until there is enough, and cut behind a line', async () => {
  const found = await pieces('a', 'b\nc', 'd\ne\nf', 'ghijkl', 'm', 'n\no\n', 'p\n')

  expect(found).toEqual(['ab\n', 'cd\ne\n', 'fghijklmn\no\n', 'p\n'])
  expect(await pieces()).toEqual([])
})

test('what follows the last line feed comes by itself', async () => {
  expect(await pieces('ab\ncd')).toEqual(['ab\n', 'cd'])
  expect(await pieces('a\nb')).toEqual(['a\n', 'b'])
  expect(await pieces('a')).toEqual(['a'])
})
