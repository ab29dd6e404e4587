import { z } from 'zod'
import { role } from '@catalytics/contract/accounts.ts'
import { contractId, contractNumber, invitationId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { language } from '@catalytics/contract/languages.ts'
import { mailState } from '@catalytics/contract/mails.ts'
import type { Db } from '../../stores/directory/directory.ts'

const invitationRow = z
  .object({
    id: invitationId,
    email: z.string(),
    role,
    language,
    invited_by: z.string(),
    created_at: z.number(),
    sent_at: z.number(),
    expires_at: z.number(),
    mail: z.string().nullable(),
    /** What became of its mail; null where there is none, or it is forgotten. */
    mail_state: mailState.nullable(),
    mail_answer: z.string().nullable(),
  })
  .readonly()

/** An invitation as it is stored, with what became of its mail. */
export type Invitation = z.infer<typeof invitationRow>

type NewInvitation = Omit<Invitation, 'mail_state' | 'mail_answer'> & {
  /** SHA-256 of the token in the link. */
  readonly hash: string
}

/** Adds an invitation; false when the address has one in this contract. */
export async function insertInvitation(
  db: Db,
  contract: ContractNumber,
  invitation: NewInvitation,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('invitations')
    .values({ contract, ...invitation })
    .onConflict((conflict) => conflict.columns(['contract', 'email']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Newest first. */
export async function invitationsOf(db: Db, contract: ContractNumber): Promise<readonly Invitation[]> {
  const rows = await invitations(db)
    .where('invitations.contract', '=', contract)
    .orderBy('invitations.created_at', 'desc')
    .orderBy('invitations.id')
    .execute()
  return rows.map((row) => invitationRow.parse(row))
}

export async function invitationById(
  db: Db,
  contract: ContractNumber,
  id: string,
): Promise<Invitation | undefined> {
  const row = await invitations(db)
    .where('invitations.contract', '=', contract)
    .where('invitations.id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : invitationRow.parse(row)
}

/**
 * Gives an invitation a new link: whatever was sent before stops working. False when it is gone, or when it was sent
 * after `unlessSentAfter`.
 */
export async function renewInvitation(
  db: Db,
  contract: ContractNumber,
  id: string,
  link: {
    readonly hash: string
    readonly invited_by: string
    readonly sent_at: number
    readonly expires_at: number
    readonly unlessSentAfter: number
  },
): Promise<boolean> {
  const { unlessSentAfter, ...changed } = link
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set(changed)
    .where('contract', '=', contract)
    .where('id', '=', id)
    .where('sent_at', '<=', unlessSentAfter)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function setInvitationMail(
  db: Db,
  contract: ContractNumber,
  id: string,
  mail: string | null,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ mail })
    .where('contract', '=', contract)
    .where('id', '=', id)
    .execute()
}

export async function deleteInvitation(db: Db, contract: ContractNumber, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('contract', '=', contract)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Takes an invitation of an address away, pending or not; the mail that waits with it. */
export async function deleteInvitationOf(
  db: Db,
  contract: ContractNumber,
  email: string,
): Promise<string | null> {
  const row = await db
    .deleteFrom('invitations')
    .where('contract', '=', contract)
    .where('email', '=', email)
    .returning('mail')
    .executeTakeFirst()
  return row?.mail ?? null
}

/** Makes room: takes away the expired invitation of an address, and all that expired long ago. */
export async function deleteExpired(
  db: Db,
  contract: ContractNumber,
  {
    email,
    now,
    anybodyBefore,
  }: { readonly email: string; readonly now: number; readonly anybodyBefore: number },
): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('contract', '=', contract)
    .where((invitation) =>
      invitation.or([
        invitation('expires_at', '<=', anybodyBefore),
        invitation.and([invitation('email', '=', email), invitation('expires_at', '<=', now)]),
      ]),
    )
    .execute()
}

export async function countInvitations(db: Db, contract: ContractNumber): Promise<number> {
  const row = await db
    .selectFrom('invitations')
    .select((column) => column.fn.countAll().as('count'))
    .where('contract', '=', contract)
    .executeTakeFirstOrThrow()
  return z.coerce.number().parse(row.count)
}

const openInvitation = z
  .object({
    id: invitationId,
    contract: contractNumber,
    contract_id: contractId,
    contract_name: z.string(),
    email: z.string(),
    role,
    language,
    invited_by: z.string(),
    mail: z.string().nullable(),
  })
  .readonly()

/** An invitation as whoever holds its link sees it. */
export type OpenInvitation = z.infer<typeof openInvitation>

/** The invitation of a link that works at `now`. */
export async function openInvitationByHash(
  db: Db,
  hash: string,
  now: number,
): Promise<OpenInvitation | undefined> {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('contracts', 'contracts.number', 'invitations.contract')
    .select([
      'invitations.id',
      'invitations.contract',
      'contracts.id as contract_id',
      'contracts.name as contract_name',
      'invitations.email',
      'invitations.role',
      'invitations.language',
      'invitations.invited_by',
      'invitations.mail',
    ])
    .where('invitations.hash', '=', hash)
    .where('invitations.expires_at', '>', now)
    .executeTakeFirst()
  return row === undefined ? undefined : openInvitation.parse(row)
}

/** Uses a link up: of all who try at the same time, one gets true. */
export async function consumeInvitation(
  db: Db,
  contract: ContractNumber,
  hash: string,
  now: number,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('contract', '=', contract)
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

function invitations(db: Db) {
  return db
    .selectFrom('invitations')
    .leftJoin('mails', 'mails.id', 'invitations.mail')
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.role',
      'invitations.language',
      'invitations.invited_by',
      'invitations.created_at',
      'invitations.sent_at',
      'invitations.expires_at',
      'invitations.mail',
      'mails.state as mail_state',
      'mails.answer as mail_answer',
    ])
}
