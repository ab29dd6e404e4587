import { expect, test } from 'vitest'
import { isOwnMachine } from './own-machine.ts'

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['mail.localhost', true],
  ['127.0.0.1', true],
  ['127.8.0.9', true],
  ['::1', true],
  ['[::1]', true],
  ['mail.example', false],
  ['localhost.example', false],
  ['10.0.0.1', false],
  ['::2', false],
])('%s: %s', (host, own) => {
  expect(isOwnMachine(host)).toBe(own)
})
