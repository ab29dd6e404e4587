import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemaWords } from './schema-words.ts'

const body = z.object({ name: z.string(), lines: z.array(z.object({ count: z.number() })) })

test.each([
  [{ lines: [] }, 'is missing'],
  [{ name: 'a' }, 'is missing'],
  [{ name: 'a', lines: [{}] }, 'is missing'],
  [{ name: null, lines: [] }, 'Invalid input: expected string, received null'],
  [{ name: 'received undefined', lines: [5] }, 'Invalid input: expected object, received number'],
])('of %j', (sent, words) => {
  expect(body.safeParse(sent).error?.issues.map(({ message }) => schemaWords(message))).toEqual([words])
})
