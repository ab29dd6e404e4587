import { expect, test } from 'vitest'
import { openHashing } from './password-hashing.ts'

const salt = 'sixteen-and-more'

test('equal inputs give equal strings, which name their cost', async () => {
  const hashing = openHashing()

  const first = await hashing.hash(salt, 'correct horse battery')

  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashing.hash(salt, 'correct horse battery')).toBe(first)
  expect(await hashing.hash(salt, 'correct horse batterz')).not.toBe(first)
  expect(await hashing.hash('another-salt-of-it', 'correct horse battery')).not.toBe(first)
})

test('only what it was told is recalled, for the same account', () => {
  const hashing = openHashing()
  hashing.remember(salt, 'right', 'hashed')

  expect(hashing.recall(salt, 'right')).toBe('hashed')
  expect(hashing.recall(salt, 'wrong')).toBeUndefined()
  expect(hashing.recall('another', 'right')).toBeUndefined()
})

test('a few wait for their turn, more are told to come back, and then all goes on', async () => {
  const hashing = openHashing({ mostAtOnce: 1, mostQueued: 2 })

  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c', 'd'].map((password) => hashing.hash(salt, password)),
  )

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(outcomes[3]).toMatchObject({ reason: { code: 'unavailable', retryAfterSeconds: 1 } })
  expect(await hashing.hash(salt, 'a')).toMatch(/^\$argon2id/)
})

test('equal inputs at the same time are hashed once', async () => {
  const hashing = openHashing({ mostAtOnce: 1, mostQueued: 0 })

  const both = [hashing.hash(salt, 'same'), hashing.hash(salt, 'same')]

  expect(hashing.isUnderWay(salt, 'same')).toBe(true)
  expect(hashing.isUnderWay(salt, 'other')).toBe(false)
  const [one, other] = await Promise.all(both)
  expect(one).toBe(other)
  expect(hashing.isUnderWay(salt, 'same')).toBe(false)
})
