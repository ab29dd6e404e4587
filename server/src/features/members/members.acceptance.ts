import type { ContractId, UserId } from '@catalytics/contract/ids.ts'
import type { AcceptInvitation, InvitationLookAnswer, JoinInvitation } from '@catalytics/contract/members.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import type { RequestOrigin } from '../../lib/principal.ts'
import { hasAccount } from '../../lib/refusals.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as store from './members.invitations.store.ts'
import { leaveMaker } from './members.roles.ts'
import { byOperator, type Members, type SignedIn } from './members.room.ts'
import { insertMembership, membershipIn } from './members.store.ts'

/**
 * What a link invites to; looking uses nothing up. Whether the address has an account is for its owner to know, who got
 * the link by mail: not for an administrator who has it from the answer to inviting.
 *
 * @throws AppError `not_found` for a link that never was, was used, was replaced, was taken back or has expired: the
 *   same words for all
 */
export async function lookAtInvitation(room: Members, token: string): Promise<InvitationLookAnswer> {
  const open = await requireOpen(room, token)
  const { contract_id, contract_name, email, role, language } = open
  return {
    contract: { id: contract_id, name: contract_name },
    email,
    role,
    language,
    has_account: isProof(open) ? await hasProvedAccount(room, email) : null,
  }
}

/** Null for an account that nobody has proved to be theirs: its owner may not even know of it. */
async function hasProvedAccount({ users }: Members, email: string): Promise<boolean | null> {
  const user = await users.find(email)
  if (user === undefined) return false
  return user.proved ? true : null
}

/**
 * Makes the invited person a user and a member, and signs them in. A link that came by mail proves the address. An
 * account that nobody has proved to be the address's owner's begins anew: what opened it ends. By an administrator's
 * link it may do so only if it is nothing but what an administrator of another contract made by theirs, and leaves that
 * contract: what anybody else gave to it, a link that says nothing of it does not touch.
 *
 * @throws AppError as {@link lookAtInvitation}; `conflict` when the address has an account that its owner has proved, or
 *   that must stay as it is: they sign in and join
 */
export async function acceptInvitation(
  room: Members,
  { token, name, password, language }: AcceptInvitation,
  from: RequestOrigin,
): Promise<{ readonly contract: ContractId; readonly session: string }> {
  const open = await requireOpen(room, token)
  const { email, contract_name: contract } = open
  // Without this somebody else's inbox would be enough to take an account over.
  if ((await room.users.find(email))?.proved === true) throw hasAccount()
  const given = { email, name, password, contract, language: language ?? open.language }
  const makeUser = await room.users.prepare(given)
  return await room.db.transaction().execute(async (tx) => {
    await consume(room, tx, open, token)
    const address = plainAddress(from.address)
    const { user, madeFor } = await makeUser(tx, { ...arrival(open), address })
    // An older link must not open what somebody has become here since, by other hands.
    if ((await membershipIn(tx, open.contract_id, user)) !== undefined) throw hasAccount()
    if (!isProof(open) && open.invited_by !== byOperator)
      await leaveMaker(room, tx, madeFor, { user, email, address })
    await join(room, tx, open, { user, address })
    return {
      contract: open.contract_id,
      session: await room.users.startSession(tx, { id: user, email }, from),
    }
  })
}

/**
 * Makes a user who is signed in a member. Who is one already keeps their role. With an account that nobody has proved to
 * be theirs they choose a new password, as whoever made it may know the old one.
 *
 * @throws AppError as {@link lookAtInvitation}; `forbidden` for an invitation to another address; `invalid` naming the
 *   field `password` where a new one is missing, or easy to guess
 */
export async function joinByInvitation(
  room: Members,
  user: SignedIn,
  { token, password }: JoinInvitation,
): Promise<ContractId> {
  const open = await requireOpen(room, token)
  if (open.email !== user.email) {
    throw new AppError('forbidden', because('invitation_not_yours'))
  }
  const renew = (await needsRenewal(room, user, open))
    ? await room.users.prepareRenewal(user, {
        password: password ?? missingPassword(),
        contract: open.contract_name,
      })
    : null
  await room.db.transaction().execute(async (tx) => {
    await consume(room, tx, open, token)
    await renew?.(tx, arrival(open))
    await join(room, tx, open, { user: user.id, address: user.address })
  })
  return open.contract_id
}

async function needsRenewal(room: Members, { id, email }: SignedIn, open: store.OpenInvitation) {
  const isProved = (await room.users.find(email))?.proved === true
  return !isProved && (await membershipIn(room.db, open.contract_id, id)) === undefined
}

function missingPassword(): never {
  throw new AppError('invalid', because('new_password_needed'), { field: 'password' })
}

/** Whether only the address's owner can have the link: it went there by mail, and was never shown. */
function isProof({ mail }: store.OpenInvitation): boolean {
  return mail !== null
}

function arrival(open: store.OpenInvitation) {
  return { proved: isProof(open), invitedBy: open.invited_by, contract: open.contract }
}

async function requireOpen(room: Members, token: string): Promise<store.OpenInvitation> {
  const open = await store.openInvitationByHash(room.db, digestOf(token), room.clock().getTime())
  if (open === undefined) throw noSuchLink()
  return open
}

/** Of all who use a link at the same time, one gets past here. */
async function consume(room: Members, tx: Db, open: store.OpenInvitation, token: string): Promise<void> {
  const now = room.clock().getTime()
  if (!(await store.consumeInvitation(tx, open.contract, digestOf(token), now))) throw noSuchLink()
  if (open.mail !== null) await room.post?.cancel(tx, open.mail)
}

async function join(
  { clock }: Members,
  tx: Db,
  { id, contract, contract_id, email, role }: store.OpenInvitation,
  { user, address }: { readonly user: UserId; readonly address: string },
): Promise<void> {
  const isNew = await insertMembership(tx, contract, { user, role, joined_at: clock().getTime() })
  const own = isNew ? role : (await membershipIn(tx, contract_id, user))?.role
  const actor = {
    kind: 'user',
    id: user,
    address: plainAddress(address),
    name: email,
    role: own ?? role,
  } as const
  const details = { invitation: id, email, role: own ?? role }
  await activity.record({ db: tx, clock }, contract, actor, 'invitation_accepted', details)
}

function noSuchLink(): AppError {
  return new AppError('not_found', because('invitation_ended'))
}
