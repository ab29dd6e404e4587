import type { Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../../../test/certificate.ts'
import { openMailServer, openOddServer } from '../../../test/mail-server.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import { smtpServerOf } from '../../lib/smtp-url.ts'
import { MailError } from './mail-error.ts'
import { openMail, type Mail, type MailLimits } from './mail.ts'

const at = new Date('2026-11-22T10:00:00Z')
const from = { name: 'Catalytics “Nord”', address: 'catalytics@acme.example' }
const hasty: MailLimits = { connectMs: 500, silenceMs: 500, wholeMs: 1000 }
const never = new AbortController().signal

function sender(url: string, limits?: MailLimits) {
  const server = smtpServerOf(url)
  if (typeof server === 'string') throw new TypeError(server)
  return openMail({ server, from }, limits)
}

function mail(changed: Partial<Mail> = {}): Mail {
  return {
    id: timeOrderedId(),
    to: 'ann@one.example',
    subject: 'Passwort zurücksetzen 😀',
    text: 'Grüße\n.\nEin Punkt allein auf einer Zeile beendet nichts.\n',
    html: '<p>Grüße</p>',
    language: 'de',
    ...changed,
  }
}

/** What became of a mail: the answer, or the kind of failure and its words. */
async function outcome(sending: Promise<string>): Promise<readonly [string, string]> {
  try {
    return ['sent', await sending]
  } catch (error) {
    if (error instanceof MailError) return [error.kind, error.message]
    throw error
  }
}

describe('a mail server that takes mails', () => {
  test('gets the mail as it was written, for one recipient, from the sender that was set', async () => {
    const server = await openMailServer()
    const one = mail()

    expect(await outcome(sender(server.url).send(one, at, never))).toEqual([
      'sent',
      expect.stringMatching(/^250 /),
    ])

    const [{ message, ...envelope }] = await only(server.has(1))
    expect(envelope).toMatchObject({
      from: 'catalytics@acme.example',
      to: ['ann@one.example'],
      secure: false,
    })
    expect(message).toMatchObject({
      from: { name: 'Catalytics “Nord”', address: 'catalytics@acme.example' },
      to: [{ address: 'ann@one.example' }],
      subject: one.subject,
      messageId: `<${one.id}@acme.example>`,
      date: '2026-11-22T10:00:00.000Z',
    })
    expect(message.text?.replaceAll('\r\n', '\n').trim()).toBe(one.text.trim())
    expect(message.html?.trim()).toBe('<p>Grüße</p>')
    const headers = new Map(message.headers.map(({ key, value }) => [key, value]))
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('content-language')).toBe('de')
    // For programs without SMTPUTF8 and 8BITMIME: bytes above 127 are encoded, lines are short.
    expect(envelope.raw).toMatch(/^[\t\r\n\u0020-\u007e]*$/)
    expect(Math.max(...envelope.raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  test('may repeat the address in its answer, which is then kept without it', async () => {
    const server = await openMailServer({
      onData(stream, _session, done) {
        stream.on('end', () => done(null, 'queued for <ann@one.example> as 4711')).resume()
      },
    })

    const [, said] = await outcome(sender(server.url).send(mail(), at, never))

    expect(said).toBe('250 queued for <…> as 4711')
  })

  test('learns who waits for an answer, where somebody does', async () => {
    const server = await openMailServer()

    await sender(server.url).send(mail({ replyTo: 'bob@two.example' }), at, never)
    const [kind] = await outcome(
      sender(server.url).send(mail({ replyTo: 'bob@two.example\r\nBcc: eve@evil.example' }), at, never),
    )

    const [{ to, message }] = await only(server.has(1))
    expect(kind).toBe('refused')
    expect(to).toEqual(['ann@one.example'])
    expect(message.replyTo).toMatchObject([{ address: 'bob@two.example' }])
  })

  test('sees no header, recipient or command that a subject or a text brings along', async () => {
    const server = await openMailServer()
    const nasty = 'x\r\nBcc: eve@evil.example\r\n\r\n.\r\nRCPT TO:<eve@evil.example>\r\nDATA\r\n'

    await sender(server.url).send(mail({ subject: nasty, text: nasty, html: nasty }), at, never)

    const [{ to, message }] = await only(server.has(1))
    expect(to).toEqual(['ann@one.example'])
    expect(message.bcc).toBeUndefined()
    expect(message.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(message.subject?.replace(/\s+/g, ' ')).toBe(nasty.replace(/\s+/g, ' ').trim())
  })

  const addresses = [
    'ann@one.example\r\nBcc: eve@evil.example',
    'ann@one.example>\r\nRCPT TO:<eve@evil.example',
    'ann@one.example, eve@evil.example',
    'ann@one.example;eve@evil.example',
    'list: ann@one.example, eve@evil.example;',
    'Ann <ann@one.example>',
    '<ann@one.example>',
    '"ann eve"@one.example',
    'ann@one.example eve@evil.example',
    'ann@one.example (eve@evil.example)',
    'ann@one.example\u2028eve@evil.example',
    'ann@one.example\u0000',
    'ann@one@evil.example',
    '.ann@one.example',
    'ann..eve@one.example',
    'ann.@one.example',
    'Ann@one.example',
    'ann',
    '',
  ]
  test.each(addresses)('is not even asked about %j', async (to) => {
    const unreachable = 'smtp://127.0.0.1:1'
    expect(await outcome(sender(unreachable).send(mail({ to }), at, never))).toEqual([
      'refused',
      'not an e-mail address',
    ])
  })

  test('never gets a mail for anybody but the one who was named', async () => {
    const server = await openMailServer()
    const out = sender(server.url)
    const odd = fc.stringMatching(/^[\u0020-\u007e\r\n\u00e4\u0131\u212a]{1,12}$/)
    const plain = { weight: 2, arbitrary: fc.stringMatching(/^[a-z0-9]{1,8}$/) }
    const local = fc.oneof(plain, fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,12}$/), odd)
    const domain = fc.oneof(plain, fc.stringMatching(/^[a-z0-9ä-]{1,12}$/), odd)
    const rest = fc.constantFrom('', '', '', ',b@b.example', '>\r\nRCPT TO:<b@b.example', ' b@b.example')
    const address = fc
      .tuple(local, domain, rest)
      .map(([name, host, more]) => `${name}@${host}.example${more}`)
    let taken = 0

    await fc.assert(
      fc.asyncProperty(address, async (to) => {
        const before = server.received.length
        const [kind] = await outcome(out.send(mail({ to }), at, never))
        const arrived = server.received.slice(before)
        expect(arrived.length).toBe(kind === 'sent' ? 1 : 0)
        for (const { to: recipients } of arrived) expect(recipients.map(asciiOf)).toEqual([asciiOf(to)])
        taken += arrived.length
      }),
      { numRuns: 150 },
    )
    expect(taken).toBeGreaterThan(5)
  })
})

describe('TLS and sign-in', () => {
  const own = selfSigned()
  const signIn = {
    onAuth: (
      shown: { readonly username?: string | undefined; readonly password?: string | null | undefined },
      _session: unknown,
      done: (error: Error | null, found?: { readonly user?: string }) => void,
    ) =>
      shown.username === 'ann@x' && shown.password === 'p:/@ss wörd'
        ? done(null, { user: 'ann' })
        : done(Object.assign(new Error('no such user ann@x'), { responseCode: 535 })),
  }

  test.each([
    ['smtps:', { ...own, secure: true }],
    ['smtp:', own],
  ])('%s with a certificate that is trusted', async (protocol, options) => {
    const trusted = getCACertificates('default')
    setDefaultCACertificates([...trusted, own.cert])
    const server = await openMailServer({ ...options, ...signIn, authOptional: false })
    const query = protocol === 'smtp:' ? '?tls=starttls' : ''
    const url = (user: string, password: string) =>
      `${protocol}//${auth(user, password)}127.0.0.1:${server.port}${query}`

    expect(await outcome(sender(url('ann@x', 'p:/@ss wörd')).send(mail(), at, never))).toEqual([
      'sent',
      expect.any(String),
    ])
    await sender(url('ann@x', 'p:/@ss wörd')).check()
    const refused = await outcome(sender(url('ann@x', 'wrong')).send(mail(), at, never))

    setDefaultCACertificates(trusted)
    expect(server.received).toMatchObject([{ secure: true, user: 'ann' }])
    expect(refused).toEqual(['unreachable', expect.stringMatching(/^535 /)])
    expect(refused[1]).not.toContain('ann@x')
  })

  test.each([
    ['a certificate that nobody trusts', 'smtps:', '', { ...own, secure: true }],
    ['a certificate that nobody trusts', 'smtp:', '?tls=starttls', own],
    ['no STARTTLS where it is demanded', 'smtp:', '?tls=starttls', {}],
    ['no TLS where it is expected', 'smtps:', '', {}],
    ['TLS where none is expected', 'smtp:', '', { ...own, secure: true }],
  ])('%s (%s%s): nothing is sent', async (_what, protocol, query, options) => {
    const server = await openMailServer({ ...options, ...signIn })
    const url = `${protocol}//${auth('ann@x', 'p:/@ss wörd')}127.0.0.1:${server.port}${query}`

    expect(await outcome(sender(url, hasty).send(mail(), at, never))).toEqual([
      'unreachable',
      expect.any(String),
    ])
    await expect(sender(url, hasty).check()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(server.received).toEqual([])
  })
})

describe('a mail server that does not want the mail', () => {
  test.each([
    ['recipient', 550, '5.1.1 <ann@one.example>: no such mailbox', 'refused', '550 5.1.1 …: no such mailbox'],
    ['recipient', 451, '4.7.1 greylisted', 'temporary', '451 4.7.1 greylisted'],
    ['recipient', 530, '5.7.0 sign in first', 'unreachable', '530 5.7.0 sign in first'],
    ['message', 554, '5.7.1 looks like spam', 'refused', '554 5.7.1 looks like spam'],
    ['message', 452, '4.3.1 disk full', 'temporary', '452 4.3.1 disk full'],
    ['message', 421, 'closing down', 'temporary', '421 closing down'],
  ] as const)('at the %s with %d', async (where, code, text, kind, told) => {
    const server = await openMailServer()
    server.refuse({ at: where, code, text })

    const [found, said] = await outcome(sender(server.url).send(mail(), at, never))

    expect([found, said.replace('<…>', '…')]).toEqual([kind, told])
  })
})

describe('a mail server that is not well', () => {
  const odd: Record<string, (socket: Socket) => void> = {
    'says nothing': () => undefined,
    'greets and then says nothing': greeted(() => undefined),
    'hangs after the recipient': upTo(/^DATA/, () => undefined),
    'hangs after the message': upTo(/^\.$/, () => undefined),
    'breaks off at once': (socket) => socket.destroy(),
    'breaks off at the recipient': upTo(/^RCPT/, (socket) => socket.destroy()),
    'breaks off in the middle of the message': upTo(/^Subject/i, (socket) => socket.destroy()),
    'breaks off before it says that it took the message': upTo(/^\.$/, (socket) => socket.destroy()),
    'speaks another language': (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'answers nonsense to the sender': upTo(/^MAIL/, (socket) => socket.write('hello there\r\n')),
    'refuses everybody': (socket) => socket.write('554 5.3.2 no service here\r\n'),
    'never ends its greeting': (socket) => drip(socket, '220-still here\r\n'),
    'never ends an answer': upTo(/^MAIL/, (socket) => drip(socket, '250-wait\r\n')),
    'says more than anybody can read': upTo(/^MAIL/, (socket) => flood(socket)),
  }

  test.each(Object.entries(odd))('%s: unreachable, and soon', async (_what, talk) => {
    const url = await openOddServer(talk)
    const started = performance.now()

    const [kind, said] = await outcome(sender(url, hasty).send(mail(), at, never))

    expect(kind).toBe('unreachable')
    expect(said).toMatch(/^[^\r\n]{1,300}$/)
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('never ends an answer to whoever only looks: unreachable, and soon', async () => {
    const url = await openOddServer(greeted((socket) => drip(socket, '250-wait\r\n')))
    const started = performance.now()

    await expect(sender(url, hasty).check()).rejects.toMatchObject({ kind: 'unreachable' })

    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('is not there at all: unreachable', async () => {
    expect(await outcome(sender('smtp://127.0.0.1:1').send(mail(), at, never))).toEqual([
      'unreachable',
      expect.stringContaining('ECONNREFUSED'),
    ])
    const nowhere = sender('smtp://nowhere.invalid', hasty)
    expect(await outcome(nowhere.send(mail(), at, never))).toEqual(['unreachable', expect.any(String)])
  })

  test('is left at once when the process stops', async () => {
    const connected = Promise.withResolvers<Socket>()
    const url = await openOddServer((socket) => connected.resolve(socket))
    const stop = new AbortController()
    const sending = sender(url).send(mail(), at, stop.signal)
    const socket = await connected.promise
    const left = new Promise((resolve) => socket.once('close', resolve))

    stop.abort(new Error('stopping'))

    await expect(sending).rejects.toThrow('stopping')
    await left
  })
})

/** With the domain as mail servers know it (IDNA). */
function asciiOf(address: string): string {
  const sign = address.lastIndexOf('@')
  return `${address.slice(0, sign)}@${domainToASCII(address.slice(sign + 1))}`
}

function auth(user: string, password: string): string {
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
}

/** A server that greets, and then does what it likes with each line. */
function greeted(talk: (socket: Socket, line: string) => void): (socket: Socket) => void {
  return (socket) => {
    socket.write('220 odd.example ESMTP\r\n')
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) talk(socket, line)
    })
  }
}

/** A server that behaves until a line comes that fits. */
function upTo(last: RegExp, then: (socket: Socket) => void): (socket: Socket) => void {
  const answers = { EHLO: '250 odd.example', MAIL: '250 fine', RCPT: '250 fine', DATA: '354 go on' }
  return greeted((socket, line) => {
    const [, answer] = Object.entries(answers).find(([command]) => line.startsWith(command)) ?? []
    if (last.test(line)) then(socket)
    else if (answer !== undefined) socket.write(`${answer}\r\n`)
  })
}

function drip(socket: Socket, line: string): void {
  const timer = setInterval(() => socket.write(line), 50)
  socket.on('close', () => clearInterval(timer))
}

function flood(socket: Socket): void {
  const more = () => {
    while (socket.writable && socket.write(`250-${'x'.repeat(4000)}\r\n`));
  }
  socket.on('drain', more)
  more()
}

async function only<Item>(items: Promise<readonly Item[]>): Promise<readonly [Item]> {
  const [first, ...others] = await items
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} mails`)
  return [first]
}
