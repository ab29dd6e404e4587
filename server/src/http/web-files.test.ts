import { expect, test } from 'vitest'
import { formOf, type WebFile } from './web-files.ts'

const plain = Buffer.from('plain')
const file: WebFile = {
  type: 'text/css',
  plain,
  coded: [
    { name: 'br', bytes: Buffer.from('brotli') },
    { name: 'gzip', bytes: Buffer.from('gzip') },
  ],
}

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['identity', undefined],
  [undefined, undefined],
])('who accepts %s gets %s', (accepts, coding) => {
  expect(formOf(file, accepts).coding).toBe(coding)
})

test('a file that was not compressed goes out as it is', () => {
  expect(formOf({ ...file, coded: [] }, 'br')).toEqual({ bytes: plain })
})
