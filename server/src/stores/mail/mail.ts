import { createTransport } from 'nodemailer'
import { email } from '@catalytics/contract/email.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import type { Mailbox } from '../../lib/mailbox.ts'
import type { SmtpServer } from '../../lib/smtp-url.ts'
import { asMailError, discreet, MailError } from './mail-error.ts'

/** One mail to one address. */
export type Mail = {
  /** The same at every attempt: becomes the Message-ID, by which a mail that came twice is known. */
  readonly id: string
  /** Trimmed and in lower case, as the contract's `email` gives it; one address and nothing else. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: Language
  /** The one address that answers go to. */
  readonly replyTo?: string | undefined
}

export type MailSender = {
  /**
   * Hands a mail to the server.
   *
   * @returns what the server said when it took it, without addresses
   * @throws MailError `refused`, `temporary` or `unreachable`; whatever `signal` was aborted with
   */
  send(mail: Mail, at: Date, signal: AbortSignal): Promise<string>
  /**
   * Connects and signs in, and sends nothing.
   *
   * @throws MailError `unreachable`
   */
  check(): Promise<void>
}

/** How long to wait for the server, in milliseconds. */
export type MailLimits = {
  readonly connectMs: number
  /** For each answer. */
  readonly silenceMs: number
  /** For all of it: a server that says a little from time to time is slow as well. */
  readonly wholeMs: number
}

const patient: MailLimits = { connectMs: 10_000, silenceMs: 20_000, wholeMs: 60_000 }

/** Sends mails over SMTP (RFC 5321), each over a connection of its own. Certificates are checked. */
export function openMail(
  { server, from }: { readonly server: SmtpServer; readonly from: Mailbox },
  limits: MailLimits = patient,
): MailSender {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === 'at_once',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'never',
    ...(server.login === undefined ? {} : { auth: { user: server.login.user, pass: server.login.password } }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    greetingTimeout: limits.silenceMs,
    socketTimeout: limits.silenceMs,
    socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024,
    // What is in a letter is text: it names no file and no address to read from.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  async function send(mail: Mail, at: Date, signal: AbortSignal): Promise<string> {
    const to = recipientOf(mail.to)
    const replyTo =
      mail.replyTo === undefined ? {} : { replyTo: { name: '', address: recipientOf(mail.replyTo) } }
    const tooLate = AbortSignal.timeout(limits.wholeMs)
    try {
      const { response } = await transport.sendMail({
        from,
        to: { name: '', address: to },
        // Not what a header says: the one recipient is settled here.
        envelope: { from: from.address, to: [to] },
        ...replyTo,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        date: at,
        messageId: `<${mail.id}@${domain}>`,
        headers: {
          'Content-Language': mail.language,
          // RFC 3834: no automatic answers, please.
          'Auto-Submitted': 'auto-generated',
        },
        signal: AbortSignal.any([signal, tooLate]),
      })
      return discreet(response)
    } catch (error) {
      signal.throwIfAborted()
      throw tooLate.aborted ? tookTooLong() : asMailError(error)
    }
  }

  return {
    send,
    async check() {
      const late = Promise.withResolvers<never>()
      const timer = setTimeout(() => late.reject(tookTooLong()), limits.wholeMs)
      try {
        await Promise.race([transport.verify(), late.promise])
      } catch (error) {
        throw asMailError(error)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/**
 * A line break in an address starts a new header or command, a comma a second recipient: only one plain address passes.
 * Dots where none may stand (RFC 5321 section 4.1.2) would be put between quotes, for which no mailbox of ours has a use.
 */
function recipientOf(address: string): string {
  if (email.safeParse(address).data !== address || /^\.|\.\.|\.@/.test(address))
    throw new MailError('refused', 'not an e-mail address')
  return address
}

function tookTooLong(): MailError {
  return new MailError('unreachable', 'the mail server took too long')
}
