import { expect, test } from 'vitest'
import { credentialsOf } from './credentials.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  [undefined, { kind: 'none' }],
  ['', { kind: 'malformed' }],
  ['Bearer abc', { kind: 'bearer', token: 'abc' }],
  ['bearer  a-._~+/b==', { kind: 'bearer', token: 'a-._~+/b==' }],
  ['Bearer', { kind: 'malformed' }],
  ['Bearer a b', { kind: 'malformed' }],
  ['Bearer "a"', { kind: 'malformed' }],
  ['Bearer a\n', { kind: 'malformed' }],
  [basic('id:secret'), { kind: 'basic', clientId: 'id', password: 'secret' }],
  [basic('id:a:b:'), { kind: 'basic', clientId: 'id', password: 'a:b:' }],
  [basic(':'), { kind: 'basic', clientId: '', password: '' }],
  [basic('id:ünï 😀'), { kind: 'basic', clientId: 'id', password: 'ünï 😀' }],
  [basic('no colon'), { kind: 'malformed' }],
  ['Basic !!!', { kind: 'malformed' }],
  ['Digest username="x"', { kind: 'malformed' }],
])('%j', (header, credentials) => {
  expect(credentialsOf(header)).toEqual(credentials)
})
