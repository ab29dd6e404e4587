import { reasonOf } from '../../lib/reason.ts'
import type { SmtpServer } from '../../lib/smtp-url.ts'
import type { MailSender } from '../mail/mail.ts'
import type { Diagnosis } from './diagnosis.ts'

/** The way of mails out, where a mail server is set. */
export type MailPlace = { readonly server: SmtpServer; readonly sender: Pick<MailSender, 'check'> }

/** Connects and signs in; sends nothing. */
export async function checkMail(mail: MailPlace | undefined): Promise<Diagnosis> {
  if (mail === undefined) return { detail: 'no mail server is set: no mails are sent' }
  const { host, port, tls } = mail.server
  const server = `${host}:${port} (${tlsWords[tls]})`
  try {
    await mail.sender.check()
    return { detail: `${server} answers` }
  } catch (error) {
    const todo =
      'Check SMTP_URL and the mail server. Mails wait in the queue meanwhile: ./catalytics mail list.'
    return { detail: `${server} cannot be used: ${reasonOf(error)}`, todo }
  }
}

const tlsWords: Readonly<Record<SmtpServer['tls'], string>> = {
  at_once: 'TLS',
  starttls: 'STARTTLS',
  never: 'without TLS',
}
