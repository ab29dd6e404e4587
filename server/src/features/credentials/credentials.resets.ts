import {
  credentialLimits,
  type ConfirmReset,
  type PasswordLink,
  type ResetLookAnswer,
} from '@catalytics/contract/credentials.ts'
import { email as emailSchema } from '@catalytics/contract/email.ts'
import type { UserId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { neighbourhood, plainAddress } from '../../lib/cidr.ts'
import { isoInstant } from '../../lib/clock.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import {
  resetLetter,
  notify,
  recordEverywhere,
  rememberOrigin,
  type Origin,
  holdPassword,
  proveEmail,
  userByEmail,
  userById,
} from '../users/users.ts'
import { hashNewPassword, passwordFor, requireGoodPassword } from './credentials.passwords.ts'
import { replacePassword } from './credentials.renewal.ts'
import * as links from './credentials.resets.store.ts'
import type { Credentials } from './credentials.room.ts'

/**
 * Takes the wish for a link to a new password. Nothing is looked up while the caller waits: the same words in the same
 * time, whether somebody has the address or not.
 *
 * @throws AppError `not_found` where no mail server is set, `too_many_requests` from an address that asks too often
 */
export async function requestReset(
  room: Credentials,
  { email }: { readonly email: string },
  from: Origin,
): Promise<void> {
  if (room.post === undefined) {
    throw new AppError('not_found', because('no_mail_here'))
  }
  const { addresses, users } = room.resetRequests
  const place = neighbourhood(from.address)
  const seconds = addresses.waitSeconds(place)
  if (seconds > 0)
    throw new AppError('too_many_requests', because('too_many_requests', { seconds }), {
      retryAfterSeconds: seconds,
    })
  addresses.add(place, -1)
  const address = emailSchema.safeParse(email)
  // What nobody can have is answered alike; whoever has had enough mails gets no more for a while.
  if (!address.success || users.waitSeconds(address.data) > 0) return
  users.add(address.data, -1)
  await room.queueReset(room.db, address.data)
}

/** Mails the link, if somebody has the address. */
export async function sendReset(
  room: Pick<Credentials, 'db' | 'clock' | 'publicUrl' | 'post'>,
  email: string,
): Promise<void> {
  const user = await userByEmail(room.db, email)
  if (user === undefined) return
  const { mailedLinkSeconds } = credentialLimits
  await room.db.transaction().execute(async (tx) => {
    const { link, until } = await makeLink(room, tx, user.id, { seconds: mailedLinkSeconds, mailed: true })
    const letter = resetLetter(user.language, { link, minutes: mailedLinkSeconds / 60 })
    const { language } = user
    await room.post?.send(tx, { kind: 'password_reset', to: user.email, language, letter, until })
  })
}

/** A link for the operator to hand on; those that were made before go on. */
export async function passwordLinkFor(
  room: Pick<Credentials, 'clock' | 'publicUrl'>,
  db: Db,
  user: UserId,
): Promise<PasswordLink> {
  const { link, until } = await makeLink(room, db, user, {
    seconds: credentialLimits.handedLinkSeconds,
    mailed: false,
  })
  return { link, expires_at: isoInstant(until) }
}

/** @throws AppError `not_found` when the link is none, was used, or has expired */
export async function lookAtReset(
  { db, clock }: Pick<Credentials, 'db' | 'clock'>,
  token: string,
): Promise<ResetLookAnswer> {
  const { user } = await openLink(db, token, clock().getTime())
  return { email: user.email, second_factor: user.second_factor }
}

/**
 * Gives the user of the link a new password. All their sessions end, and all their links. A link that came by mail proves
 * the address; the second factor stays, as a mailbox alone must not get around it.
 *
 * @throws AppError as {@link lookAtReset}; `invalid` naming the field `password` for one that is easy to guess
 */
export async function confirmReset(
  room: Credentials,
  { token, password }: ConfirmReset,
  from: Origin,
): Promise<void> {
  const now = room.clock().getTime()
  const { user, mailed } = await openLink(room.db, token, now)
  await requireGoodPassword(password, await passwordFor(room, user))
  const hashed = await hashNewPassword(room, password)
  await room.db.transaction().execute(async (tx) => {
    // Held first, so that of two links at the same time one works, and neither waits for the other.
    await holdPassword(tx, user)
    if (!(await links.deleteLink(tx, digestOf(token)))) throw noSuchLink()
    await replacePassword(tx, user.id, hashed, null)
    if (mailed) await proveEmail(tx, user.id, now)
    // Whoever is being attacked just now must not be held up where they have come with the link.
    await rememberOrigin(tx, user.id, from, now)
    const address = plainAddress(from.address)
    await notify(room, tx, user, { notice: 'password_changed', address })
    await recordEverywhere(room, tx, { ...user, address }, 'password_changed')
  })
}

async function makeLink(
  { clock, publicUrl }: Pick<Credentials, 'clock' | 'publicUrl'>,
  db: Db,
  user: UserId,
  { seconds, mailed }: { readonly seconds: number; readonly mailed: boolean },
) {
  const now = clock().getTime()
  const token = randomBase62(43)
  const until = now + seconds * 1000
  await links.deleteExpiredLinks(db, now)
  await links.insertLink(db, { hash: digestOf(token), user, expires_at: until, mailed: mailed ? 1 : 0 })
  // In the fragment, so that the token reaches no server's log.
  return { link: `${publicUrl}/reset#${token}`, until }
}

async function openLink(db: Db, token: string, now: number) {
  const link = await links.findLink(db, digestOf(token), now)
  const user = link && (await userById(db, link.user))
  if (user === undefined) throw noSuchLink()
  return { user, mailed: link?.mailed === true }
}

function noSuchLink(): AppError {
  return new AppError('not_found', because('link_ended'))
}
