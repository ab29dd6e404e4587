import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSha256 } from './sha256-aside.ts'

const mebibyte = 1024 * 1024

function pieces(count: number, seed: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.alloc(mebibyte + index, seed + index))
}

async function* parts(bytes: readonly Buffer[]) {
  for (const [number, piece] of bytes.entries()) yield await Promise.resolve({ number, bytes: piece })
}

async function aside(bytes: readonly Buffer[]) {
  const hash = openSha256()
  const left: Buffer[] = []
  for await (const part of hash.through(parts(bytes))) left[part.number] = part.bytes
  return { left: Buffer.concat(left), digest: await hash.digest() }
}

function sha256(bytes: readonly Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(bytes)).digest('hex')
}

test.each([0, 1, 2, 3, 20])('of %i parts it is the one that any other program finds', async (count) => {
  const { left, digest } = await aside(pieces(count, 7))

  expect(digest).toBe(sha256(pieces(count, 7)))
  expect(left.equals(Buffer.concat(pieces(count, 7)))).toBe(true)
})

test('small parts, which share memory, leave the rest of it as it is', async () => {
  const [first, second, other] = ['first', 'second', 'other'].map((text) => Buffer.from(text))
  if (first === undefined || second === undefined || other === undefined) throw new Error('texts are missing')

  const { left, digest } = await aside([first, second])

  expect(left.toString()).toBe('firstsecond')
  expect(other.toString()).toBe('other')
  expect(digest).toBe(sha256([Buffer.from('firstsecond')]))
})

test('several at once do not mix, also when one is given up', async () => {
  for await (const _part of openSha256().through(parts(pieces(6, 1)))) break

  const seeds = [2, 3, 4]
  const found = await Promise.all(seeds.map((seed) => aside(pieces(9, seed))))

  expect(found.map(({ digest }) => digest)).toEqual(seeds.map((seed) => sha256(pieces(9, seed))))
})

test('a hash is not told before the last part has left', async () => {
  const hash = openSha256()
  for await (const _part of hash.through(parts(pieces(2, 1))))
    await expect(hash.digest()).rejects.toThrow('still to pass')
})
