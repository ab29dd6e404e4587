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

const visibleRow = z.object({ reserved: z.number(), waiting: z.number().nullable() })

/**
 * The highest number up to which nothing is still to come: all that was given out, but for what the journal still has to
 * tell and what a restore has passed over. 0 in an empty contract.
 */
export async function visibleThrough(db: Db, contract: ContractNumber): Promise<number> {
  const found = await db
    .selectFrom('sequences')
    .select((of) => [
      'reserved',
      of
        .selectFrom('journal')
        .select((waiting) => waiting.fn.min('first_seq').as('first'))
        .where('contract', '=', contract)
        .as('waiting'),
    ])
    .where('contract', '=', contract)
    .executeTakeFirst()
  if (found === undefined) return 0
  const { reserved, waiting } = visibleRow.parse(found)
  return await beforeGaps(db, contract, waiting === null ? reserved : waiting - 1)
}

/** The number itself, or the last one before the gaps that end with it: restores one after the other leave one beside the other. */
export async function beforeGaps(db: Db, contract: ContractNumber, seq: number): Promise<number> {
  const gap = await gapAround(db, contract, seq)
  return gap === undefined ? seq : await beforeGaps(db, contract, gap.after)
}

/** Whether a restore has passed over this number. */
export async function isInGap(db: Db, contract: ContractNumber, seq: number): Promise<boolean> {
  return (await gapAround(db, contract, seq)) !== undefined
}

const gapRow = z.object({ after: z.coerce.number(), through: z.coerce.number() })

/** The numbers that restores have passed over: nobody was ever given one of them. */
export async function passedOver(
  db: Db,
  contract: ContractNumber,
): Promise<readonly { readonly first: number; readonly last: number }[]> {
  const rows = await db
    .selectFrom('sequence_gaps')
    .select(['after', 'through'])
    .where('contract', '=', contract)
    .orderBy('after')
    .execute()
  return rows
    .map((row) => gapRow.parse(row))
    .map(({ after, through }) => ({ first: after + 1, last: through }))
}

async function gapAround(db: Db, contract: ContractNumber, seq: number) {
  return await db
    .selectFrom('sequence_gaps')
    .select('after')
    .where('contract', '=', contract)
    .where('after', '<', seq)
    .where('through', '>=', seq)
    .executeTakeFirst()
}

/** One transaction; joins the one `db` is already in. */
export async function inTransaction(db: Db, work: (tx: Db) => Promise<void>): Promise<void> {
  if (db.isTransaction) await work(db)
  else await db.transaction().execute(work)
}
