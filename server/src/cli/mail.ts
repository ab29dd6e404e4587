import { setTimeout as pause } from 'node:timers/promises'
import { mail, mailList, type MailAnswer } from '@catalytics/contract/mails.ts'
import { OperatorError } from '../lib/errors.ts'
import { defineCommand, required } from './command.ts'
import { withAdmin } from './session.ts'
import { visible } from './visible.ts'

export const test = defineCommand({
  usage: 'mail test --to E-MAIL [--language en|fr|de]',
  summary: 'Sends a test mail and prints the answer of the mail server.',
  options: { to: { type: 'string' }, language: { type: 'string' } },
  run: async ({ config, print }, values) => {
    const language = values.language === undefined ? {} : { language: values.language }
    const body = { to: required(values.to, 'to'), ...language }
    await withAdmin(config, async (client) => {
      let shown = mail.parse(await client.call('POST', '/api/v1/mails/test', body))
      while (shown.state === 'queued' && shown.answer === null) {
        await pause(lookAgainMs)
        shown = mail.parse(await client.call('GET', `/api/v1/mails/${shown.id}`))
      }
      if (shown.state !== 'sent')
        throw new OperatorError('unavailable', `The mail did not leave: ${shown.answer ?? 'no answer'}`)
      print(shown, `The mail server has taken it: ${visible(shown.answer ?? '')}`)
    })
  },
})

const lookAgainMs = 100

export const list = defineCommand({
  usage: 'mail list [--state queued|sent|failed]',
  summary: 'Lists the mails of the last 30 days with their state, newest first.',
  options: { state: { type: 'string' } },
  run: async ({ config, print }, values) => {
    const query = values.state === undefined ? '' : `?state=${encodeURIComponent(values.state)}`
    await withAdmin(config, async (client) => {
      const { data } = mailList.parse(await client.call('GET', `/api/v1/mails${query}`))
      print(data, data.map(line).join('\n') || 'No mail.')
    })
  },
})

function line({ created_at, kind, state, attempts, answer }: MailAnswer): string {
  return `${created_at}  ${kind.padEnd(16)}  ${state.padEnd(6)}  ${String(attempts).padStart(3)}  ${visible(answer ?? '')}`
}
