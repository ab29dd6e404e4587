import { publicKey, type ContractId, type PublicKey } from '@catalytics/contract/ids.ts'
import { changeSite, type ChangeSite, type Site } from '@catalytics/contract/sites.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import * as activity from '../activity/activity.ts'
import * as store from './contracts.sites.store.ts'
import { addSegments } from './contracts.store.ts'
import { requireContract, type Contract, type Deps } from './contracts.ts'

const changeable = changeSite.keyof().options

/** The sites of a contract, those too that only events have named so far. */
export async function listSites(deps: Pick<Deps, 'db'>, id: ContractId): Promise<readonly Site[]> {
  const contract = await requireContract(deps, id)
  return (await store.sitesOf(deps.db, contract.number)).map(present)
}

/**
 * Sets a site up to send events, or changes it; one that is not there yet is made. What the change leaves out stays, and
 * holds from the next request on.
 */
export async function putSite(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  key: string,
  change: ChangeSite,
): Promise<Site> {
  const contract = await requireContract(deps, id)
  return await deps.db.transaction().execute(async (db) => {
    const at = deps.clock().getTime()
    const rename = change.name !== undefined
    await addSegments(db, contract.number, [{ kind: 'site', key, name: change.name ?? key }], { at, rename })
    await store.saveSiteKey(db, contract.number, key, {
      fresh: newPublicKey(),
      change: {
        ...(change.origins !== undefined && { origins: [...new Set(change.origins)] }),
        ...(change.enabled !== undefined && { enabled: change.enabled }),
      },
    })
    const fields = changeable.filter((field) => change[field] !== undefined)
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
  const sites = await store.sitesOf(deps.db, contract.number)
  const found = sites.find((site) => site.key === key)
  if (found === undefined) throw noSuchSite()
  return present(found)
}

function noSuchSite(): AppError {
  return new AppError('not_found', 'The contract has no such site that is set up to send events.')
}

function present({ sending, ...site }: store.StoredSite): Site {
  const lastEventAt = sending?.last_event_at ?? null
  return {
    key: site.key,
    name: site.name,
    public_key: sending?.public_key ?? null,
    origins: [...(sending?.origins ?? [])],
    enabled: sending?.enabled ?? false,
    created_at: isoInstant(site.created_at),
    last_event_at: lastEventAt === null ? null : isoInstant(lastEventAt),
  }
}
