import { expect, test } from 'vitest'
import { mailboxOf } from './mailbox.ts'

test.each([
  ['cat@acme.example', { name: '', address: 'cat@acme.example' }],
  [' Cat@Acme.example ', { name: '', address: 'cat@acme.example' }],
  ['<cat@acme.example>', { name: '', address: 'cat@acme.example' }],
  ['Acme Catalytics <cat@acme.example>', { name: 'Acme Catalytics', address: 'cat@acme.example' }],
  ['"Acme, Inc. – Ünï" <cat@acme.example>', { name: 'Acme, Inc. – Ünï', address: 'cat@acme.example' }],
])('%j is a mailbox', (text, mailbox) => {
  expect(mailboxOf(text)).toEqual(mailbox)
})

test.each([
  '',
  'Acme',
  'Acme <acme>',
  'a@acme.example, b@acme.example',
  'A <a@acme.example>, B <b@acme.example>',
  'Acme\r\nBcc: x <cat@acme.example>',
  'A <a@acme.example> b',
])('%j is none', (text) => {
  expect(mailboxOf(text)).toBeUndefined()
})
