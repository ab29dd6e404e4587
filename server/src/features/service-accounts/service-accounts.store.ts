import { z } from 'zod'
import {
  clientId,
  contractNumber,
  passwordId,
  type ClientId,
  type ContractNumber,
} from '@catalytics/contract/ids.ts'
import { scope } from '@catalytics/contract/scopes.ts'
import { segment } from '@catalytics/contract/segments.ts'
import { passwordKind } from '@catalytics/contract/service-accounts.ts'
import { hasCode } from '../../lib/error-codes.ts'
import { flag, jsonList } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'

export const accountFields = {
  client_id: clientId,
  contract: contractNumber,
  name: z.string(),
  owner: z.string(),
  scopes: jsonList(scope),
  segments: jsonList(segment),
  networks: jsonList(z.string()),
  expires_at: z.number().nullable(),
  enabled: flag,
  created_at: z.number(),
  created_by: z.string(),
  last_used_at: z.number().nullable(),
  password_salt: z.string(),
}
const accountRow = z.object(accountFields).readonly()

/** A service account as it is stored. */
export type ServiceAccount = z.infer<typeof accountRow>

/** Adds an account; false when the contract has one of that name. */
export async function insertAccount(
  db: Db,
  contract: ContractNumber,
  account: Omit<ServiceAccount, 'contract'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('service_accounts')
    .values({ contract, ...toRow(account) })
    .onConflict((conflict) => conflict.columns(['contract', 'name']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function accountById(
  db: Db,
  contract: ContractNumber,
  id: ClientId,
): Promise<ServiceAccount | undefined> {
  const row = await db
    .selectFrom('service_accounts')
    .selectAll()
    .where('contract', '=', contract)
    .where('client_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : accountRow.parse(row)
}

/** The account, held until the transaction ends: two changes of its passwords never interleave. */
export async function lockAccount(
  db: Db,
  contract: ContractNumber,
  id: ClientId,
): Promise<ServiceAccount | undefined> {
  // An update that changes nothing locks the row on PostgreSQL and the file on SQLite, which has no FOR UPDATE.
  const row = await db
    .updateTable('service_accounts')
    .set((account) => ({ client_id: account.ref('client_id') }))
    .where('contract', '=', contract)
    .where('client_id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? undefined : accountRow.parse(row)
}

export async function accountsOf(db: Db, contract: ContractNumber): Promise<readonly ServiceAccount[]> {
  const rows = await db.selectFrom('service_accounts').selectAll().where('contract', '=', contract).execute()
  return rows.map((row) => accountRow.parse(row))
}

/** Writes an account back; false when another one of the contract has its name (the transaction is lost then). */
export async function updateAccount(
  db: Db,
  contract: ContractNumber,
  account: Omit<ServiceAccount, 'contract'>,
): Promise<boolean> {
  // What use writes at the same time is not this one's to set back.
  const { client_id, last_used_at: _used, ...row } = toRow(account)
  const update = db
    .updateTable('service_accounts')
    .set(row)
    .where('contract', '=', contract)
    .where('client_id', '=', client_id)
  try {
    await update.execute()
    return true
  } catch (error) {
    if (isNotUnique(error)) return false
    throw error
  }
}

/** SQLITE_CONSTRAINT_UNIQUE, or unique_violation of PostgreSQL. */
function isNotUnique(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('errcode' in error && error.errcode === 2067) || hasCode(error, '23505')
}

/** Deletes the account with its passwords, tokens and usage. */
export async function deleteAccount(db: Db, contract: ContractNumber, id: ClientId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('service_accounts')
    .where('contract', '=', contract)
    .where('client_id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function toRow({ scopes, segments, networks, enabled, ...rest }: Omit<ServiceAccount, 'contract'>) {
  return {
    client_id: rest.client_id,
    name: rest.name,
    owner: rest.owner,
    scopes: JSON.stringify(scopes),
    segments: JSON.stringify(segments),
    networks: JSON.stringify(networks),
    expires_at: rest.expires_at,
    enabled: enabled ? 1 : 0,
    created_at: rest.created_at,
    created_by: rest.created_by,
    last_used_at: rest.last_used_at,
    password_salt: rest.password_salt,
  }
}

export const passwordFields = {
  id: passwordId,
  client_id: clientId,
  kind: passwordKind,
  hash: z.string(),
  created_at: z.number(),
  ends_at: z.number().nullable(),
  last_used_at: z.number().nullable(),
  last_used_address: z.string().nullable(),
  last_used_client: z.string().nullable(),
  calls: z.number(),
}
const passwordRow = z.object(passwordFields).readonly()

/** A password as it is stored: never the password itself. */
export type ServicePassword = z.infer<typeof passwordRow>

export async function insertPassword(
  db: Db,
  contract: ContractNumber,
  password: ServicePassword,
): Promise<void> {
  await db
    .insertInto('service_passwords')
    .values({ contract, ...password })
    .execute()
}

/** The passwords that work at `now`, the current one before one that is on its way out: of one account or of all. */
export async function livePasswords(
  db: Db,
  contract: ContractNumber,
  { now, account }: { readonly now: number; readonly account?: ClientId },
): Promise<readonly ServicePassword[]> {
  let select = db
    .selectFrom('service_passwords')
    .selectAll()
    .where('contract', '=', contract)
    .where((row) => row.or([row('ends_at', 'is', null), row('ends_at', '>', now)]))
  if (account !== undefined) select = select.where('client_id', '=', account)
  const rows = await select.execute()
  return rows
    .map((row) => passwordRow.parse(row))
    .toSorted(
      (a, b) => Number(a.ends_at !== null) - Number(b.ends_at !== null) || b.created_at - a.created_at,
    )
}

/** Gives a password its end. */
export async function setPasswordEnd(
  db: Db,
  contract: ContractNumber,
  id: string,
  endsAt: number,
): Promise<void> {
  await db
    .updateTable('service_passwords')
    .set({ ends_at: endsAt })
    .where('contract', '=', contract)
    .where('id', '=', id)
    .execute()
}

/** Deletes all passwords of an account but those named, and with them the tokens they made. */
export async function keepPasswords(
  db: Db,
  contract: ContractNumber,
  account: ClientId,
  kept: readonly string[],
): Promise<void> {
  let remove = db
    .deleteFrom('service_passwords')
    .where('contract', '=', contract)
    .where('client_id', '=', account)
  if (kept.length > 0) remove = remove.where('id', 'not in', kept)
  await remove.execute()
}
