import { z } from 'zod'
import { role } from '@catalytics/contract/accounts.ts'
import { supportCategory, supportDiagnostics } from '@catalytics/contract/help.ts'
import {
  contractId,
  supportRequestId,
  userId,
  type ContractNumber,
  type UserId,
} from '@catalytics/contract/ids.ts'
import { mailState } from '@catalytics/contract/mails.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { SupportRequestsTable } from '../../stores/directory/schema.ts'

/** Adds a request about a contract, or about none. */
export async function insertRequest(
  db: Db,
  contract: ContractNumber | null,
  request: Omit<SupportRequestsTable, 'contract'>,
): Promise<void> {
  await db
    .insertInto('support_requests')
    .values({ contract, ...request })
    .execute()
}

const requestRow = z
  .object({
    id: supportRequestId,
    created_at: z.number(),
    user: userId,
    email: z.string(),
    name: z.string(),
    contract_id: contractId.nullable(),
    contract_name: z.string().nullable(),
    role: role.nullable(),
    category: supportCategory,
    message: z.string(),
    diagnostics: z
      .string()
      .nullable()
      .transform((text) => (text === null ? null : supportDiagnostics.parse(JSON.parse(text)))),
    mail_state: mailState.nullable(),
    mail_answer: z.string().nullable(),
  })
  .readonly()
export type StoredRequest = z.infer<typeof requestRow>

/** All requests, newest first, with what became of their mails. */
export async function allRequests(db: Db): Promise<readonly StoredRequest[]> {
  const rows = await db
    .selectFrom('support_requests')
    .innerJoin('users', 'users.id', 'support_requests.user')
    .leftJoin('contracts', 'contracts.number', 'support_requests.contract')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.contract', '=', 'support_requests.contract')
        .onRef('memberships.user', '=', 'support_requests.user'),
    )
    .leftJoin('mails', 'mails.id', 'support_requests.mail')
    .select([
      'support_requests.id',
      'support_requests.created_at',
      'support_requests.user',
      'users.email',
      'users.name',
      'contracts.id as contract_id',
      'contracts.name as contract_name',
      'memberships.role',
      'support_requests.category',
      'support_requests.message',
      'support_requests.diagnostics',
      'mails.state as mail_state',
      'mails.answer as mail_answer',
    ])
    .orderBy('support_requests.created_at', 'desc')
    .orderBy('support_requests.id')
    .limit(1000)
    .execute()
  return rows.map((row) => requestRow.parse(row))
}

/** The mail of a request that is taken away; undefined without such a request. */
export async function deleteRequest(
  db: Db,
  id: string,
): Promise<{ readonly mail: string | null } | undefined> {
  return await db.deleteFrom('support_requests').where('id', '=', id).returning('mail').executeTakeFirst()
}

export async function deleteRequestsBefore(db: Db, time: number): Promise<void> {
  await db.deleteFrom('support_requests').where('created_at', '<', time).execute()
}

/** How many requests a user has made since `time`. */
export async function countRequests(db: Db, user: UserId, time: number): Promise<number> {
  const row = await db
    .selectFrom('support_requests')
    .select((request) => request.fn.countAll().as('count'))
    .where('user', '=', user)
    .where('created_at', '>', time)
    .executeTakeFirstOrThrow()
  return z.coerce.number().parse(row.count)
}
