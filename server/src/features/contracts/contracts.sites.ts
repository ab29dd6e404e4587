import type { ChangedField } from '@catalytics/contract/activity-details.ts'
import { publicKey, type ContractId, type PublicKey } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { changeSite, type ChangeSite, type Site } from '@catalytics/contract/sites.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import { anyVersion, changedFields, versionOf, type Precondition } from '../../lib/versions.ts'
import * as activity from '../activity/activity.ts'
import * as store from './contracts.sites.store.ts'
import { addSegments, lockContract } from './contracts.store.ts'
import { requireContract, type Contract, type Deps } from './contracts.ts'

const changeable = changeSite.keyof().options
/** What there is of a site before anything has named it. */
const unnamed = { name: null, origins: null, enabled: null }

/** The sites of a contract, those too that only events have named so far. */
export async function listSites(deps: Pick<Deps, 'db'>, id: ContractId): Promise<readonly Site[]> {
  const contract = await requireContract(deps, id)
  return (await store.sitesOf(deps.db, contract.number)).map(present)
}

/** @throws AppError `not_found` for a site that neither settings nor events have named */
export async function showSite(deps: Pick<Deps, 'db'>, id: ContractId, key: string): Promise<Site> {
  const found = await findSite(deps, await requireContract(deps, id), key)
  if (found === undefined) throw new AppError('not_found', because('no_such_site'))
  return found
}

/**
 * Sets a site up to send events, or changes it; one that is not there yet is made. What the change leaves out stays, and
 * holds from the next request on. What is as it was already is neither written nor logged.
 *
 * @throws AppError `precondition_failed` where the site is not of the version that the change was made on
 */
export async function putSite(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  key: string,
  given: ChangeSite,
  precondition: Precondition = anyVersion,
): Promise<Site> {
  const contract = await requireContract(deps, id)
  const { name, origins, enabled } = given
  const change = {
    ...(name !== undefined && { name }),
    ...(origins !== undefined && { origins: [...new Set(origins)] }),
    ...(enabled !== undefined && { enabled }),
  }
  return await deps.db.transaction().execute(async (db) => {
    await lockContract(db, contract.number)
    const before = await findSite({ db }, contract, key)
    const of = [{ kind: 'site', id: key }, { kind: 'segments' }] as const
    const version = before?.version
    await activity.requireVersion({ db }, contract.number, of, { version, precondition })
    const isSetUp = before !== undefined && before.public_key !== null
    const fields: ChangedField[] = changedFields(changeable, before ?? unnamed, change)
    if (isSetUp && fields.length === 0) return before
    if (!isSetUp) fields.push('public_key')
    const at = deps.clock().getTime()
    const rename = name !== undefined
    await addSegments(db, contract.number, [{ kind: 'site', key, name: name ?? key }], { at, rename })
    await store.saveSiteKey(db, contract.number, key, { fresh: newPublicKey(), change })
    await activity.record({ ...deps, db }, contract.number, actor, 'site_key_changed', { site: key, fields })
    return await requireSite({ ...deps, db }, contract, key)
  })
}

/**
 * Gives the site another public key; the one before ends at once.
 *
 * @throws AppError `not_found` for a site that is not set up to send events
 */
export async function renewPublicKey(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  key: string,
): Promise<Site> {
  const contract = await requireContract(deps, id)
  return await deps.db.transaction().execute(async (db) => {
    await lockContract(db, contract.number)
    const changed = await store.changePublicKey(db, contract.number, key, newPublicKey())
    if (!changed) throw noSuchSite()
    await activity.record({ ...deps, db }, contract.number, actor, 'site_key_changed', {
      site: key,
      fields: ['public_key'],
    })
    return await requireSite({ ...deps, db }, contract, key)
  })
}

function newPublicKey(): PublicKey {
  return publicKey.parse(`cat_pk_${randomBase62(22)}`)
}

async function requireSite(deps: Pick<Deps, 'db'>, contract: Contract, key: string): Promise<Site> {
  const found = await findSite(deps, contract, key)
  if (found === undefined) throw noSuchSite()
  return found
}

async function findSite(deps: Pick<Deps, 'db'>, contract: Contract, key: string): Promise<Site | undefined> {
  const sites = await store.sitesOf(deps.db, contract.number)
  const found = sites.find((site) => site.key === key)
  return found && present(found)
}

function noSuchSite(): AppError {
  return new AppError('not_found', because('no_such_site'))
}

function present({ sending, ...site }: store.StoredSite): Site {
  const lastEventAt = sending?.last_event_at ?? null
  const settings = {
    key: site.key,
    name: site.name,
    public_key: sending?.public_key ?? null,
    origins: [...(sending?.origins ?? [])],
    enabled: sending?.enabled ?? false,
  }
  return {
    ...settings,
    created_at: isoInstant(site.created_at),
    last_event_at: isoInstantOrNull(lastEventAt),
    version: versionOf(settings),
  }
}
