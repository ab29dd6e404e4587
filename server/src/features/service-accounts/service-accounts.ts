import { randomBytes } from 'node:crypto'
import type { Feature } from '@catalytics/contract/contracts.ts'
import { clientId, type ClientId, type ContractId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import {
  changeServiceAccount as accountChange,
  serviceAccountLimits,
  type ChangeServiceAccount,
  type CreateServiceAccount,
  type ServiceAccountAnswer,
  type ServiceAccountList,
  type ServiceAccountQuery,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { canonicalNetwork } from '../../lib/cidr.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import { anyVersion, changedFields, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { makeStoredPassword } from './service-accounts.passwords.ts'
import { accountVersion, present, stateOf, usageFrom, withPassword } from './service-accounts.present.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import * as store from './service-accounts.store.ts'
import type { ServiceAccount } from './service-accounts.store.ts'
import { deleteTokensIn, deleteTokensOf, shortenTokens } from './service-accounts.tokens.store.ts'
import { usageSince } from './service-accounts.usage.store.ts'

export { stateOf } from './service-accounts.present.ts'
export { claimsGenerated, isWellMade } from './service-accounts.secrets.ts'
export {
  deleteExpiredTokens,
  deleteToken,
  holderByClientId,
  insertToken,
  tokenByHash,
  type Holder,
  type SignInPassword,
  type TokenState,
} from './service-accounts.tokens.store.ts'
export type { UsageCounter } from './service-accounts.usage.ts'

const changeable = accountChange.keyof().options

/**
 * The contract, where it has service accounts at all.
 *
 * @throws AppError `not_found` for an unknown contract and where the feature is switched off
 */
export async function contractWithAccounts(
  room: ServiceAccounts,
  contract: ContractId,
): Promise<contracts.Contract> {
  const found = await contracts.requireContract(room, contract)
  contracts.requireFeature(found, 'service_accounts')
  return found
}

/**
 * Makes a service account with its first password, which only this answer shows.
 *
 * @throws AppError `conflict` when the name is taken, `invalid` naming the field for what the schema cannot see
 */
export async function addServiceAccount(
  room: ServiceAccounts,
  actor: activity.Actor,
  contractId: ContractId,
  input: CreateServiceAccount,
): Promise<ServiceAccountWithPassword> {
  const contract = await contractWithAccounts(room, contractId)
  const now = room.clock().getTime()
  const account: ServiceAccount = {
    client_id: clientId.parse(`cat_sa_${randomBase62(16)}`),
    contract: contract.number,
    name: input.name,
    owner: input.owner ?? actor.name ?? actor.id,
    scopes: unique(input.scopes),
    segments: unique(input.segments ?? []),
    networks: networksOf(input.networks ?? []),
    expires_at: expiryOf(input.expires_at, now),
    enabled: true,
    created_at: now,
    created_by: actor.name ?? actor.id,
    last_used_at: null,
    password_salt: randomBytes(16).toString('base64url'),
  }
  const { password, stored } = await makeStoredPassword(room, account, contract.name, input.password)
  const inserted = await room.db.transaction().execute(async (db) => {
    const siblings = await store.accountsOf(db, contract.number)
    if (siblings.length >= serviceAccountLimits.perContract) {
      throw new AppError(
        'conflict',
        because('too_many_service_accounts', { limit: serviceAccountLimits.perContract }),
      )
    }
    if (!(await store.insertAccount(db, contract.number, account))) return false
    await store.insertPassword(db, contract.number, stored)
    const details = {
      account: account.client_id,
      name: account.name,
      scopes: account.scopes,
      password: stored.id,
    }
    await activity.record({ ...room, db }, contract.number, actor, 'service_account_created', details)
    return true
  })
  if (!inserted) throw nameTaken()
  return withPassword(room, present(account, contract.id, [stored], undefined, now), password)
}

/** The accounts of a contract by name, with what each has done. */
export async function listServiceAccounts(
  room: ServiceAccounts,
  contractId: ContractId,
  query: ServiceAccountQuery,
): Promise<ServiceAccountList> {
  const contract = await contractWithAccounts(room, contractId)
  await room.usage.flush()
  const now = room.clock().getTime()
  const accounts = await store.accountsOf(room.db, contract.number)
  const passwords = await store.livePasswords(room.db, contract.number, { now })
  const usage = await usageSince(room.db, contract.number, usageFrom(now))
  const found = accounts.filter((account) => fits(account, query.search)).toSorted(byName)
  const data = found.slice(0, query.limit).map((account) => {
    const own = passwords.filter((password) => password.client_id === account.client_id)
    return present(account, contract.id, own, usage.get(account.client_id), now)
  })
  return { data, total: found.length }
}

/** @throws AppError `not_found`: the same words for an account of another contract and for none at all */
export async function showServiceAccount(
  room: ServiceAccounts,
  contractId: ContractId,
  id: ClientId,
): Promise<ServiceAccountAnswer> {
  const contract = await contractWithAccounts(room, contractId)
  await room.usage.flush()
  const account = await store.accountById(room.db, contract.number, id)
  if (account === undefined) throw noSuchAccount()
  const now = room.clock().getTime()
  const passwords = await store.livePasswords(room.db, contract.number, { now, account: id })
  const usage = await usageSince(room.db, contract.number, usageFrom(now))
  return present(account, contract.id, passwords, usage.get(id), now)
}

/**
 * Changes what is given; holds for the very next request, tokens already issued included. What is as it was already is
 * neither written nor logged.
 *
 * @throws AppError `precondition_failed` where the account is not of the version that the change was made on
 */
export async function changeServiceAccount(
  room: ServiceAccounts,
  actor: activity.Actor,
  { contractId, id, precondition = anyVersion }: AccountRef,
  change: ChangeServiceAccount,
): Promise<ServiceAccountAnswer> {
  const given: Partial<ServiceAccount> = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.owner !== undefined && { owner: change.owner }),
    ...(change.scopes !== undefined && { scopes: unique(change.scopes) }),
    ...(change.segments !== undefined && { segments: unique(change.segments) }),
    ...(change.networks !== undefined && { networks: networksOf(change.networks) }),
    ...(change.expires_at !== undefined && {
      expires_at: expiryOf(change.expires_at, room.clock().getTime()),
    }),
  }
  return update(room, actor, { contractId, id, precondition, given, type: 'service_account_changed' })
}

/** Disables or enables an account; a disabled one's passwords are refused from the next request on, its tokens end. */
export async function setEnabled(
  room: ServiceAccounts,
  actor: activity.Actor,
  contractId: ContractId,
  id: ClientId,
  enabled: boolean,
): Promise<ServiceAccountAnswer> {
  const type = enabled ? 'service_account_enabled' : 'service_account_disabled'
  return update(room, actor, { contractId, id, precondition: anyVersion, given: { enabled }, type })
}

/** Deletes an account with its passwords, tokens and counters; the activity log keeps what it did. */
export async function removeServiceAccount(
  room: ServiceAccounts,
  actor: activity.Actor,
  contractId: ContractId,
  id: ClientId,
): Promise<void> {
  const contract = await contractWithAccounts(room, contractId)
  await room.db.transaction().execute(async (db) => {
    const account = await store.lockAccount(db, contract.number, id)
    if (account === undefined || !(await store.deleteAccount(db, contract.number, id))) throw noSuchAccount()
    const details = { account: id, name: account.name }
    await activity.record({ ...room, db }, contract.number, actor, 'service_account_deleted', details)
  })
}

/**
 * Holds an account until the transaction ends, so that a token can be made by one of its passwords.
 *
 * @param now epoch milliseconds
 * @returns whether both may be used at `now`
 */
export async function holdUsable(
  tx: Db,
  contract: ContractNumber,
  {
    account: id,
    passwordId,
    now,
  }: { readonly account: ClientId; readonly passwordId: string; readonly now: number },
): Promise<boolean> {
  const account = await store.lockAccount(tx, contract, id)
  const live = await store.livePasswords(tx, contract, { now, account: id })
  return (
    account !== undefined && stateOf(account, now) === 'enabled' && live.some((one) => one.id === passwordId)
  )
}

/**
 * Ends all tokens of a contract, as part of the transaction that switches its service accounts off: switched on again,
 * they must not come back to life.
 */
export async function endFeature(tx: Db, contract: ContractNumber, feature: Feature): Promise<void> {
  if (feature === 'service_accounts') await deleteTokensIn(tx, contract)
}

/** What to say of an account that this contract does not have. */
export function noSuchAccount(): AppError {
  return new AppError('not_found', because('no_such_service_account'))
}

type AccountRef = {
  readonly contractId: ContractId
  readonly id: ClientId
  readonly precondition?: Precondition
}

type Update = Required<AccountRef> & {
  readonly given: Partial<ServiceAccount>
  readonly type: 'service_account_changed' | 'service_account_enabled' | 'service_account_disabled'
}

async function update(
  room: ServiceAccounts,
  actor: activity.Actor,
  { contractId, id, precondition, given, type }: Update,
): Promise<ServiceAccountAnswer> {
  const contract = await contractWithAccounts(room, contractId)
  await room.db.transaction().execute(async (db) => {
    const before = await store.lockAccount(db, contract.number, id)
    if (before === undefined) throw noSuchAccount()
    const of = [{ kind: 'service_account', id }] as const
    const version = accountVersion(before)
    await activity.requireVersion({ db }, contract.number, of, { version, precondition })
    const fields = changedFields(changeable, before, given)
    if (fields.length === 0 && (given.enabled ?? before.enabled) === before.enabled) return
    const after = { ...before, ...given }
    if (!(await store.updateAccount(db, contract.number, after))) throw nameTaken()
    // What has ended stays ended: neither enabling the account again nor a later end brings a token back to life.
    if (!after.enabled) await deleteTokensOf(db, contract.number, id)
    if (after.expires_at !== null) await shortenTokens(db, contract.number, id, after.expires_at)
    await activity.record({ ...room, db }, contract.number, actor, type, {
      account: id,
      name: before.name,
      ...(type === 'service_account_changed' && { fields }),
    })
  })
  return showServiceAccount(room, contractId, id)
}

function nameTaken(): AppError {
  return new AppError('conflict', because('name_taken'), {
    field: 'name',
  })
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)]
}

function networksOf(texts: readonly string[]): readonly string[] {
  return unique(
    texts.map((text, index) => {
      const network = canonicalNetwork(text)
      if (network !== null) return network
      throw new AppError('invalid', because('not_a_network'), {
        field: `networks.${index}`,
      })
    }),
  )
}

/** With an offset, the last hours of 9999 are the year 10000, which no instant of the wire can say. */
const latestExpiry = Date.parse('9999-12-31T23:59:59.999Z')

function expiryOf(text: string | null | undefined, now: number): number | null {
  if (text === null || text === undefined) return null
  const at = Date.parse(text)
  if (at > latestExpiry)
    throw new AppError(
      'invalid',
      'expires_at lies after the year 9999. Leave it out for an account without an end.',
      { because: because('beyond_year_9999'), field: 'expires_at' },
    )
  if (at > now) return at
  throw new AppError('invalid', because('in_the_past'), {
    field: 'expires_at',
  })
}

function fits({ name, owner, client_id }: ServiceAccount, search: string | undefined): boolean {
  if (search === undefined) return true
  const wanted = search.trim().toLowerCase()
  return [name, owner, client_id].some((text) => text.toLowerCase().includes(wanted))
}

const collator = new Intl.Collator('en', { numeric: true })

function byName(a: ServiceAccount, b: ServiceAccount): number {
  return collator.compare(a.name, b.name)
}
