import type { ActivityDetails } from '@catalytics/contract/activity-details.ts'
import type { ActivityEntry, ActivityQuery, ActivityType } from '@catalytics/contract/activity.ts'
import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { periodOf } from '../../analytics/period.ts'
import type { Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import { noSuchContract } from '../../lib/refusals.ts'
import { changedMeanwhile, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as store from './activity.store.ts'

export type { Filter, LogOwner } from './activity.store.ts'
export { entriesOf } from './activity.store.ts'

/** Who does something: an id that stays meaningful in the log, and where the request came from. */
export type Actor = {
  readonly kind: ActivityEntry['actor_kind']
  readonly id: string
  readonly address: string | null
  /** The user's e-mail, to be read when the user is gone, or a service account's name; looked up where absent. */
  readonly name?: string | null
  /** The user's role in the contract. */
  readonly role?: Role | null
}

export const operator: Actor = { kind: 'operator', id: 'operator', address: null }

/** What a setting makes Catalytics do by itself. */
export const system: Actor = { kind: 'system', id: 'system', address: null }

export type Deps = { readonly db: Db; readonly clock: Clock }

/**
 * Writes one line of the log: for good, as it cannot be changed or taken out later. So never put a secret or an
 * engineer's personal data into `details`; a lead id says who is meant as long as the person is stored.
 *
 * In the caller's transaction it comes and goes with what it tells. Call it last there: until the transaction ends,
 * nobody else can write into this contract's log. In several contracts, go by their numbers: then no two wait for each
 * other.
 */
export async function record(
  deps: Deps,
  contract: ContractNumber,
  actor: Actor,
  type: ActivityType,
  details: ActivityDetails,
): Promise<void> {
  const entry = {
    id: timeOrderedId(),
    at: deps.clock().getTime(),
    type,
    actor_kind: actor.kind,
    actor: actor.id,
    role: actor.role ?? null,
    address: actor.address,
    details: JSON.stringify(flat(details)),
    subject: subjectOf(type, details),
  }
  const write = async (tx: Db) => {
    const actor_name = actor.name ?? (await nameOf(tx, contract, actor))
    await store.appendEntry(tx, contract, { ...entry, actor_name })
  }
  await (deps.db.isTransaction ? write(deps.db) : deps.db.transaction().execute(write))
}

/** What of a contract has versions: a service account, a site, a member, by id or key; its settings; its names. */
export type Subject =
  | { readonly kind: 'service_account' | 'site' | 'member'; readonly id: string }
  | { readonly kind: 'settings' | 'segments' }

/**
 * Lets a change go on that is made on the version that is there.
 *
 * @param of what is changed; where its values stand in several places, all of them
 * @param version of what is there; undefined: nothing is
 * @throws AppError `precondition_failed`, which tells who changed it last
 */
export async function requireVersion(
  { db }: { readonly db: Db },
  contract: ContractNumber,
  of: readonly Subject[],
  { version, precondition }: { readonly version: string | undefined; readonly precondition: Precondition },
): Promise<void> {
  if (precondition(version)) return
  throw changedMeanwhile(await store.lastChange(db, contract, of.map(nameOfSubject)))
}

/** What an entry changed; null where it is none of {@link Subject}. */
function subjectOf(type: ActivityType, details: ActivityDetails): string | null {
  const { account, site, user } = details
  if (account !== undefined && accountSettings.has(type))
    return nameOfSubject({ kind: 'service_account', id: account })
  if (type === 'site_key_changed' && site !== undefined) return nameOfSubject({ kind: 'site', id: site })
  if (user !== undefined && memberships.has(type)) return nameOfSubject({ kind: 'member', id: user })
  if (type === 'settings_changed') return nameOfSubject({ kind: 'settings' })
  return type === 'segments_changed' ? nameOfSubject({ kind: 'segments' }) : null
}

// Not a new password: it is no setting.
const accountSettings: ReadonlySet<ActivityType> = new Set([
  'service_account_created',
  'service_account_changed',
  'service_account_enabled',
  'service_account_disabled',
])
const memberships: ReadonlySet<ActivityType> = new Set(['member_added', 'role_updated', 'role_deleted'])

function nameOfSubject(subject: Subject): string {
  return 'id' in subject ? `${subject.kind}/${subject.id}` : subject.kind
}

/** Lists as one text: an entry is a flat record. */
function flat(details: ActivityDetails): ActivityEntry['details'] {
  const pairs = Object.entries(details).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name, typeof value === 'object' ? (value?.join(', ') ?? null) : value] as const],
  )
  return Object.fromEntries(pairs)
}

/** Of an unproved caller, the account it claimed to be. */
async function nameOf(db: Db, contract: ContractNumber, { kind, id }: Actor): Promise<string | null> {
  if (kind === 'user') return (await store.actorNames(db, contract, [id])).get(id) ?? null
  return kind === 'service_account' || kind === 'unknown' ? await store.accountName(db, contract, id) : null
}

/**
 * How to call those who did something in a contract, by their ids: a service account by its name, a user by the e-mail
 * address, as they are now; a deleted account by the name it had. Whoever is unknown is not among them.
 */
export async function namesOf(
  { db }: { readonly db: Db },
  contract: ContractNumber,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(actors)]
  const names = await store.actorNames(db, contract, asked)
  if (asked.every((actor) => names.has(actor))) return names
  return new Map([...(await store.deletedAccounts(db, contract)), ...names])
}

/**
 * The log, newest first.
 *
 * @throws AppError `not_found` for a contract that is not there, `invalid` for a period that ends before it begins and
 *   for a place that is none of this log
 */
export async function listActivity(
  deps: { readonly db: Db },
  contract: ContractId,
  query: ActivityQuery,
): Promise<{ readonly data: ActivityEntry[]; readonly next_before: string | null }> {
  const owner = await requireOwner(deps, contract)
  const { before, limit } = query
  if (before !== undefined && !(await store.hasEntry(deps.db, owner.number, before)))
    throw new AppError('invalid', because('no_such_entry'), {
      parameter: 'before',
    })
  const page = { before, upTo: owner.last, limit }
  const data = await store.entriesOf(deps.db, owner.number, filterOf(query, owner.time_zone), page)
  const last = data.length === limit ? data.at(-1) : undefined
  return { data, next_before: last?.id ?? null }
}

/** Whose log it is. */
export async function requireOwner(
  { db }: { readonly db: Db },
  contract: ContractId,
): Promise<store.LogOwner> {
  const owner = await store.ownerOf(db, contract)
  if (owner === undefined) throw noSuchContract()
  return owner
}

/** Days of the query begin in the contract's time zone. */
export function filterOf(
  { type, actor, from, to }: Pick<ActivityQuery, 'type' | 'actor' | 'from' | 'to'>,
  timeZone: string,
  place: 'query' | 'body' = 'query',
): store.Filter {
  return { types: type ?? [], actor, ...periodOf({ from, to }, timeZone, place) }
}
