import { expect, test } from 'vitest'
import { timeOrderedId } from './ids.ts'

const zeros = new Uint8Array(10)
const ones = new Uint8Array(10).fill(255)

test('an id is a UUID of version 7 with its time in front', () => {
  // The example of RFC 9562, appendix A.6.
  const random = [0xcc, 0x3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]
  const shifted = Uint8Array.from([0xcc, 0x31, ...random.slice(2)])

  expect(timeOrderedId(0x017f22e279b0, shifted)).toBe('017f22e2-79b0-7cc3-918c-4dc0c0c07398')
  expect(timeOrderedId(0, zeros)).toBe('00000000-0000-7000-8000-000000000000')
  expect(timeOrderedId(2 ** 48 - 1, ones)).toBe('ffffffff-ffff-7fff-bfff-ffffffffffff')
})

test('ids sort by their time', () => {
  const times = [0, 1, 255, 256, 1e12, Date.parse('2026-11-22T00:00:00Z')]

  const ids = times.map((time, index) => timeOrderedId(time, index % 2 === 0 ? ones : zeros))

  expect(ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id)).toBe(true)
})
