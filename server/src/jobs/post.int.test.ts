import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { directoryKinds, newDirectory } from '../../test/both-directories.ts'
import { openMailServer, type MailServer } from '../../test/mail-server.ts'
import { movableClock, type MovableClock } from '../../test/movable-clock.ts'
import { dayMs, minuteMs } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import { openSealing } from '../lib/sealing.ts'
import { smtpServerOf } from '../lib/smtp-url.ts'
import { migrate, type Directory } from '../stores/directory/directory.ts'
import { renderLetter } from '../stores/mail/letter.ts'
import { MailError } from '../stores/mail/mail-error.ts'
import { openMail } from '../stores/mail/mail.ts'
import { openJobs, type Jobs } from './jobs.ts'
import { findMail, listMails, openPost, postUpkeep } from './post.ts'

const from = { name: '', address: 'catalytics@acme.example' }
const done = ({ state }: { readonly state: string }) => state !== 'queued'
const letter = {
  subject: 'Your link',
  paragraphs: ['Press it.'],
  action: { label: 'Choose', url: 'https://cat.example/reset#s3cr3t' },
  smallPrint: ['Once.'],
  answerTo: 'bob@two.example',
}
const words = /ann@|bob@|s3cr3t|Your link|Press it/

describe.each(directoryKinds)('letters queued on %s', (kind) => {
  let directory: Directory
  let clock: MovableClock
  let server: MailServer
  let open: Jobs[]
  let logged: string[]
  beforeEach(async () => {
    directory = await newDirectory(kind)
    clock = movableClock()
    server = await openMailServer()
    open = []
    logged = []
  })
  afterEach(async () => {
    await Promise.all(open.map((jobs) => jobs.stop()))
    await server.stop()
  })

  /** Post as one more process has it; letters leave once it is started. */
  function opened(url = server.url, secretKey = 'the key of this installation') {
    const jobs = openJobs({ db: directory.db, clock, log: openLog('silent') })
    open.push(jobs)
    const smtp = smtpServerOf(url)
    if (typeof smtp === 'string') throw new TypeError(smtp)
    const sender = openMail({ server: smtp, from })
    const { post, jobs: own } = openPost({
      db: directory.db,
      clock,
      log: pino({ level: 'error' }, { write: (line) => logged.push(line) }),
      sealing: openSealing(secretKey, 'mails'),
      jobs,
      render: (one, language) => renderLetter(one, language, 'https://cat.example'),
      send: (mail, at, signal) => sender.send(mail, at, signal),
      faultOf: (error) => (error instanceof MailError ? error : undefined),
    })
    return {
      post,
      start: () => jobs.start(own),
      startUpkeep: () => jobs.start([postUpkeep({ db: directory.db, clock })]),
      stop: () => jobs.stop(),
    }
  }

  const given = (changed = {}) => ({
    kind: 'password_reset' as const,
    to: 'ann@one.example',
    language: 'fr' as const,
    letter,
    until: clock().getTime() + 60 * minuteMs,
    ...changed,
  })

  /** The mail once it is as `fits` wants it. */
  async function settled(id: string, fits: (mail: { state: string; attempts: number }) => boolean) {
    for (;;) {
      const mail = await findMail(directory.db, id)
      if (mail !== undefined && fits(mail)) return mail
      await pause(10)
    }
  }
  /** What the store holds: its rows, and on SQLite every byte of its files. */
  const everything = async () => {
    const { db, file } = directory
    const rows = [
      await db.selectFrom('mails').selectAll().execute(),
      await db.selectFrom('jobs').selectAll().execute(),
    ]
    const files = file === undefined ? [] : [file, `${file}-wal`].filter((path) => existsSync(path))
    return [JSON.stringify(rows), ...files.map((path) => readFileSync(path, 'latin1'))].join('\n')
  }

  test('one leaves, and then nothing is left of its words and its recipient', async () => {
    const { post, start } = opened()
    await start()

    const id = await post.send(directory.db, given())
    const mail = await settled(id, done)

    expect(mail).toMatchObject({ state: 'sent', attempts: 1, answer: expect.stringMatching(/^250 /) })
    const [received] = await server.has(1)
    expect(received).toMatchObject({
      to: ['ann@one.example'],
      message: { subject: 'Your link', messageId: `<${id}@acme.example>` },
    })
    expect(received?.message.text).toContain('Envoyé par Catalytics')
    expect(received?.message.text).toContain('https://cat.example/reset#s3cr3t')
    expect(await everything()).not.toMatch(words)
  })

  test('while it waits, nobody reads it in the store: not its link, not its words, not its addresses', async () => {
    const { post, start } = opened()
    const id = await post.send(directory.db, given())

    const stored = await everything()
    await start()

    expect(stored).toContain(id)
    expect(stored).not.toMatch(words)
    expect((await server.has(1)).map(({ to }) => to)).toEqual([['ann@one.example']])
  })

  test('one that was sealed with another key is given up and said so; the next one leaves', async () => {
    const lost = await opened().post.send(directory.db, given())
    const { post, start } = opened(server.url, 'another key than the one before')
    await start()
    const next = await post.send(directory.db, given({ to: 'eve@two.example' }))

    const closed = await settled(lost, done)

    expect(closed).toMatchObject({
      state: 'failed',
      attempts: 1,
      answer: 'it was sealed with another SECRET_KEY',
    })
    expect(await settled(next, done)).toMatchObject({ state: 'sent' })
    expect(server.received.map(({ to }) => to)).toEqual([['eve@two.example']])
    expect(logged.map((line): unknown => JSON.parse(line))).toMatchObject([
      { mail: lost, msg: 'a queued mail is given up: it was sealed with another SECRET_KEY' },
    ])
  })

  test('what waited from before mails were sealed is given up and readable no more', async () => {
    const { db } = directory
    const id = await opened().post.send(db, given())
    await db
      .updateTable('mails')
      .set({ content: JSON.stringify({ to: 'ann@one.example', text: 'Press it.' }) })
      .execute()
    await sql`DELETE FROM kysely_migration WHERE name >= '0014-sealed-mails'`.execute(db)

    await migrate(db, directory.kind, '0014-sealed-mails')

    expect(await findMail(db, id)).toMatchObject({
      state: 'failed',
      answer: expect.stringContaining('ask for it again'),
    })
    const rows = await db.selectFrom('mails').select('content').execute()
    expect(rows).toEqual([{ content: null }])
  })

  test('it is part of the transaction that sends it, and of nothing when that fails', async () => {
    const { post, start } = opened()
    await start()
    const failing = directory.db.transaction().execute(async (tx) => {
      await post.send(tx, given({ to: 'nobody@one.example' }))
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')

    await directory.db.transaction().execute((tx) => post.send(tx, given()))

    expect((await server.has(1)).map(({ to }) => to)).toEqual([['ann@one.example']])
    expect(await listMails(directory.db, { limit: 10 })).toHaveLength(1)
  })

  test('a letter whose process ended leaves with the next one', async () => {
    const first = opened()
    const id = await first.post.send(directory.db, given())
    await first.stop()

    await opened().start()

    expect(await settled(id, done)).toMatchObject({ state: 'sent' })
  })

  test('while the server is down it waits, ever longer, and leaves when it is back', async () => {
    const { post, start } = opened()
    server.refuse({ at: 'recipient', code: 451, text: '4.7.1 <ann@one.example> come back later' })
    await start()
    const id = await post.send(directory.db, given())

    const first = await settled(id, ({ attempts }) => attempts === 1)
    expect(first).toMatchObject({ state: 'queued', answer: '451 4.7.1 <…> come back later' })
    clock.forward(minuteMs)
    await settled(id, ({ attempts }) => attempts === 2)
    server.refuse()
    clock.forward(2 * minuteMs)

    expect(await settled(id, done)).toMatchObject({ state: 'sent', attempts: 3 })
    expect(await listMails(directory.db, { state: 'queued', limit: 10 })).toEqual([])
  })

  test('one that is refused is not tried again', async () => {
    const { post, start } = opened()
    server.refuse({ at: 'recipient', code: 550, text: '5.1.1 no mailbox ann@one.example' })
    await start()

    const id = await post.send(directory.db, given())

    expect(await settled(id, done)).toMatchObject({
      state: 'failed',
      attempts: 1,
      answer: '550 5.1.1 no mailbox …',
    })
    expect(await everything()).not.toContain('ann@')
  })

  test('one whose time is over is given up, with what was said last', async () => {
    const { post, start } = opened('smtp://127.0.0.1:1')
    await start()
    const soon = await post.send(directory.db, given({ until: clock().getTime() + 10_000 }))
    expect(await settled(soon, done)).toMatchObject({
      state: 'failed',
      attempts: 1,
      answer: expect.stringContaining('ECONNREFUSED'),
    })

    const late = await opened().post.send(directory.db, given({ until: clock().getTime() - 1 }))
    expect(await settled(late, done)).toMatchObject({
      state: 'failed',
      answer: 'too late: its time was over',
    })
    expect(server.received).toEqual([])
  })

  test('one that is taken back does not leave, and one that has left stays as it is', async () => {
    const { post, start } = opened()
    const id = await post.send(directory.db, given())
    await post.cancel(directory.db, id)
    await start()
    const other = await post.send(directory.db, given({ to: 'bob@two.example' }))
    await settled(other, done)
    await post.cancel(directory.db, other)

    expect(server.received.map(({ to }) => to)).toEqual([['bob@two.example']])
    expect(await findMail(directory.db, id)).toBeUndefined()
    expect(await findMail(directory.db, other)).toMatchObject({ state: 'sent' })
  })

  test('what waited in vain loses its words even where nobody sends mails any more', async () => {
    const { post, startUpkeep } = opened()
    const late = await post.send(directory.db, given({ until: clock().getTime() + minuteMs }))
    const waiting = await post.send(directory.db, given({ to: 'bob@two.example' }))
    clock.forward(2 * minuteMs)

    await startUpkeep()

    expect(await settled(late, done)).toMatchObject({
      state: 'failed',
      answer: 'too late: its time was over',
    })
    expect(await findMail(directory.db, waiting)).toMatchObject({ state: 'queued' })
    expect(await everything()).not.toContain('ann@')
  })

  test('what became of a mail is forgotten after 30 days', async () => {
    const { post, start, startUpkeep } = opened()
    await start()
    await startUpkeep()
    const old = await post.send(directory.db, given())
    await settled(old, done)
    clock.forward(31 * dayMs)

    await settled(await post.send(directory.db, given()), done)
    while ((await findMail(directory.db, old)) !== undefined) await pause(10)

    expect(await listMails(directory.db, { limit: 10 })).toHaveLength(1)
  })
})
