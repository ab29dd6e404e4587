import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { atEnd } from './at-end.ts'

/** What arrived at a mail server: the envelope, and the message as another program reads it. */
export type Received = {
  readonly from: string
  readonly to: readonly string[]
  readonly user: unknown
  readonly secure: boolean
  readonly raw: string
  readonly message: Email
}

export type MailServer = {
  readonly port: number
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string
  readonly received: readonly Received[]
  /** From now on, the answer to every recipient, or to every message; with nothing, all is taken. */
  refuse(answer?: {
    readonly at: 'recipient' | 'message'
    readonly code: number
    readonly text: string
  }): void
  /** Resolves when so many mails have arrived, all in all. */
  has(count: number): Promise<readonly Received[]>
  stop(): Promise<void>
}

/** A real SMTP server on the loopback interface. It has no TLS where `options` bring no key. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = []
  let refusal: Parameters<MailServer['refuse']>[0]
  let wake = Promise.withResolvers<void>()
  const problemAt = (at: 'recipient' | 'message') =>
    refusal?.at === at ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null

  async function take(stream: NodeJS.ReadableStream, session: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream)
    const { mailFrom, rcptTo } = session.envelope
    received.push({
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      user: session.user,
      secure: session.secure,
      raw: raw.toString(),
      message: await PostalMime.parse(raw),
    })
    wake.resolve()
    wake = Promise.withResolvers()
  }

  const server = new SMTPServer({
    authOptional: true,
    // Nobody needs the name of a client, and a machine without a name server waits seconds for it.
    disableReverseLookup: true,
    ...(options.key === undefined ? { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] } : {}),
    onRcptTo: (_address, _session, done) => done(problemAt('recipient')),
    onData(stream, session, done) {
      void take(stream, session).then(() => done(problemAt('message')), done)
    },
    ...options,
  })
  // A client that breaks off is not this server's trouble.
  server.on('error', () => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = addressOf(server.server.address())
  let closing: Promise<void> | undefined
  const stop = () => (closing ??= new Promise((resolve) => server.close(() => resolve())))
  atEnd(stop)
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (answer) => void (refusal = answer),
    async has(count) {
      while (received.length < count) await wake.promise
      return received
    },
    stop,
  }
}

/** A server that says what it is told to: `talk` has the connection. The URL of it. */
export async function openOddServer(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  atEnd(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `smtp://127.0.0.1:${addressOf(server.address()).port}`
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port')
  return address
}

/**
 * The token of the newest mailed link to an address, once there is one.
 *
 * @param path the page that the link leads to
 * @param count how many such mails there must be
 */
export async function mailedToken(
  mails: MailServer,
  email: string,
  { path = '/invitation', count = 1 }: { readonly path?: string; readonly count?: number } = {},
): Promise<string> {
  const link = new RegExp(`${path}#([0-9A-Za-z]{43})\\s`)
  const found = () =>
    mails.received.flatMap(({ to, message }) => {
      const token = link.exec(message.text ?? '')?.[1]
      return to.includes(email) && token !== undefined ? [token] : []
    })
  while (found().length < count) await mails.has(mails.received.length + 1)
  return found().at(-1) ?? ''
}
