import { dayMs } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { noticeLetter, type Notice } from './accounts.letters.ts'
import type { Accounts } from './accounts.room.ts'
import type { User } from './accounts.store.ts'

/** After so long it is old news. */
const triedMs = 3 * dayMs

/**
 * Mails a user what happened to their account, where mails are sent: as part of the transaction in which it happens.
 *
 * @param address where it came from; null: the operator
 */
export async function notify(
  { post, clock }: Pick<Accounts, 'post' | 'clock'>,
  db: Db,
  { email, language }: Pick<User, 'email' | 'language'>,
  { notice, address }: { readonly notice: Notice; readonly address: string | null },
): Promise<void> {
  const at = clock()
  await post?.send(db, {
    kind: 'security_notice',
    to: email,
    language,
    letter: noticeLetter(language, { notice, at, address }),
    until: at.getTime() + triedMs,
  })
}
