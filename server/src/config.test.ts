import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

describe('the settings of mail', () => {
  test('are both there or both absent', () => {
    expect(readConfig({}, { SMTP_URL: '', MAIL_FROM: '' }).mail).toBeUndefined()
    expect(
      readConfig({}, { SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'Cat <cat@acme.example>' }).mail,
    ).toEqual({
      server: { host: 'mail.example', port: 465, tls: 'at_once', login: undefined },
      from: { name: 'Cat', address: 'cat@acme.example' },
    })
    expect(() => readConfig({}, { SMTP_URL: 'smtps://mail.example' })).toThrow('MAIL_FROM')
    expect(() => readConfig({}, { MAIL_FROM: 'cat@acme.example' })).toThrow('MAIL_FROM')
  })

  test('an address for requests needs no mail server, but has to be one', () => {
    expect(readConfig({}, { SUPPORT_EMAIL: ' Help@acme.example' }).supportEmail).toBe('help@acme.example')
    expect(readConfig({}, { SUPPORT_EMAIL: '' }).supportEmail).toBeUndefined()
    expect(() => readConfig({}, { SUPPORT_EMAIL: 'a@acme.example, b@acme.example' })).toThrow('SUPPORT_EMAIL')
  })

  test('are told about with all other problems, without a password', () => {
    const wrong = { PORT: 'x', SMTP_URL: 'smtp://ann:secret@mail.example?tls=never', MAIL_FROM: 'nobody' }
    const told = () => readConfig({}, wrong)

    for (const name of ['PORT', 'SMTP_URL', 'MAIL_FROM']) expect(told).toThrow(name)
    expect(told).not.toThrow('secret')
  })
})
