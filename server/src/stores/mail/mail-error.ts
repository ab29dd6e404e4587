/**
 * Why a mail did not leave. `refused`: the server does not want this mail, and never will. `temporary`: not now.
 * `unreachable`: nothing could be settled with the server: no connection, no TLS, no sign-in, no answer in time.
 */
export type MailFault = 'refused' | 'temporary' | 'unreachable'

/** The message is the server's answer, or what went wrong on the way to it; without addresses and line breaks. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly kind: MailFault

  constructor(kind: MailFault, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.kind = kind
  }
}

/** A fault of nodemailer as one of ours. */
export function asMailError(error: unknown): MailError {
  if (error instanceof MailError) return error
  const { code, responseCode, response, message } = faultOf(error)
  const said = discreet(response ?? message)
  // Elsewhere than in a transaction the answer is not about the mail (RFC 5321 section 4.2.1), nor is one about the
  // sign-in (53x, RFC 4954): that is for the operator to mend, and the mail can wait.
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (!aboutMail || String(responseCode).startsWith('53')) return new MailError('unreachable', said)
  if (response === undefined || responseCode >= 500) return new MailError('refused', said)
  return new MailError(responseCode >= 400 ? 'temporary' : 'unreachable', said)
}

/**
 * What a server says, fit to be kept after the mail is done: it tends to repeat the address. One line, not too long.
 */
export function discreet(said: string): string {
  return said
    .replace(/[^\s<>@]+@[^\s<>@]+/g, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
}

function faultOf(error: unknown) {
  const text = (name: string): string | undefined => {
    const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const number: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined
  return {
    code: text('code'),
    responseCode: typeof number === 'number' ? number : 0,
    response: text('response'),
    message: text('message') ?? 'unknown fault',
  }
}
