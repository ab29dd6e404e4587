import { expect, test } from 'vitest'
import { openThrottle } from './throttle.ts'

const start = Date.parse('2026-11-22T10:00:00Z')

function given(limits: { readonly perPair: number; readonly perAddress: number }) {
  let now = start
  const throttle = openThrottle(() => new Date(now), limits)
  return {
    ...throttle,
    after: (seconds: number) => (now += seconds * 1000),
    takes: (times: number, name: string, address: string) =>
      Array.from({ length: times }, () => throttle.take(name, address)),
  }
}

test('so many attempts of one name from one address, then the wait is told', () => {
  const { takes, take, after } = given({ perPair: 3, perAddress: 100 })

  expect(takes(4, 'a', '192.0.2.1')).toEqual([0, 0, 0, 20])
  after(19)
  expect(take('a', '192.0.2.1')).toBe(1)
  after(1)
  expect(takes(2, 'a', '192.0.2.1')).toEqual([0, 20])
})

test('another address, or another name from the same one, goes on', () => {
  const { takes, take } = given({ perPair: 2, perAddress: 100 })

  expect(takes(3, 'a', '192.0.2.1').at(-1)).toBeGreaterThan(0)

  expect(take('a', '192.0.2.2')).toBe(0)
  expect(take('b', '192.0.2.1')).toBe(0)
})

test('an address that tries many names has to wait too', () => {
  const { take, after } = given({ perPair: 3, perAddress: 6 })

  const waits = Array.from({ length: 7 }, (_, index) => take(`id-${index}`, '192.0.2.1'))

  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 10])
  after(10)
  expect(take('one-more', '192.0.2.1')).toBe(0)
})

test('the addresses of one IPv6 household count as one', () => {
  const { take } = given({ perPair: 1, perAddress: 100 })

  expect(take('a', '2001:db8::1')).toBe(0)
  expect(take('a', '2001:db8::2')).toBeGreaterThan(0)
  expect(take('a', '2001:db8:0:1::1')).toBe(0)
})

test('an attempt that was right costs nothing, and never fills above the brim', () => {
  const { take, giveBack, takes } = given({ perPair: 2, perAddress: 2 })

  for (let times = 0; times < 10; times++) {
    expect(take('a', '192.0.2.1')).toBe(0)
    giveBack('a', '192.0.2.1')
  }
  giveBack('a', '192.0.2.1')

  expect(takes(3, 'a', '192.0.2.1')).toEqual([0, 0, 30])
})

test('a clock that is set back takes nothing away', () => {
  const { take, after } = given({ perPair: 2, perAddress: 100 })
  take('a', '192.0.2.1')

  after(-3600)

  expect(take('a', '192.0.2.1')).toBe(0)
})

const free = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length

test('ten guesses a minute at one name from one address, sixty at all names', () => {
  const oneName = openThrottle(() => new Date(0))
  const manyNames = openThrottle(() => new Date(0))

  expect(free(Array.from({ length: 100 }, () => oneName.take('a', '192.0.2.1')))).toBe(10)
  expect(free(Array.from({ length: 100 }, (_, n) => manyNames.take(`id-${n}`, '192.0.2.1')))).toBe(60)
})
