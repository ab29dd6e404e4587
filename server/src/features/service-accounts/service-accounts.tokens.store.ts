import { z } from 'zod'
import { feature } from '@catalytics/contract/contracts.ts'
import { contractId, type ClientId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { scope } from '@catalytics/contract/scopes.ts'
import { jsonList } from '../../stores/directory/columns.ts'
import { compiledOnce } from '../../stores/directory/compiled-once.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { accountFields, passwordFields } from './service-accounts.store.ts'

const holderRow = z
  .object({
    ...accountFields,
    contract_id: contractId,
    contract_name: z.string(),
    time_zone: z.string(),
    features: jsonList(feature),
  })
  .readonly()

/** An account with what its contract says of it: both as they are at this moment. */
export type Holder = z.infer<typeof holderRow>

const passwordSelection = [
  'service_passwords.id as password_id',
  'service_passwords.kind as password_kind',
  'service_passwords.hash as password_hash',
  'service_passwords.created_at as password_created_at',
  'service_passwords.ends_at as password_ends_at',
] as const
const signInPassword = z
  .object({
    password_id: passwordFields.id,
    password_kind: passwordFields.kind,
    password_hash: passwordFields.hash,
    password_created_at: passwordFields.created_at,
    password_ends_at: passwordFields.ends_at,
  })
  .transform((row) => ({
    id: row.password_id,
    kind: row.password_kind,
    hash: row.password_hash,
    created_at: row.password_created_at,
    ends_at: row.password_ends_at,
  }))

/** What signing in needs to know of a password. */
export type SignInPassword = Readonly<z.infer<typeof signInPassword>>

/**
 * The account of a client id, with its passwords that work; undefined when there is none. It comes before any contract
 * is known: the client id is what leads to one.
 */
export async function holderByClientId(
  db: Db,
  id: ClientId,
  now: number,
): Promise<{ readonly holder: Holder; readonly passwords: readonly SignInPassword[] } | undefined> {
  const query = { ...accountQuery(db), parameters: [now, id] }
  const { rows } = await db.executeQuery<{ readonly password_id: string | null }>(query)
  const [first] = rows
  if (first === undefined) return undefined
  const passwords = rows.filter((row) => row.password_id !== null).map((row) => signInPassword.parse(row))
  return { holder: holderRow.parse(first), passwords }
}

const accountQuery = compiledOnce(compileAccountQuery)

/** Parameters: now, client id. */
function compileAccountQuery(db: Db) {
  return holders(db)
    .leftJoin('service_passwords', (join) =>
      join
        .onRef('service_passwords.client_id', '=', 'service_accounts.client_id')
        .on((row) =>
          row.or([row('service_passwords.ends_at', 'is', null), row('service_passwords.ends_at', '>', 0)]),
        ),
    )
    .select(passwordSelection)
    .where('service_accounts.client_id', '=', '')
    .compile()
}

const tokenRow = z
  .object({ token_scopes: jsonList(scope), issued_at: z.number(), token_expires_at: z.number() })
  .transform((row) => ({
    scopes: row.token_scopes,
    issued_at: row.issued_at,
    expires_at: row.token_expires_at,
  }))

/** A token with all that it hangs on, in one look: the account, its contract, the password that made it. */
export type TokenState = {
  readonly holder: Holder
  readonly password: SignInPassword
  readonly token: Readonly<z.infer<typeof tokenRow>>
}

/** The token with this hash, live or not. It comes before any contract is known: the token is what leads to one. */
export async function tokenByHash(db: Db, hash: string): Promise<TokenState | undefined> {
  const { rows } = await db.executeQuery({ ...tokenQuery(db), parameters: [hash] })
  const [row] = rows
  if (row === undefined) return undefined
  return { holder: holderRow.parse(row), password: signInPassword.parse(row), token: tokenRow.parse(row) }
}

const tokenQuery = compiledOnce(compileTokenQuery)

/** Parameters: the token's hash. */
function compileTokenQuery(db: Db) {
  return holders(db)
    .innerJoin('tokens', 'tokens.client_id', 'service_accounts.client_id')
    .innerJoin('service_passwords', 'service_passwords.id', 'tokens.password')
    .select(passwordSelection)
    .select(['tokens.scopes as token_scopes', 'tokens.issued_at', 'tokens.expires_at as token_expires_at'])
    .where('tokens.hash', '=', '')
    .compile()
}

function holders(db: Db) {
  return db
    .selectFrom('service_accounts')
    .innerJoin('contracts', 'contracts.number', 'service_accounts.contract')
    .selectAll('service_accounts')
    .select([
      'contracts.id as contract_id',
      'contracts.name as contract_name',
      'contracts.time_zone',
      'contracts.features',
    ])
}

export async function insertToken(
  db: Db,
  contract: ContractNumber,
  token: {
    readonly hash: string
    readonly client_id: ClientId
    readonly password: string
    readonly scopes: readonly string[]
    readonly issued_at: number
    readonly expires_at: number
  },
): Promise<void> {
  const row = { ...token, contract, scopes: JSON.stringify(token.scopes) }
  await db.insertInto('tokens').values(row).execute()
}

/** Deletes one token of an account; false when the account has no such token. */
export async function deleteToken(
  db: Db,
  contract: ContractNumber,
  account: ClientId,
  hash: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('tokens')
    .where('contract', '=', contract)
    .where('client_id', '=', account)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Deletes all tokens of an account. */
export async function deleteTokensOf(db: Db, contract: ContractNumber, account: ClientId): Promise<void> {
  await db.deleteFrom('tokens').where('contract', '=', contract).where('client_id', '=', account).execute()
}

/** Deletes all tokens of all accounts of a contract. */
export async function deleteTokensIn(db: Db, contract: ContractNumber): Promise<void> {
  await db.deleteFrom('tokens').where('contract', '=', contract).execute()
}

/** Lets no token of an account outlive this. */
export async function shortenTokens(
  db: Db,
  contract: ContractNumber,
  account: ClientId,
  end: number,
): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ expires_at: end })
    .where('contract', '=', contract)
    .where('client_id', '=', account)
    .where('expires_at', '>', end)
    .execute()
}

/** Clears away what has expired, of all contracts: dead tokens belong to nobody. */
export async function deleteExpiredTokens(db: Db, now: number): Promise<void> {
  await db.deleteFrom('tokens').where('expires_at', '<=', now).execute()
}
