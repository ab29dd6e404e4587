import {
  changeContract as contractChange,
  type ChangeContract,
  type ContractAnswer,
  type CreateContract,
  type Feature,
  type SegmentEntry,
} from '@catalytics/contract/contracts.ts'
import { contractId, type ContractId, type PublicKey } from '@catalytics/contract/ids.ts'
import { rolesThatMay } from '@catalytics/contract/permissions.ts'
import { isoInstant, minuteMs, type Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as siteStore from './contracts.sites.store.ts'
import * as store from './contracts.store.ts'
import type { Contract } from './contracts.store.ts'

export type { Contract } from './contracts.store.ts'

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
  if (contract === undefined) throw new AppError('not_found', 'There is no such contract here.')
  return contract
}

/** The contract that a stored row belongs to. */
export async function contractOfNumber(
  deps: Pick<Deps, 'db'>,
  number: Contract['number'],
): Promise<Contract> {
  const contract = await store.contractByNumber(deps.db, number)
  if (contract === undefined) throw new AppError('not_found', 'There is no such contract here.')
  return contract
}

export function listContracts(deps: Pick<Deps, 'db'>): Promise<readonly Contract[]> {
  return store.allContracts(deps.db)
}

/**
 * Changes what is given.
 *
 * @throws AppError `forbidden` when somebody but the operator switches features, or somebody but an account
 *   administrator the second-factor duty
 */
export async function changeContract(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  change: ChangeContract,
): Promise<Contract> {
  const before = await requireContract(deps, id)
  if (change.features !== undefined && actor.kind !== 'operator')
    throw new AppError('forbidden', 'The operator of the installation switches features. Ask them.', {
      field: 'features',
    })
  if (change.second_factor_required !== undefined && !mayRequireSecondFactor(actor))
    throw new AppError('forbidden', 'Only account administrators say whether a second factor is needed.', {
      field: 'second_factor_required',
    })
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const fields = changeable.filter((field) => change[field] !== undefined)
  if (fields.length === 0) return before
  return await deps.db.transaction().execute(async (db) => {
    await store.updateContract(db, before.number, given)
    // Lists are named only: the log is no copy of them.
    const { features: _features, excluded_domains: _domains, ...values } = change
    await activity.record({ ...deps, db }, before.number, actor, 'settings_changed', { fields, ...values })
    return await requireContract({ db }, id)
  })
}

function mayRequireSecondFactor({ kind, role }: activity.Actor): boolean {
  if (kind !== 'user') return kind === 'operator'
  return role !== null && role !== undefined && rolesThatMay('require_second_factor').includes(role)
}

/** @throws AppError `not_found` where the feature is switched off: it does not exist for this contract */
export function requireFeature(contract: Contract, feature: Feature): void {
  if (!contract.features.includes(feature)) {
    throw new AppError('not_found', 'This feature is not switched on for the contract. Ask the operator.')
  }
}

export function listSegments(deps: Pick<Deps, 'db'>, contract: Contract): Promise<readonly SegmentEntry[]> {
  return store.segmentsOf(deps.db, contract.number)
}

/** Gives catalogs, networks and sites their names; unknown ones are added. */
export async function nameSegments(
  deps: Deps,
  actor: activity.Actor,
  contract: Contract,
  segments: readonly SegmentEntry[],
): Promise<void> {
  await store.addSegments(deps.db, contract.number, segments, { at: deps.clock().getTime(), rename: true })
  await activity.record(deps, contract.number, actor, 'segments_changed', { count: segments.length })
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

/** Notes when events of a site last came, to the minute: not every request is worth a write. */
export async function noteEventsOf(
  { db, clock }: Deps,
  { contract, site, last_event_at }: siteStore.SiteOfKey,
): Promise<void> {
  const at = clock().getTime()
  const unless = at - minuteMs
  if (last_event_at === null || last_event_at <= unless)
    await siteStore.noteLastEvent(db, contract, site, { at, unless })
}

/** Whether people with this e-mail count as leads: their domain is not excluded, nor the domain above it. */
export function isExcluded(contract: Pick<Contract, 'excluded_domains'>, email: string): boolean {
  if (contract.excluded_domains.length === 0) return false
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return contract.excluded_domains.some((excluded) => domain === excluded || domain.endsWith(`.${excluded}`))
}

/** The contract as it is told outside: without its number and its salt. */
export function present(contract: Contract): ContractAnswer {
  const { number: _number, hash_salt: _salt, created_at, ...shown } = contract
  return {
    ...shown,
    features: [...shown.features],
    excluded_domains: [...shown.excluded_domains],
    created_at: isoInstant(created_at),
  }
}
