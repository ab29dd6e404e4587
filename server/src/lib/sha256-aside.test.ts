import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSha256 } from './sha256-aside.ts'

const mebibyte = 1024 * 1024

function pieces(count: number, seed: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.alloc(mebibyte + index, seed + index))
}

async function aside(parts: readonly Buffer[]): Promise<string> {
  const hash = openSha256()
  for (const part of parts) await hash.update(part)
  return await hash.digest()
}

function atOnce(parts: readonly Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(parts)).digest('hex')
}

test.each([0, 1, 3, 4, 5, 20])('of %i MiB it is the one that any other program finds', async (count) => {
  expect(await aside(pieces(count, 7))).toBe(atOnce(pieces(count, 7)))
})

test('several at once do not mix, also when one is given up', async () => {
  const given = openSha256()
  for (const piece of pieces(6, 1)) await given.update(piece)
  given.forget()

  const seeds = [2, 3, 4]
  const found = await Promise.all(seeds.map((seed) => aside(pieces(9, seed))))

  expect(found).toEqual(seeds.map((seed) => atOnce(pieces(9, seed))))
})
