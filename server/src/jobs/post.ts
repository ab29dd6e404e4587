import { z } from 'zod'
import { language, type Language } from '@catalytics/contract/languages.ts'
import type { MailAnswer, MailKind, MailQuery } from '@catalytics/contract/mails.ts'
import { dayMs, hourMs, isoInstant, isoInstantOrNull, type Clock } from '../lib/clock.ts'
import { timeOrderedId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Sealing } from '../lib/sealing.ts'
import type { Db } from '../stores/directory/directory.ts'
import type { Letter, Rendered } from '../stores/mail/letter.ts'
import type { MailFault } from '../stores/mail/mail-error.ts'
import type { Mail } from '../stores/mail/mail.ts'
import type { Post } from '../stores/mail/post.ts'
import { defineJob, type Job, type Jobs, type StoredJob } from './jobs.ts'
import * as store from './post.store.ts'

type Deps = {
  readonly db: Db
  readonly clock: Clock
  readonly log: Pick<Log, 'error'>
  /** Links and addresses of mails that wait are for nobody who reads the store. */
  readonly sealing: Sealing
  readonly jobs: Pick<Jobs, 'enqueue'>
  readonly render: (letter: Letter, language: Language) => Rendered
  /** @returns what the server said */
  readonly send: (mail: Mail, at: Date, signal: AbortSignal) => Promise<string>
  /** What a failure of `send` was; undefined when it was not one of the mail server. */
  readonly faultOf: (error: unknown) => { readonly kind: MailFault; readonly message: string } | undefined
}

const input = z.object({ mail: z.uuid() })
type Queued = z.infer<typeof input>

/** What somebody waits for who cannot get in, or must learn of at once: not behind what others send. */
const signInMails: ReadonlySet<MailKind> = new Set(['password_reset', 'security_notice'])
const content = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  language,
  replyTo: z.string().optional(),
})

/** The answer where the seal could not be opened. */
const unreadable = 'it was sealed with another SECRET_KEY'

/** How long it is known what became of a mail. */
const keptMs = 30 * dayMs

/** Letters on their way: queued in the directory store, so that a restart loses none, and sent by a job. */
export function openPost(deps: Deps): { readonly post: Post; readonly jobs: readonly Job<Queued>[] } {
  async function deliver(id: string, signal: AbortSignal): Promise<void> {
    const mail = await store.queuedMailById(deps.db, id)
    // Taken back, or done by a process that died before it could say so.
    if (mail === undefined) return
    const attempts = mail.attempts + 1
    const close = (state: 'sent' | 'failed', answer: string) =>
      store.closeMail(deps.db, id, { state, attempts, answer, done_at: deps.clock().getTime() })
    if (mail.until_at <= deps.clock().getTime()) return close('failed', store.tooLate)
    const opened = openedContent(id, mail.content)
    if (opened === undefined) return close('failed', unreadable)
    try {
      await close('sent', await deps.send({ id, ...opened }, deps.clock(), signal))
    } catch (error) {
      const fault = deps.faultOf(error)
      if (fault === undefined) throw error
      const nextAt = deps.clock().getTime() + backOffMs(attempts)
      if (fault.kind === 'refused' || nextAt >= mail.until_at) return close('failed', fault.message)
      await store.noteAttempt(deps.db, id, fault.message)
      throw error
    }
  }

  /** What was sealed with another key stays unreadable however often it is tried. */
  function openedContent(id: string, sealed: string): z.infer<typeof content> | undefined {
    try {
      return content.parse(JSON.parse(deps.sealing.open(sealed, id)))
    } catch {
      deps.log.error({ mail: id }, `a queued mail is given up: ${unreadable}`)
      return undefined
    }
  }

  const jobOf = (kind: string) =>
    defineJob({
      kind,
      input,
      key: ({ mail }) => mail,
      // A mail server that hangs must not hold up an export.
      ownWorkers: true,
      backOffMs,
      run: ({ mail }, signal) => deliver(mail, signal),
    })
  const signIn = jobOf('mail.sign-in')
  const others = jobOf('mail')
  const post: Post = {
    async send(db, { kind, to, language: tongue, letter, until }) {
      const id = timeOrderedId()
      const written = { to, language: tongue, replyTo: letter.answerTo, ...deps.render(letter, tongue) }
      await store.insertMail(db, {
        id,
        kind,
        state: 'queued',
        attempts: 0,
        content: deps.sealing.seal(JSON.stringify(written), id),
        answer: null,
        created_at: deps.clock().getTime(),
        until_at: until,
        done_at: null,
      })
      await deps.jobs.enqueue(db, signInMails.has(kind) ? signIn : others, { mail: id })
      return id
    },
    cancel: (db, id) => store.removeQueuedMail(db, id),
  }
  return { post, jobs: [signIn, others] }
}

/** Soon at first, because somebody waits for it; then less and less often, for as long as the mail is of use. */
function backOffMs(attempts: number): number {
  const minutes = [0.25, 1, 5, 15, 30]
  return 60_000 * (minutes[attempts - 1] ?? 60)
}

/**
 * Takes away what is of no use any more: the words of mails that waited in vain, where no mail server is set any more
 * for one, and what became of old ones.
 */
export function postUpkeep({ db, clock }: Pick<Deps, 'db' | 'clock'>): StoredJob {
  return defineJob({
    kind: 'mail.upkeep',
    everyMs: hourMs,
    async run() {
      const now = clock().getTime()
      await store.closeOverdue(db, now)
      await store.removeMailsDoneBefore(db, now - keptMs)
    },
  })
}

/** The latest mails, newest first. */
export async function listMails(db: Db, query: MailQuery): Promise<MailAnswer[]> {
  const mails = await store.latestMails(db, query)
  return mails.map(shown)
}

export async function findMail(db: Db, id: string): Promise<MailAnswer | undefined> {
  const mail = await store.mailById(db, id)
  return mail === undefined ? undefined : shown(mail)
}

function shown({ created_at, until_at, done_at, ...mail }: store.StoredMail): MailAnswer {
  return {
    ...mail,
    created_at: isoInstant(created_at),
    until: isoInstant(until_at),
    done_at: isoInstantOrNull(done_at),
  }
}
