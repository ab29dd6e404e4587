import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as store from './people.addresses.store.ts'
import { decisionOf, type Sighting } from './people.merge.ts'

/** By which erased addresses are known again. */
export type AddressDeps = { readonly db: Db; readonly addressHash: KeyedHash }

/** Until when (epoch milliseconds) consents count no more, by e-mail; only of those who were erased. */
export type ErasedUntil = ReadonlyMap<string, number>

/** Which of these addresses belonged to people who were erased from the contract. */
export async function erasedUntil(
  { db, addressHash }: AddressDeps,
  contract: ContractNumber,
  emails: readonly string[],
): Promise<ErasedUntil> {
  if (emails.length === 0 || !(await store.hasErasedAddresses(db, contract))) return new Map()
  const emailOf = new Map(emails.map((email) => [hashOf(addressHash, contract, email), email]))
  const found = await store.erasedUntil(db, contract, [...emailOf.keys()])
  return new Map([...found].map(([hash, until]) => [emailOf.get(hash) ?? '', until]))
}

/** Keeps, without the address itself, that consents of its owner up to an instant count no more. */
export async function rememberErased(
  { db, addressHash }: AddressDeps,
  contract: ContractNumber,
  erased: readonly { readonly email: string; readonly until: number }[],
): Promise<void> {
  await store.saveErasedAddresses(
    db,
    contract,
    erased.map(({ email, until }) => ({
      hash: hashOf(addressHash, contract, email),
      keyId: addressHash.keyId,
      until,
    })),
  )
}

/** One contract's hash of an address is not another's. */
function hashOf(addressHash: KeyedHash, contract: ContractNumber, email: string): string {
  return addressHash.of(`${contract} ${email}`)
}

/** Whether a sighting is from before its person was erased, and no consent of after it has come with it. */
export function isFromBefore(sighting: Sighting, erased: ErasedUntil): boolean {
  const until = erased.get(sighting.person.email)
  if (until === undefined || sighting.at > until) return false
  const decision = decisionOf(sighting)
  return decision === undefined || decision.at <= until || (decision.consent && !decision.isTimeKnown)
}
