import type { SecondFactorSignIn } from '@catalytics/contract/accounts.ts'
import type { CurrentPassword, NewSecondFactor, RecoveryCodes } from '@catalytics/contract/credentials.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as users from '../users/users.ts'
import type { AttemptFrom, Origin, User, Visitor } from '../users/users.ts'
import { newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from './credentials.codes.ts'
import { passwordFor, requireGoodPassword } from './credentials.passwords.ts'
import { requireOwnPassword, throttled } from './credentials.proof.ts'
import { forgetSecondFactor } from './credentials.renewal.ts'
import type { Credentials } from './credentials.room.ts'
import * as factors from './credentials.second-factor.store.ts'

const ticketSeconds = 300
const triesPerTicket = 5

/** What stands for a password that was right, until the code follows. */
export async function makeTicket({ clock }: Pick<Credentials, 'clock'>, db: Db, user: User): Promise<string> {
  const ticket = randomBase62(43)
  const now = clock().getTime()
  const expires_at = now + ticketSeconds * 1000
  const row = { hash: digestOf(ticket), user: user.id, expires_at, tries_left: triesPerTicket }
  await factors.insertTicket(db, row, now)
  return ticket
}

/**
 * Lets in whoever has shown their password and now shows a code.
 *
 * @param enter what follows a right code, in the same transaction
 * @throws AppError `unauthorized`; `gone` when the ticket has ended: then the password is asked for again;
 *   `too_many_requests` after too many wrong codes
 */
export async function requireCode<Entered>(
  room: Credentials,
  { ticket, code }: SecondFactorSignIn,
  from: Origin,
  enter: (tx: Db, user: User) => Promise<Entered>,
): Promise<Entered> {
  const hash = digestOf(ticket)
  const id = await factors.tryTicket(room.db, hash, room.clock().getTime())
  const user = id === undefined ? undefined : await users.userById(room.db, id)
  if (user === undefined) throw ticketEnded()
  const attempt = await takeTry(room, user, from)
  const entered = await room.db.transaction().execute(async (tx) => {
    if (!(await users.holdPassword(tx, user))) throw ticketEnded()
    if (!(await takeCode(room, tx, user, code, from))) return null
    if (!(await factors.deleteTicket(tx, hash))) throw ticketEnded()
    return { as: await enter(tx, user) }
  })
  if (entered === null) {
    room.failures.note({ ...user, reason: 'wrong_code', address: plainAddress(from.address) })
    throw new AppError('unauthorized', because('wrong_code'))
  }
  room.codeAttempts.giveBack(user.email, attempt)
  return entered.as
}

/** Begins to set a second factor up; an authenticator that is in use goes on until the new one is confirmed. */
export async function beginSecondFactor(
  room: Credentials,
  who: Visitor,
  { current_password }: CurrentPassword,
  from: Origin,
): Promise<NewSecondFactor> {
  const user = await requireOwnPassword(room, who, current_password, from)
  const secret = newSecret()
  await users.setPendingSecret(room.db, user.id, room.sealing.seal(secret, user.id))
  return { secret, uri: uriOf(secret, user.email) }
}

/**
 * Puts the second factor in use, when a code shows that the authenticator has it; gives new recovery codes.
 *
 * @throws AppError `invalid` naming the field `code`, `conflict` when nothing was begun
 */
export async function confirmSecondFactor(
  room: Credentials,
  who: Visitor,
  { code }: { readonly code: string },
): Promise<RecoveryCodes> {
  const user = await users.userById(room.db, who.id)
  const sealed = user?.totp_pending
  if (user === undefined || sealed === null || sealed === undefined) throw nothingBegun()
  const step = stepOf(room.sealing.open(sealed, who.id), plainCode(code), room.clock())
  if (step === null) {
    throw new AppError('invalid', because('wrong_first_code'), { field: 'code' })
  }
  return await room.db.transaction().execute(async (tx) => {
    if (!(await users.confirmSecret(tx, who.id, sealed, step))) throw nothingBegun()
    const codes = await giveCodes(tx, who)
    await users.notify(room, tx, user, { notice: 'second_factor_added', address: who.address })
    await users.recordEverywhere(room, tx, who, 'second_factor_added')
    return codes
  })
}

/** New recovery codes; the old ones end. @throws AppError `conflict` without a second factor */
export async function renewRecoveryCodes(
  room: Credentials,
  who: Visitor,
  { current_password }: CurrentPassword,
  from: Origin,
): Promise<RecoveryCodes> {
  const user = await requireOwnPassword(room, who, current_password, from)
  if (!user.second_factor) throw new AppError('conflict', because('no_second_factor'))
  return await room.db.transaction().execute(async (tx) => {
    const codes = await giveCodes(tx, who)
    await users.recordEverywhere(room, tx, who, 'recovery_codes_made')
    return codes
  })
}

/** @throws AppError `invalid` for a password that is too weak to stand alone: it has to be changed first */
export async function removeSecondFactor(
  room: Credentials,
  who: Visitor,
  { current_password }: CurrentPassword,
  from: Origin,
): Promise<void> {
  const user = await requireOwnPassword(room, who, current_password, from)
  const whose = { ...(await passwordFor(room, user)), secondFactor: false }
  await requireGoodPassword(current_password, whose, 'current_password')
  await room.db.transaction().execute(async (tx) => {
    await forgetSecondFactor(tx, user.id)
    if (!user.second_factor) return
    await users.notify(room, tx, user, { notice: 'second_factor_removed', address: who.address })
    await users.recordEverywhere(room, tx, who, 'second_factor_removed')
  })
}

async function giveCodes(db: Db, { id }: Visitor): Promise<RecoveryCodes> {
  const recovery_codes = newRecoveryCodes()
  const hashes = recovery_codes.map((code) => digestOf(plainCode(code)))
  await factors.replaceCodes(db, id, hashes)
  return { recovery_codes }
}

/** Takes a code of the authenticator, or a recovery code: each once. */
async function takeCode(
  room: Credentials,
  db: Db,
  user: User,
  typed: string,
  from: Origin,
): Promise<boolean> {
  const code = plainCode(typed)
  if (/^\d{6}$/.test(code)) {
    if (user.totp_secret === null) return false
    const step = stepOf(room.sealing.open(user.totp_secret, user.id), code, room.clock())
    return step !== null && (await users.takeStep(db, user.id, step))
  }
  if (!(await factors.takeCode(db, user.id, digestOf(code)))) return false
  const address = plainAddress(from.address)
  await users.notify(room, db, user, { notice: 'recovery_code_used', address })
  await users.recordEverywhere(room, db, { ...user, address }, 'recovery_code_used')
  return true
}

/** Six digits are soon guessed by whoever has the password: what strangers try is counted over all their addresses. */
async function takeTry(room: Credentials, { email }: User, from: Origin): Promise<AttemptFrom> {
  const attempt = { ...(await users.attemptFrom(room.db, email, from)), isKnownAddress: false }
  const seconds = room.codeAttempts.take(email, attempt)
  if (seconds > 0) throw throttled(seconds)
  return attempt
}

function ticketEnded(): AppError {
  return new AppError('gone', because('sign_in_ended'))
}

function nothingBegun(): AppError {
  return new AppError('conflict', because('no_second_factor_begun'))
}
