import { z } from 'zod'
import { mailKind, mailState, type MailQuery } from '@catalytics/contract/mails.ts'
import type { Db } from '../stores/directory/directory.ts'
import type { MailsTable } from '../stores/directory/schema.ts'

const storedMail = z.object({
  id: z.string(),
  kind: mailKind,
  state: mailState,
  attempts: z.number(),
  answer: z.string().nullable(),
  created_at: z.number(),
  until_at: z.number(),
  done_at: z.number().nullable(),
})
export type StoredMail = z.infer<typeof storedMail>
const columns = ['id', 'kind', 'state', 'attempts', 'answer', 'created_at', 'until_at', 'done_at'] as const

export async function insertMail(db: Db, mail: MailsTable): Promise<void> {
  await db.insertInto('mails').values(mail).execute()
}

export async function mailById(db: Db, id: string): Promise<StoredMail | undefined> {
  const row = await db.selectFrom('mails').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : storedMail.parse(row)
}

/** Newest first: ids are ordered by time. */
export async function latestMails(db: Db, { state, limit }: MailQuery): Promise<StoredMail[]> {
  let select = db.selectFrom('mails').select(columns)
  if (state !== undefined) select = select.where('state', '=', state)
  const rows = await select.orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => storedMail.parse(row))
}

const queuedMail = z.object({ attempts: z.number(), until_at: z.number(), content: z.string() })

/** A mail that has still to leave. */
export async function queuedMailById(db: Db, id: string): Promise<z.infer<typeof queuedMail> | undefined> {
  const row = await db
    .selectFrom('mails')
    .select(['attempts', 'until_at', 'content'])
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row === undefined ? undefined : queuedMail.parse(row)
}

/** It did not leave this time, and is tried again. */
export async function noteAttempt(db: Db, id: string, answer: string): Promise<void> {
  await db
    .updateTable('mails')
    .set((column) => ({ attempts: column('attempts', '+', 1), answer }))
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

/** What became of it; its words and its recipient go. */
export async function closeMail(
  db: Db,
  id: string,
  end: {
    readonly state: 'sent' | 'failed'
    readonly attempts: number
    readonly answer: string | null
    readonly done_at: number
  },
): Promise<void> {
  await db
    .updateTable('mails')
    .set({ ...end, content: null })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

export async function removeQueuedMail(db: Db, id: string): Promise<void> {
  await db.deleteFrom('mails').where('id', '=', id).where('state', '=', 'queued').execute()
}

/** Closes what waited in vain, and takes its words and its recipient away. */
export async function closeOverdue(db: Db, now: number): Promise<void> {
  await db
    .updateTable('mails')
    .set((mail) => ({
      state: 'failed',
      content: null,
      answer: mail.fn.coalesce('answer', mail.val(tooLate)),
      done_at: now,
    }))
    .where('state', '=', 'queued')
    .where('until_at', '<=', now)
    .execute()
}

/** The answer where there was none. */
export const tooLate = 'too late: its time was over'

export async function removeMailsDoneBefore(db: Db, time: number): Promise<void> {
  await db.deleteFrom('mails').where('done_at', '<', time).execute()
}
