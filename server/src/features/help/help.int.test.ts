import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import {
  supportLimits,
  supportRequestAnswer,
  supportRequestList,
  type SupportRequest,
} from '@catalytics/contract/help.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { openMailServer, type MailServer } from '../../../test/mail-server.ts'
import { dayMs, hourMs } from '../../lib/clock.ts'

const path = '/api/v1/support'
const question = { category: 'question', message: 'How do I see leads?' }
const diagnostics = {
  version: '0.1.0',
  page: '/c/ct_0000000000000000/activity',
  request_ids: ['0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11'],
  browser: 'Mozilla/5.0 (X11; Linux x86_64)',
  window: '1440x900',
  language: 'de',
  theme: 'dark',
  time_zone: 'Europe/Berlin',
  at: '2026-11-22T10:00:00.000Z',
}

async function kept(app: TestApp, id?: string): Promise<SupportRequest[]> {
  const { data } = supportRequestList.parse(ok(await app.operator('GET', '/api/v1/support-requests')).body)
  return id === undefined ? data : data.filter((one) => one.id === id)
}

describe.each(storeKinds)('contacting support, %s', (stores) => {
  let app: TestApp
  let server: MailServer
  let acme: ContractAtHand
  let ann: UserAtHand
  beforeAll(async () => {
    server = await openMailServer()
    const settings = {
      SMTP_URL: server.url,
      MAIL_FROM: 'cat@acme.example',
      SUPPORT_EMAIL: 'Help@operator.example',
    }
    app = await buildTestApp({ stores, settings })
    acme = await app.given.contract({ name: 'Acme Bearings' })
    ann = await app.given.user(acme, 'viewer')
  })

  async function ask(body: object, by = ann) {
    return supportRequestAnswer.parse(ok(await by.post(path, { ...question, ...body })).body)
  }

  test('a request reaches the operator, who can answer it, with what the user has read and no more', async () => {
    const message = 'The page stays empty.\nWhat can I do?'
    const { id, sent } = await ask({ contract: acme.id, category: 'problem', message, diagnostics })

    const mail = (await server.has(1)).at(-1)
    expect(sent).toBe('queued')
    expect(mail).toMatchObject({
      to: ['help@operator.example'],
      message: { subject: 'Support: problem, Acme Bearings', replyTo: [{ address: ann.email }] },
    })
    expect(mail?.message.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(`${message}

From: ${ann.email.split('@')[0]}, ${ann.email}
Contract: Acme Bearings (${acme.id}), as viewer
Category: problem
Request: ${id}

version: 0.1.0
page: /c/ct_0000000000000000/activity
request ids: 0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11
browser: Mozilla/5.0 (X11; Linux x86_64)
window: 1440x900
language: de
theme: dark
time zone: Europe/Berlin
at: 2026-11-22T10:00:00.000Z

The sender has read all of this before it was sent.

-- 
Sent by Catalytics at ${app.url().replace(/\d+$/, '0')}.`)
    expect(await kept(app, id)).toMatchObject([
      {
        email: ann.email,
        contract: { id: acme.id, name: 'Acme Bearings' },
        role: 'viewer',
        category: 'problem',
        message,
        diagnostics,
      },
    ])
    const log = ok(await acme.manage('GET', '/activity?type=support_requested'))
    expect(activityList.parse(log.body).data).toMatchObject([
      { actor: ann.id, actor_name: ann.email, details: { request: id, category: 'problem' } },
    ])
    expect(log.text).not.toContain('stays empty')
  })

  test('while mail is down it is kept and tried again', async () => {
    server.refuse({ at: 'message', code: 451, text: '4.3.0 try later' })
    const { id } = await ask({})
    const stateOf = async () => (await kept(app, id))[0]
    while ((await stateOf())?.mail_answer === null) await pause(20)
    expect(await stateOf()).toMatchObject({
      mail: 'queued',
      mail_answer: '451 4.3.0 try later',
      contract: null,
    })

    server.refuse()
    app.clock.forward(60_000)
    while ((await stateOf())?.mail !== 'sent') await pause(20)

    expect(server.received.at(-1)?.message.text).toContain(id)
  })

  test.each([
    ['a field of its own', { ...diagnostics, leads: ['ann@one.example'] }],
    ['an address with what somebody searched for', { page: '/c/x/people?email=ann@one.example' }],
    ['a fragment', { page: '/reset#secret' }],
    ['an address in the path', { page: '/people/ann@one.example' }],
    ['another site', { page: 'https://evil.example/' }],
    ['request ids that are none', { request_ids: ['cat_pw_secret'] }],
  ])('diagnostics with %s are refused', async (_, wrong) => {
    const answer = await ann.post(path, { ...question, diagnostics: wrong })

    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid' }])
  })

  test('a password that somebody pastes goes nowhere', async () => {
    const secret = `cat_pw_${'Zx9'.repeat(16)}0`
    const { id } = await ask({ message: `My password ${secret} does not work.` })
    while ((await kept(app, id))[0]?.mail !== 'sent') await pause(20)

    const shown = [await kept(app, id), server.received.map(({ raw }) => raw)]

    expect(JSON.stringify(shown)).not.toContain(secret)
    expect((await kept(app, id))[0]?.message).toBe('My password cat_pw_… does not work.')
  })

  test('a contract that is not one’s own is as none', async () => {
    const other = await app.given.contract()
    const answers = [
      await ann.post(path, { ...question, contract: other.id }),
      await ann.post(path, { ...question, contract: 'ct_0000000000000000' }),
    ]

    expect(answers.map(({ status, body }) => [status, body])).toMatchObject(
      answers.map(() => [404, { detail: 'There is no such contract here.' }]),
    )
  })

  test('one user cannot flood the operator', async () => {
    const bob = await app.given.user(acme, 'viewer')
    for (let times = 0; times < supportLimits.perHour; times += 1) await ask({}, bob)

    const next = await bob.post(path, question)

    expect([next.status, next.headers.get('retry-after')]).toEqual([429, '3600'])
    await ask({})
    app.clock.forward(3_600_001)
    await ask({}, bob)
  })

  test('what is settled is taken away, and what is old goes by itself', async () => {
    const { id } = await ask({})
    await ask({})

    expect((await app.operator('DELETE', `/api/v1/support-requests/${id}`)).status).toBe(204)
    expect((await app.operator('DELETE', `/api/v1/support-requests/${id}`)).status).toBe(404)
    expect(await kept(app, id)).toEqual([])
    app.clock.forward(supportLimits.keptDays * dayMs - hourMs)
    const latest = await ask({}, await app.given.user(acme, 'viewer'))
    app.clock.forward(2 * hourMs)
    while ((await kept(app)).length > 1) await pause(20)

    expect(await kept(app)).toMatchObject([{ id: latest.id }])
  })
})

test('without a mail server requests wait in the operator’s list', async () => {
  const app = await buildTestApp({ settings: { SUPPORT_EMAIL: 'help@operator.example' } })
  const ann = await app.given.user(await app.given.contract(), 'viewer')

  const { id, sent } = supportRequestAnswer.parse(ok(await ann.post(path, question)).body)

  expect(sent).toBe('kept')
  expect(await kept(app, id)).toMatchObject([{ mail: 'none', message: question.message }])
})
