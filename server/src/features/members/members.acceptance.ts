import type { ContractId, UserId } from '@catalytics/contract/ids.ts'
import type { AcceptInvitation, InvitationLookAnswer } from '@catalytics/contract/members.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as store from './members.invitations.store.ts'
import type { Members, Origin } from './members.room.ts'
import { insertMembership, membershipIn } from './members.store.ts'

/**
 * What a link invites to; looking uses nothing up.
 *
 * @throws AppError `not_found` for a link that never was, was used, was replaced, was taken back or has expired: the
 *   same words for all
 */
export async function lookAtInvitation(room: Members, token: string): Promise<InvitationLookAnswer> {
  const { contract_id, contract_name, email, role, language } = await requireOpen(room, token)
  const user = await room.users.find(email)
  return {
    contract: { id: contract_id, name: contract_name },
    email,
    role,
    language,
    has_account: user !== undefined,
  }
}

/**
 * Makes the invited person a user and a member, and signs them in. Whoever has the link has the mailbox, so the address
 * needs no other proof.
 *
 * @throws AppError as {@link lookAtInvitation}; `conflict` when the address has an account: its owner signs in and joins
 */
export async function acceptInvitation(
  room: Members,
  { token, name, password, language }: AcceptInvitation,
  from: Origin,
): Promise<{ readonly contract: ContractId; readonly session: string }> {
  const open = await requireOpen(room, token)
  const { email, contract_name: contract } = open
  // Without this somebody else's inbox would be enough to take an account over.
  if ((await room.users.find(email)) !== undefined) throw hasAccount()
  const given = { email, name, password, contract, language: language ?? open.language }
  const makeUser = await room.users.prepare(given)
  return await room.db.transaction().execute(async (tx) => {
    await consume(room, tx, open, token)
    const user = await makeUser(tx)
    await join(room, tx, open, { user, address: from.address })
    return {
      contract: open.contract_id,
      session: await room.users.startSession(tx, { id: user, email }, from),
    }
  })
}

/**
 * Makes a user who is signed in a member. Who is one already keeps their role.
 *
 * @throws AppError as {@link lookAtInvitation}; `forbidden` for an invitation to another address
 */
export async function joinByInvitation(
  room: Members,
  user: { readonly id: UserId; readonly email: string; readonly address: string },
  token: string,
): Promise<ContractId> {
  const open = await requireOpen(room, token)
  if (open.email !== user.email) {
    const message = `This invitation is for ${open.email}. Sign in with that address.`
    throw new AppError('forbidden', message)
  }
  await room.db.transaction().execute(async (tx) => {
    await consume(room, tx, open, token)
    await join(room, tx, open, { user: user.id, address: user.address })
  })
  return open.contract_id
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
  return new AppError(
    'not_found',
    'This invitation does not work any more, or never did. Ask whoever invited you for a new one.',
  )
}

function hasAccount(): AppError {
  return new AppError('conflict', 'This address has an account already. Sign in with it, then join.', {
    field: 'token',
  })
}
