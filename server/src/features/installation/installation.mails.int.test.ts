import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { examination } from '@catalytics/contract/installation.ts'
import { languages } from '@catalytics/contract/languages.ts'
import { mail, mailList } from '@catalytics/contract/mails.ts'
import { buildTestApp, ok, type TestApp } from '../../../test/build-app.ts'
import { openMailServer, type MailServer } from '../../../test/mail-server.ts'

async function mailFinding(app: TestApp) {
  const { findings } = examination.parse(ok(await app.operator('GET', '/api/v1/examination')).body)
  return findings.find(({ check }) => check === 'mail')
}

describe('with a mail server', () => {
  let app: TestApp
  let server: MailServer
  beforeAll(async () => {
    server = await openMailServer()
    app = await buildTestApp({ settings: { SMTP_URL: server.url, MAIL_FROM: 'cat@acme.example' } })
  })

  /** Sends a test mail and tells what became of it. */
  async function tested(to: string, language?: string) {
    let shown = mail.parse(ok(await app.operator('POST', '/api/v1/mails/test', { to, language })).body)
    while (shown.state === 'queued') {
      await pause(10)
      shown = mail.parse(ok(await app.operator('GET', `/api/v1/mails/${shown.id}`)).body)
    }
    return shown
  }

  test.each(languages)('a test mail arrives, in %s', async (language) => {
    const before = server.received.length

    const shown = await tested('ann@one.example', language)

    const arrived = (await server.has(before + 1)).at(-1)
    expect(shown).toMatchObject({ kind: 'test', state: 'sent' })
    expect(arrived?.message.html).toContain(`<html lang="${language}">`)
    expect(arrived?.message.text).toContain(app.url().replace(/\d+$/, ''))
  })

  test('the operator sees what was sent and what failed, but not to whom', async () => {
    server.refuse({ at: 'recipient', code: 550, text: '5.1.1 no mailbox bob@two.example' })
    const failed = await tested('bob@two.example')
    server.refuse()
    const sent = await tested('ann@one.example')

    const all = ok(await app.operator('GET', '/api/v1/mails?limit=2'))
    const onlyFailed = ok(await app.operator('GET', '/api/v1/mails?state=failed'))

    expect(mailList.parse(all.body).data).toEqual([sent, failed])
    expect(mailList.parse(onlyFailed.body).data).toEqual([failed])
    expect(all.text).not.toContain('@')
  })

  test.each(['ann', 'ann@one.example, eve@evil.example', 'ann@one.example\r\nBcc: eve@evil.example'])(
    'nothing goes to %j',
    async (to) => {
      const answer = await app.operator('POST', '/api/v1/mails/test', { to })

      expect([answer.status, answer.body]).toMatchObject([400, { field: 'to' }])
    },
  )

  test('a mail that there is not is not found', async () => {
    expect((await app.operator('GET', '/api/v1/mails/none')).status).toBe(404)
  })

  test('doctor connects to it', async () => {
    expect(await mailFinding(app)).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('127.0.0.1'),
    })
    await server.stop()
    expect(await mailFinding(app)).toMatchObject({
      status: 'problem',
      detail: expect.stringContaining('ECONNREFUSED'),
    })
  })
})

test('without a mail server a test mail is refused, and doctor says so', async () => {
  const app = await buildTestApp()

  const answer = await app.operator('POST', '/api/v1/mails/test', { to: 'ann@one.example' })

  expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict' }])
  expect(await mailFinding(app)).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('no mail server'),
  })
})
