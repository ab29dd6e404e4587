import {
  changeContract as contractChange,
  type ChangeContract,
  type ContractAnswer,
  type CreateContract,
  type Feature,
  type SegmentEntry,
  type SegmentList,
} from '@catalytics/contract/contracts.ts'
import { contractId, type ContractId, type ContractNumber, type PublicKey } from '@catalytics/contract/ids.ts'
import { rolesThatMay } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant, minuteMs, type Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import { noSuchContract } from '../../lib/refusals.ts'
import { anyVersion, changedFields, versionOf, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as siteStore from './contracts.sites.store.ts'
import * as store from './contracts.store.ts'
import type { Contract, Narrowing } from './contracts.store.ts'

export type { Contract, Narrowing } from './contracts.store.ts'

export type Deps = { readonly db: Db; readonly clock: Clock }

const changeable = contractChange.keyof().options

/** Makes a contract: an empty data set with its own sequence, people and accounts. */
export async function addContract(
  deps: Deps,
  actor: activity.Actor,
  input: CreateContract,
): Promise<Contract> {
  const contract = await store.insertContract(deps.db, {
    ...input,
    id: contractId.parse(`ct_${randomBase62(16)}`),
    hash_salt: randomBase62(43),
    created_at: deps.clock().getTime(),
  })
  await activity.record(deps, contract.number, actor, 'contract_created', {})
  return contract
}

/** @throws AppError `not_found`: the same words for a contract of somebody else and for none at all */
export async function requireContract(deps: Pick<Deps, 'db'>, id: ContractId): Promise<Contract> {
  const contract = await store.contractById(deps.db, id)
  if (contract === undefined) throw noSuchContract()
  return contract
}

/** The contract that a stored row belongs to. */
export async function contractOfNumber(
  deps: Pick<Deps, 'db'>,
  number: Contract['number'],
): Promise<Contract> {
  const contract = await store.contractByNumber(deps.db, number)
  if (contract === undefined) throw noSuchContract()
  return contract
}

export function listContracts(deps: Pick<Deps, 'db'>): Promise<readonly Contract[]> {
  return store.allContracts(deps.db)
}

/** Ends what a feature has left open, as part of the transaction that switches it off. */
export type EndFeature = (tx: Db, contract: ContractNumber, feature: Feature) => Promise<void>

/**
 * Changes what is given. What is as it was already is neither written nor logged.
 *
 * @throws AppError `forbidden` when somebody but the operator switches features, or somebody but an account
 *   administrator the second-factor duty; `precondition_failed` where the settings are not of the version that the change
 *   was made on
 */
export async function changeContract(
  deps: Deps & { readonly endFeature: EndFeature },
  actor: activity.Actor,
  id: ContractId,
  change: ChangeContract,
  precondition: Precondition = anyVersion,
): Promise<Contract> {
  const { number } = await requireContract(deps, id)
  if (change.features !== undefined && actor.kind !== 'operator')
    throw new AppError('forbidden', because('operator_only'), {
      field: 'features',
    })
  if (change.second_factor_required !== undefined && !mayRequireSecondFactor(actor))
    throw new AppError('forbidden', because('account_administrator_only'), {
      field: 'second_factor_required',
    })
  return await deps.db.transaction().execute(async (db) => {
    const before = await store.lockContract(db, number)
    const { version } = present(before)
    await activity.requireVersion({ db }, number, [{ kind: 'settings' }], { version, precondition })
    const fields = changedFields(changeable, before, change)
    if (fields.length === 0) return before
    const given = Object.fromEntries(fields.map((field) => [field, change[field]]))
    await store.updateContract(db, number, given)
    for (const cause of narrowedBy(before, change)) await recordNarrowing({ db }, number, cause)
    for (const feature of before.features)
      if (change.features?.includes(feature) === false) await deps.endFeature(db, number, feature)
    // Lists are named only: the log is no copy of them.
    const { features: _features, excluded_domains: _domains, ...values } = given
    await activity.record({ ...deps, db }, number, actor, 'settings_changed', { fields, ...values })
    return await requireContract({ db }, id)
  })
}

/** The settings by which less may leave than before: what was made until now may hold what must not leave any more. */
function narrowedBy(before: Contract, change: ChangeContract): readonly Narrowing[] {
  const { excluded_domains: domains = [], retention_months: months = null } = change
  const excludesMore = domains.some((domain) => !before.excluded_domains.includes(domain))
  const keepsLess = months !== null && months < (before.retention_months ?? Infinity)
  return [
    ...(excludesMore ? (['excluded_domains'] as const) : []),
    ...(keepsLess ? (['retention_months'] as const) : []),
  ]
}

/**
 * Notes, as part of the transaction that decides it, that less of a contract may leave from now on. Whoever removes rows
 * does so in a turn of the contract's sequence, and a file begins in one: it is from before the turn, or after the removal.
 */
export function recordNarrowing(
  { db }: Pick<Deps, 'db'>,
  contract: ContractNumber,
  cause: Narrowing,
): Promise<void> {
  return store.recordNarrowing(db, contract, cause)
}

/** The number of the last time that less of a contract might leave than before: what is chosen from now on is after it. */
export function lastNarrowing({ db }: Pick<Deps, 'db'>, contract: ContractNumber): Promise<number> {
  return store.lastNarrowing(db, contract)
}

/** Why less may leave than at the time of that number; undefined where nothing came after it. */
export function narrowingSince(
  { db }: Pick<Deps, 'db'>,
  contract: ContractNumber,
  number: number,
): Promise<Narrowing | undefined> {
  return store.narrowingSince(db, contract, number)
}

function mayRequireSecondFactor({ kind, role }: activity.Actor): boolean {
  if (kind !== 'user') return kind === 'operator'
  return role !== null && role !== undefined && rolesThatMay('require_second_factor').includes(role)
}

/** @throws AppError `not_found` where the feature is switched off: it does not exist for this contract */
export function requireFeature(contract: Contract, feature: Feature): void {
  if (!contract.features.includes(feature)) {
    throw new AppError('not_found', because('feature_off'))
  }
}

export function listSegments(deps: Pick<Deps, 'db'>, contract: Contract): Promise<readonly SegmentEntry[]> {
  return store.segmentsOf(deps.db, contract.number)
}

/** Catalogs, networks and sites with their names, and the version that all of them make together. */
export async function showSegments(deps: Pick<Deps, 'db'>, contract: Contract): Promise<SegmentList> {
  const data = [...(await listSegments(deps, contract))]
  return { data, version: versionOf({ data }) }
}

/**
 * Gives catalogs, networks and sites their names; unknown ones are added. What has its name already is neither written nor
 * logged.
 *
 * @throws AppError `precondition_failed` where the list is not of the version that the change was made on
 */
export async function nameSegments(
  deps: Deps,
  actor: activity.Actor,
  contract: Contract,
  segments: readonly SegmentEntry[],
  precondition: Precondition = anyVersion,
): Promise<SegmentList> {
  return await deps.db.transaction().execute(async (db) => {
    await store.lockContract(db, contract.number)
    const { data, version } = await showSegments({ db }, contract)
    const of = [{ kind: 'segments' }] as const
    await activity.requireVersion({ db }, contract.number, of, { version, precondition })
    const names = new Map(data.map(({ kind, key, name }) => [`${kind}:${key}`, name]))
    const changed = segments.filter(({ kind, key, name }) => names.get(`${kind}:${key}`) !== name)
    if (changed.length === 0) return { data, version }
    await store.addSegments(db, contract.number, changed, { at: deps.clock().getTime(), rename: true })
    const count = changed.length
    await activity.record({ ...deps, db }, contract.number, actor, 'segments_changed', { count })
    return await showSegments({ db }, contract)
  })
}

/** Adds segments that an event names for the first time, under their key as name. */
export function addUnknownSegments(
  deps: Deps,
  contract: Contract,
  segments: readonly Pick<SegmentEntry, 'kind' | 'key'>[],
): Promise<void> {
  const named = segments.map((segment) => ({ ...segment, name: segment.key }))
  return store.addSegments(deps.db, contract.number, named, { at: deps.clock().getTime(), rename: false })
}

/**
 * The site whose pages may send events with this key. Undefined for a key that is unknown or switched off: nobody is told
 * which.
 */
export async function siteOfKey(
  { db }: Pick<Deps, 'db'>,
  key: PublicKey,
): Promise<siteStore.SiteOfKey | undefined> {
  const found = await siteStore.siteByPublicKey(db, key)
  return found?.enabled === true ? found : undefined
}

/** Records when events of a site last came, to the minute: not every request is worth a write. */
export async function recordEventsOf(
  { db, clock }: Deps,
  { contract, site, last_event_at }: siteStore.SiteOfKey,
): Promise<void> {
  const at = clock().getTime()
  const unless = at - minuteMs
  if (last_event_at === null || last_event_at <= unless)
    await siteStore.recordLastEvent(db, contract, site, { at, unless })
}

/** Whether people with this e-mail count as leads: their domain is not excluded, nor the domain above it. */
export function isExcluded(contract: Pick<Contract, 'excluded_domains'>, email: string): boolean {
  if (contract.excluded_domains.length === 0) return false
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return contract.excluded_domains.some((excluded) => domain === excluded || domain.endsWith(`.${excluded}`))
}

/** The contract as it is told outside: without its number and its salt. */
export function present(contract: Contract): ContractAnswer {
  const { number: _number, hash_salt: _salt, created_at, ...settings } = contract
  return {
    ...settings,
    features: [...settings.features],
    excluded_domains: [...settings.excluded_domains],
    created_at: isoInstant(created_at),
    version: versionOf(settings),
  }
}
