import type { Language } from '@catalytics/contract/languages.ts'
import type { MailAnswer, MailQuery } from '@catalytics/contract/mails.ts'
import { minuteMs, type Clock } from '../../lib/clock.ts'
import { OperatorError } from '../../lib/errors.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'
import { testLetter } from './installation.letters.ts'

/** The mails of the installation; the queue is handed in. */
export type Mails = {
  readonly db: Db
  readonly clock: Clock
  readonly publicUrl: string
  readonly post: Post | undefined
  readonly list: (query: MailQuery) => Promise<MailAnswer[]>
  readonly find: (id: string) => Promise<MailAnswer | undefined>
}

/** Long enough to see two attempts, short enough to have an answer soon. */
const testForMs = 2 * minuteMs

/**
 * Queues a mail that shows whether mails arrive.
 *
 * @throws AppError `conflict` where no mail server is set
 */
export async function sendTest(
  mails: Mails,
  { to, language }: { readonly to: string; readonly language: Language },
): Promise<MailAnswer> {
  if (mails.post === undefined)
    throw new OperatorError(
      'conflict',
      'No mail server is set. Set SMTP_URL and MAIL_FROM, and start the server again.',
    )
  const letter = testLetter(language, mails.publicUrl)
  const until = mails.clock().getTime() + testForMs
  return showMail(mails, await mails.post.send(mails.db, { kind: 'test', to, language, letter, until }))
}

/** @throws AppError `not_found` */
export async function showMail(mails: Mails, id: string): Promise<MailAnswer> {
  const found = await mails.find(id)
  if (found === undefined)
    throw new OperatorError('not_found', 'There is no such mail; done ones are forgotten after 30 days.')
  return found
}
