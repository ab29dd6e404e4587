import type { ActivityType } from '@catalytics/contract/activity.ts'
import type { UserId } from '@catalytics/contract/ids.ts'
import { dayMs } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as members from '../members/members.ts'
import { noticeLetter, type Notice } from './users.letters.ts'
import type { Users } from './users.room.ts'
import type { User } from './users.store.ts'

/** After so long it is old news. */
const triedMs = 3 * dayMs

/**
 * Mails a user what happened to their account, where mails are sent: as part of the transaction in which it happens.
 *
 * @param address where it came from; null: the operator
 */
export async function notify(
  { post, clock }: Pick<Users, 'post' | 'clock'>,
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

export type Visitor = { readonly id: UserId; readonly email: string; readonly address: string }

/** Writes into the log of each contract of a user what they did with their own account. */
export async function recordEverywhere(
  { clock }: Pick<Users, 'clock'>,
  db: Db,
  { id, email, address }: Visitor,
  type: ActivityType,
): Promise<void> {
  for (const { number, role } of await members.membershipsOf({ db }, id))
    await activity.record({ db, clock }, number, { kind: 'user', id, address, name: email, role }, type, {})
}
