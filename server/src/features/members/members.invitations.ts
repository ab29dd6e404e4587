import { userId, type ContractId, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import {
  memberLimits,
  type CreateInvitation,
  type InvitationAnswer,
  type SentInvitation,
} from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { dayMs, isoInstant } from '../../lib/clock.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './members.invitations.store.ts'
import { invitationLetter } from './members.letters.ts'
import { requireRole } from './members.roles.ts'
import { byOperator, type Inviting, type Members } from './members.room.ts'
import { hasMember, membershipIn } from './members.store.ts'

/** How long an invitation that has expired is still shown. */
const keptMs = 30 * dayMs
const invitationMs = memberLimits.invitationSeconds * 1000

/**
 * Invites somebody: the link goes to their address, or into the answer where there is no mail server. Whether they have
 * an account already makes no difference that the inviter could see.
 *
 * @throws AppError `conflict` for a member, an address that is invited already, or too many invitations; `forbidden`
 *   for a role that only an account administrator may give
 * @param options `replace`: an invitation that the address has already gives way
 */
export async function invite(
  room: Inviting,
  actor: activity.Actor,
  contractId: ContractId,
  { email, role, language }: CreateInvitation,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<SentInvitation> {
  const contract = await contracts.requireContract(room, contractId)
  const id = `iv_${randomBase62(16)}`
  const now = room.clock().getTime()
  const expires_at = now + invitationMs
  const link = newLink(room)
  return await room.db.transaction().execute(async (tx) => {
    await requireMayGive(tx, actor, contractId, role)
    if (await hasMember(tx, contract.number, email)) throw taken('member_already')
    if (replace) {
      const waiting = await store.deleteInvitationOf(tx, contract.number, email)
      if (waiting !== null) await room.post?.cancel(tx, waiting)
    }
    await store.deleteExpired(tx, contract.number, { email, now, anybodyBefore: now - keptMs })
    if ((await store.countInvitations(tx, contract.number)) >= memberLimits.invitationsPerContract)
      throw new AppError('conflict', because('too_many_invitations'))
    const invited_by = inviterOf(actor)
    const facts = { contract: contract.name, invited_by, email, role, language, expires_at }
    const mail = await mailed(room, tx, facts, link.url)
    const row = { id, email, role, language, invited_by, created_at: now, sent_at: now, expires_at, mail }
    if (!(await store.insertInvitation(tx, contract.number, { ...row, hash: link.hash })))
      throw taken('invited_already')
    await note(room, tx, contract.number, actor, 'invitation_sent', row)
    return await sent(room, tx, contract.number, id, link.url)
  })
}

/** Pending ones, and those that expired lately; newest first. */
export async function listInvitations(room: Members, contractId: ContractId): Promise<InvitationAnswer[]> {
  const contract = await contracts.requireContract(room, contractId)
  const now = room.clock().getTime()
  return (await store.invitationsOf(room.db, contract.number)).map((row) => present(row, now))
}

/**
 * Sends an invitation once more, with a new link and a new end; the link that was sent before stops working.
 *
 * @throws AppError `not_found`; `too_many_requests` when it has just been sent; `forbidden` as {@link invite}
 */
export async function resendInvitation(
  room: Members,
  actor: activity.Actor,
  contractId: ContractId,
  id: string,
): Promise<SentInvitation> {
  const contract = await contracts.requireContract(room, contractId)
  const now = room.clock().getTime()
  const expires_at = now + invitationMs
  const link = newLink(room)
  return await room.db.transaction().execute(async (tx) => {
    const before = await store.invitationById(tx, contract.number, id)
    if (before === undefined) throw noSuchInvitation()
    await requireMayGive(tx, actor, contractId, before.role)
    const { resendSeconds } = memberLimits
    // Whoever gets the new link answers for it: what the operator's may, an administrator's may not.
    const invited_by = inviterOf(actor)
    const unlessSentAfter = now - resendSeconds * 1000
    const renewed = { hash: link.hash, invited_by, sent_at: now, expires_at, unlessSentAfter }
    if (!(await store.renewInvitation(tx, contract.number, id, renewed))) {
      throw new AppError('too_many_requests', because('invitation_just_sent'), {
        retryAfterSeconds: resendSeconds,
      })
    }
    if (before.mail !== null) await room.post?.cancel(tx, before.mail)
    const mail = await mailed(
      room,
      tx,
      { ...before, invited_by, contract: contract.name, expires_at },
      link.url,
    )
    await store.setInvitationMail(tx, contract.number, id, mail)
    await note(room, tx, contract.number, actor, 'invitation_resent', before)
    return await sent(room, tx, contract.number, id, link.url)
  })
}

/**
 * Takes an invitation back: its link stops working.
 *
 * @throws AppError `not_found`; `forbidden` as {@link invite}
 */
export async function deleteInvitation(
  room: Members,
  actor: activity.Actor,
  contractId: ContractId,
  id: string,
): Promise<void> {
  const contract = await contracts.requireContract(room, contractId)
  await room.db.transaction().execute(async (tx) => {
    const before = await store.invitationById(tx, contract.number, id)
    if (before === undefined) throw noSuchInvitation()
    await requireMayGive(tx, actor, contractId, before.role)
    if (!(await store.deleteInvitation(tx, contract.number, id))) throw noSuchInvitation()
    if (before.mail !== null) await room.post?.cancel(tx, before.mail)
    await note(room, tx, contract.number, actor, 'invitation_deleted', before)
  })
}

/** 256 random bits, kept as their hash only. In the fragment, so that they reach no server's log and no referrer. */
function newLink({ publicUrl }: Inviting): { readonly hash: string; readonly url: string } {
  const token = randomBase62(43)
  return { hash: digestOf(token), url: `${publicUrl}/invitation#${token}` }
}

function inviterOf(actor: activity.Actor): string {
  return actor.kind === 'user' ? (actor.name ?? actor.id) : byOperator
}

/** Who invites, acts on an invitation, or takes one back, may give the role that it gives. */
async function requireMayGive(
  tx: Db,
  actor: activity.Actor,
  contract: ContractId,
  role: Role,
): Promise<void> {
  if (actor.kind !== 'user') return
  const own = await membershipIn(tx, contract, userId.parse(actor.id))
  const permission = role === 'account_administrator' ? 'appoint_account_administrators' : 'manage_members'
  requireRole(actor, own?.role, permission)
}

type Letter = {
  readonly contract: string
  readonly invited_by: string
  readonly email: string
  readonly role: Role
  readonly language: Language
  readonly expires_at: number
}

/** Puts the invitation into the post; the mail's id, null where there is no post. */
async function mailed({ post }: Inviting, tx: Db, letter: Letter, link: string): Promise<string | null> {
  if (post === undefined) return null
  const { contract, email, role, language, expires_at } = letter
  const invitedBy = letter.invited_by === byOperator ? null : letter.invited_by
  const days = memberLimits.invitationSeconds / 86_400
  const words = invitationLetter(language, { contract, invitedBy, role, link, days })
  return await post.send(tx, { kind: 'invitation', to: email, language, letter: words, until: expires_at })
}

async function note(
  { clock }: Inviting,
  tx: Db,
  contract: ContractNumber,
  actor: activity.Actor,
  type: 'invitation_sent' | 'invitation_resent' | 'invitation_deleted',
  { id, email, role }: { readonly id: string; readonly email: string; readonly role: Role },
): Promise<void> {
  await activity.record({ db: tx, clock }, contract, actor, type, { invitation: id, email, role })
}

async function sent(
  { clock, post }: Inviting,
  tx: Db,
  contract: ContractNumber,
  id: string,
  link: string,
): Promise<SentInvitation> {
  const row = await store.invitationById(tx, contract, id)
  if (row === undefined) throw noSuchInvitation()
  return { ...present(row, clock().getTime()), link: post === undefined ? link : null }
}

function present(row: store.Invitation, now: number): InvitationAnswer {
  const { id, email, role, language, invited_by, created_at, sent_at, expires_at, mail, mail_answer } = row
  return {
    id,
    email,
    role,
    language,
    invited_by,
    created_at: isoInstant(created_at),
    sent_at: isoInstant(sent_at),
    expires_at: isoInstant(expires_at),
    state: expires_at > now ? 'pending' : 'expired',
    // A mail is forgotten after a while, and left out of backups: then nobody knows that it arrived.
    mail: mail === null ? 'none' : (row.mail_state ?? 'failed'),
    mail_answer,
  }
}

function noSuchInvitation(): AppError {
  return new AppError('not_found', because('no_such_invitation'))
}

function taken(why: 'member_already' | 'invited_already'): AppError {
  return new AppError('conflict', because(why), { field: 'email' })
}
