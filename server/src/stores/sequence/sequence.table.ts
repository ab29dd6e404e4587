import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../directory/directory.ts'

const stateRow = z.object({ reserved: z.number(), people: z.number(), writer: z.string() })

export async function stateOf(db: Db, contract: ContractNumber): Promise<z.infer<typeof stateRow>> {
  const row = await db
    .selectFrom('sequences')
    .select(['reserved', 'people', 'writer'])
    .where('contract', '=', contract)
    .executeTakeFirst()
  return row === undefined ? { reserved: 0, people: 0, writer: '' } : stateRow.parse(row)
}

export async function reserve(
  db: Db,
  contract: ContractNumber,
  state: { readonly reserved: number; readonly people: number; readonly writer: string },
): Promise<void> {
  await db
    .insertInto('sequences')
    .values({ contract, ...state })
    .onConflict((conflict) => conflict.column('contract').doUpdateSet(state))
    .execute()
}

/** One transaction; joins the one `db` is already in. */
export async function inTransaction(db: Db, work: (tx: Db) => Promise<void>): Promise<void> {
  if (db.isTransaction) await work(db)
  else await db.transaction().execute(work)
}
