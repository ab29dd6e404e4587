import { z } from 'zod'
import { contractNumber, publicKey, type ContractNumber, type PublicKey } from '@catalytics/contract/ids.ts'
import { byCodePoint } from '../../lib/code-points.ts'
import { flag, jsonList } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'

const keyColumns = {
  public_key: publicKey,
  origins: jsonList(z.string()),
  enabled: flag,
  last_event_at: z.number().nullable(),
}
const keyRow = z.object(keyColumns).readonly()

/** How the pages of a site send events. */
export type SiteKey = z.infer<typeof keyRow>

const siteRow = z.object({ key: z.string(), name: z.string(), created_at: z.number() })

export type StoredSite = z.infer<typeof siteRow> & { readonly sending: SiteKey | undefined }

/** The sites of the contract by name, in the order of code points. */
export async function sitesOf(db: Db, contract: ContractNumber): Promise<readonly StoredSite[]> {
  const sites = await db
    .selectFrom('segments')
    .select(['key', 'name', 'created_at'])
    .where('contract', '=', contract)
    .where('kind', '=', 'site')
    .execute()
  const keys = await db.selectFrom('site_keys').selectAll().where('contract', '=', contract).execute()
  const sending = new Map(keys.map((row) => [row.site, keyRow.parse(row)]))
  return sites
    .map((row) => siteRow.parse(row))
    .map((site) => ({ ...site, sending: sending.get(site.key) }))
    .toSorted((a, b) => byCodePoint(a.name, b.name) || byCodePoint(a.key, b.key))
}

type Settings = { readonly origins?: readonly string[]; readonly enabled?: boolean }

/** Makes the site's key from `fresh` where it has none, and changes what is given. */
export async function saveSiteKey(
  db: Db,
  contract: ContractNumber,
  site: string,
  { fresh, change }: { readonly fresh: PublicKey; readonly change: Settings },
): Promise<void> {
  const given = {
    ...(change.origins !== undefined && { origins: JSON.stringify(change.origins) }),
    ...(change.enabled !== undefined && { enabled: change.enabled ? 1 : 0 }),
  }
  const row = { contract, site, public_key: fresh, origins: '[]', enabled: 1, last_event_at: null, ...given }
  await db
    .insertInto('site_keys')
    .values(row)
    .onConflict((conflict) => {
      const columns = conflict.columns(['contract', 'site'])
      return Object.keys(given).length === 0 ? columns.doNothing() : columns.doUpdateSet(given)
    })
    .execute()
}

/** @returns whether the site has a key at all */
export async function changePublicKey(
  db: Db,
  contract: ContractNumber,
  site: string,
  public_key: PublicKey,
): Promise<boolean> {
  const changed = await db
    .updateTable('site_keys')
    .set({ public_key })
    .where('contract', '=', contract)
    .where('site', '=', site)
    .executeTakeFirstOrThrow()
  return changed.numUpdatedRows > 0n
}

const ownerRow = z.object({ ...keyColumns, contract: contractNumber, site: z.string() }).readonly()

/** A site as its public key proves it. */
export type SiteOfKey = z.infer<typeof ownerRow>

export async function siteByPublicKey(db: Db, key: PublicKey): Promise<SiteOfKey | undefined> {
  const row = await db.selectFrom('site_keys').selectAll().where('public_key', '=', key).executeTakeFirst()
  return row && ownerRow.parse(row)
}

/** Records when events came, unless something after `unless` is recorded. */
export async function recordLastEvent(
  db: Db,
  contract: ContractNumber,
  site: string,
  { at, unless }: { readonly at: number; readonly unless: number },
): Promise<void> {
  await db
    .updateTable('site_keys')
    .set({ last_event_at: at })
    .where('contract', '=', contract)
    .where('site', '=', site)
    .where((where) => where.or([where('last_event_at', 'is', null), where('last_event_at', '<=', unless)]))
    .execute()
}
