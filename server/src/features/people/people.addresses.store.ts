import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import type { Db } from '../../stores/directory/directory.ts'

export type ErasedAddress = {
  readonly hash: string
  /** Tells the key by which the hash was made. */
  readonly keyId: string
  /** Epoch milliseconds. */
  readonly until: number
}

const atOnce = 400

/** Keeps that consents up to an instant count no more for these addresses; of two instants the later one holds. */
export async function saveErasedAddresses(
  db: Db,
  contract: ContractNumber,
  addresses: readonly ErasedAddress[],
): Promise<void> {
  for (const chunk of chunksOf(addresses, atOnce)) {
    await db
      .insertInto('erased_addresses')
      .values(chunk.map(({ hash, keyId, until }) => ({ contract, hash, key_id: keyId, until_at: until })))
      .onConflict((conflict) =>
        conflict
          .columns(['contract', 'hash'])
          .doUpdateSet((row) => ({ until_at: row.ref('excluded.until_at') }))
          .whereRef('excluded.until_at', '>', 'erased_addresses.until_at'),
      )
      .execute()
  }
}

/** Whether the contract has any, which most have not. */
export async function hasErasedAddresses(db: Db, contract: ContractNumber): Promise<boolean> {
  const found = await db
    .selectFrom('erased_addresses')
    .select('contract')
    .where('contract', '=', contract)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

const untilRow = z.object({ hash: z.string(), until_at: z.number() })

/** Until when consents count no more, by hash; only of those that are known. */
export async function erasedUntil(
  db: Db,
  contract: ContractNumber,
  hashes: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const chunk of chunksOf(hashes, atOnce)) {
    const rows = await db
      .selectFrom('erased_addresses')
      .select(['hash', 'until_at'])
      .where('contract', '=', contract)
      .where('hash', 'in', chunk)
      .execute()
    for (const row of rows.map((one) => untilRow.parse(one))) found.set(row.hash, row.until_at)
  }
  return found
}
