import { expect, test } from 'vitest'
import { openAttempts } from './credentials.attempts.ts'

const ann = 'ann@users.example'

function given() {
  let now = Date.parse('2026-11-22T10:00:00Z')
  const attempts = openAttempts(() => new Date(now))
  return {
    ...attempts,
    after: (seconds: number) => (now += seconds * 1000),
    /** Somebody with many addresses tries until there is nothing left to try. */
    attack: () => Array.from({ length: 60 }, (_, n) => attempts.take(ann, stranger(n))),
  }
}

test('many addresses together may try one user so often, and no more', () => {
  const { attack, take, after } = given()

  const waits = attack()

  expect(waits.filter((wait) => wait === 0)).toHaveLength(20)
  expect(waits.at(-1)).toBe(180)
  expect(take('bob@users.example', stranger(1))).toBe(0)
  after(180)
  expect(take(ann, stranger(200))).toBe(0)
  expect(take(ann, stranger(201))).toBe(180)
})

test('an attack holds up neither a browser nor an address that the user signed in with', () => {
  const { attack, take } = given()
  attack()

  expect(take(ann, { address: '198.51.100.1', device: null, isKnownAddress: true })).toBe(0)
  expect(take(ann, { address: '198.51.100.2', device: 'browser', isKnownAddress: false })).toBe(0)
})

test('neighbours at one address do not hold up a browser that the user signed in with', () => {
  const { take } = given()
  const office = { address: '192.0.2.1', isKnownAddress: true }
  const waits = Array.from({ length: 11 }, () => take(ann, { ...office, device: null }))

  expect(waits.at(-1)).toBeGreaterThan(0)
  expect(take(ann, { ...office, device: 'browser' })).toBe(0)
})

test('a browser is held up by its own failures', () => {
  const { take } = given()
  const from = { address: '192.0.2.1', device: 'stolen', isKnownAddress: true }

  const waits = Array.from({ length: 11 }, () => take(ann, from))

  expect(waits.map((wait) => wait > 0)).toEqual([...Array<boolean>(10).fill(false), true])
})

test('what was right costs a stranger nothing', () => {
  const { take, giveBack } = given()

  for (let times = 0; times < 100; times++) {
    expect(take(ann, stranger(times))).toBe(0)
    giveBack(ann, stranger(times))
  }
})

function stranger(n: number) {
  return { address: `192.0.2.${n}`, device: null, isKnownAddress: false }
}
