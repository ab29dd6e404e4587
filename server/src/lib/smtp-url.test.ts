import { describe, expect, test } from 'vitest'
import { smtpServerOf } from './smtp-url.ts'

describe('a mail server’s URL', () => {
  test.each([
    ['smtps://mail.example', { host: 'mail.example', port: 465, tls: 'at_once', login: undefined }],
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'starttls', login: undefined }],
    ['smtp://mail.example:25/', { host: 'mail.example', port: 25, tls: 'starttls', login: undefined }],
    ['smtp://mail.example?tls=never', { host: 'mail.example', port: 587, tls: 'never', login: undefined }],
    ['smtp://localhost:25', { host: 'localhost', port: 25, tls: 'never', login: undefined }],
    ['smtp://127.0.0.9', { host: '127.0.0.9', port: 587, tls: 'never', login: undefined }],
    ['smtp://[::1]:2525?tls=starttls', { host: '::1', port: 2525, tls: 'starttls', login: undefined }],
    [
      'smtps://ann%40x:p%3A%2F%25@mail.example',
      { host: 'mail.example', port: 465, tls: 'at_once', login: { user: 'ann@x', password: 'p:/%' } },
    ],
    [
      'smtp://ann:pw@localhost',
      { host: 'localhost', port: 587, tls: 'never', login: { user: 'ann', password: 'pw' } },
    ],
  ])('%s', (text, server) => {
    expect(smtpServerOf(text)).toEqual(server)
  })

  test.each([
    ['mail.example', 'must be an smtp'],
    ['http://mail.example', 'must be an smtp'],
    ['smtp://', 'must be an smtp'],
    ['smtp://mail.example/path', 'has a path'],
    ['smtp://mail.example?tls=maybe', 'has a parameter'],
    ['smtp://mail.example?rejectUnauthorized=false', 'has a parameter'],
    ['smtps://mail.example?tls=never', 'although smtps'],
    ['smtp://ann:secret@mail.example?tls=never', 'in the clear'],
    ['smtp://ann:secret%zz@mail.example', 'no escape'],
  ])('%s is refused, and its password not repeated', (text, why) => {
    expect(smtpServerOf(text)).toContain(why)
    expect(smtpServerOf(text)).not.toContain('secret')
  })
})
