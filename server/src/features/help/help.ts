import {
  supportLimits,
  type CreateSupportRequest,
  type SupportRequest,
  type SupportRequestAnswer,
} from '@catalytics/contract/help.ts'
import { supportRequestId, type UserId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { dayMs, isoInstant, minuteMs, type Clock } from '../../lib/clock.ts'
import { AppError, OperatorError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import { withoutSecrets } from '../../lib/redaction.ts'
import { noSuchContract } from '../../lib/refusals.ts'
import type { Db, Directory } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as members from '../members/members.ts'
import { supportLetter } from './help.letters.ts'
import * as store from './help.store.ts'

export type Help = {
  readonly db: Directory['db']
  readonly clock: Clock
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
  /** Where the operator wants requests; undefined: they wait in the list. */
  readonly supportEmail: string | undefined
}

/** Whoever asks. */
type Asker = {
  readonly id: UserId
  readonly email: string
  readonly name: string
  readonly address: string
}

const keptMs = supportLimits.keptDays * dayMs

/**
 * Keeps a request for the operator, and sends it where there is an address and a mail server: for as long as it is
 * kept, so that a mail server that is down loses none. Secrets in the message are blanked.
 *
 * @throws AppError `not_found` for a contract that is not one's own, `too_many_requests`
 */
export async function askSupport(
  { db, clock, post, supportEmail }: Help,
  asker: Asker,
  { category, diagnostics, ...input }: CreateSupportRequest,
): Promise<SupportRequestAnswer> {
  const now = clock().getTime()
  const id = supportRequestId.parse(`sr_${randomBase62(16)}`)
  const message = withoutSecrets(input.message)
  const own = input.contract === undefined ? undefined : await ownContract(db, asker.id, input.contract)
  await db.transaction().execute(async (tx) => {
    if ((await store.countRequests(tx, asker.id, now - 60 * minuteMs)) >= supportLimits.perHour)
      throw tooMany()
    const contract = own === undefined ? null : { id: own.id, name: own.name, role: own.role }
    const letter = supportLetter({ ...asker, id, contract, category, message, diagnostics })
    const mail = { kind: 'support_request', language: 'en', letter, until: now + keptMs } as const
    await store.insertRequest(tx, own?.number ?? null, {
      id,
      user: asker.id,
      category,
      message,
      diagnostics: diagnostics === undefined ? null : JSON.stringify(diagnostics),
      created_at: now,
      mail:
        supportEmail === undefined ? null : ((await post?.send(tx, { ...mail, to: supportEmail })) ?? null),
    })
    if (own === undefined) return
    const { email: name, address } = asker
    const actor = { kind: 'user', id: asker.id, address, name, role: own.role } as const
    await activity.record({ db: tx, clock }, own.number, actor, 'support_requested', {
      request: id,
      category,
    })
  })
  return { id, sent: supportEmail === undefined || post === undefined ? 'kept' : 'queued' }
}

/** What is kept, newest first: for the operator. */
export async function listSupportRequests({ db }: Pick<Help, 'db'>): Promise<SupportRequest[]> {
  return (await store.allRequests(db)).map(present)
}

/** Takes a request away that is settled. @throws AppError `not_found` */
export async function removeSupportRequest(
  { db, post }: Pick<Help, 'db' | 'post'>,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const removed = await store.deleteRequest(tx, id)
    if (removed === undefined) throw new OperatorError('not_found', 'There is no such support request.')
    if (removed.mail !== null) await post?.cancel(tx, removed.mail)
  })
}

/** Takes those away that have been kept for as long as was said. */
export async function removeOldRequests({ db, clock }: Pick<Help, 'db' | 'clock'>): Promise<void> {
  await store.deleteRequestsBefore(db, clock().getTime() - keptMs)
}

async function ownContract(db: Db, user: UserId, id: NonNullable<CreateSupportRequest['contract']>) {
  const membership = await members.roleOf({ db }, id, user)
  if (membership === undefined) throw noSuchContract()
  const { name } = await contracts.requireContract({ db }, id)
  return { ...membership, name }
}

function tooMany(): AppError {
  const message = `That is ${supportLimits.perHour} requests within an hour. They have all been kept; try again later.`
  return new AppError('too_many_requests', message, {
    because: because('too_many_support_requests'),
    retryAfterSeconds: 3600,
  })
}

function present(row: store.StoredRequest): SupportRequest {
  const { contract_id, contract_name, mail_state } = row
  return {
    id: row.id,
    created_at: isoInstant(row.created_at),
    email: row.email,
    name: row.name,
    contract:
      contract_id === null || contract_name === null ? null : { id: contract_id, name: contract_name },
    role: row.role,
    category: row.category,
    message: row.message,
    diagnostics: row.diagnostics,
    mail: mail_state ?? 'none',
    mail_answer: row.mail_answer,
  }
}
