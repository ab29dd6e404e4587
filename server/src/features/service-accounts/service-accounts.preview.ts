import type { ClientId, ContractId } from '@catalytics/contract/ids.ts'
import { splitSegment, type Segment } from '@catalytics/contract/segments.ts'
import type { ServiceAccountPreview } from '@catalytics/contract/service-accounts.ts'
import * as contracts from '../contracts/contracts.ts'
import * as leads from '../leads/leads.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import * as store from './service-accounts.store.ts'
import { contractWithAccounts, noSuchAccount } from './service-accounts.ts'

const sampleSize = 3

/**
 * What an account would get if it called now.
 *
 * @param viewer who asks, for the ledger, and in which language the sample names countries
 * @throws AppError `not_found` as for the account itself
 */
export async function previewOfAccount(
  room: ServiceAccounts,
  deps: leads.Deps,
  { contract: contractId, id }: { readonly contract: ContractId; readonly id: ClientId },
  viewer: Pick<leads.PageRequest, 'actor' | 'language' | 'stillAllowed'>,
): Promise<ServiceAccountPreview> {
  const contract = await contractWithAccounts(room, contractId)
  const account = await store.accountById(room.db, contract.number, id)
  if (account === undefined) throw noSuchAccount()
  const segments = await named(room, contract, account.segments)
  if (!account.scopes.includes('leads:read')) return { segments, leads: null }
  const filter = leads.filterOf({}, contract.time_zone, account.segments)
  const request = { ...viewer, filter, limit: sampleSize, cursor: undefined }
  const [preview, page] = [
    await leads.previewOf(deps, contract.number, filter),
    await leads.pageOfLeads(deps, contract.number, request),
  ]
  return { segments, leads: { ...preview, sample: [...page.data] } }
}

async function named(
  { db }: Pick<ServiceAccounts, 'db'>,
  contract: contracts.Contract,
  segments: readonly Segment[],
): Promise<ServiceAccountPreview['segments']> {
  if (segments.length === 0) return []
  const known = await contracts.listSegments({ db }, contract)
  return segments.map((segment) => {
    const { kind, key } = splitSegment(segment)
    return { segment, name: known.find((one) => one.kind === kind && one.key === key)?.name ?? key }
  })
}
