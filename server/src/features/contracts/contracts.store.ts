import { z } from 'zod'
import { feature, unknownSegments, type SegmentEntry } from '@catalytics/contract/contracts.ts'
import { contractId, type ContractId } from '@catalytics/contract/ids.ts'
import { contractNumber, type ContractNumber } from '@catalytics/contract/ids.ts'
import { segmentKinds } from '@catalytics/contract/segments.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { byCodePoint } from '../../lib/code-points.ts'
import { flag, jsonList, readableRows } from '../../stores/directory/columns.ts'
import { compiledOnce } from '../../stores/directory/compiled-once.ts'
import type { Db } from '../../stores/directory/directory.ts'

const contractRow = z
  .object({
    number: contractNumber,
    id: contractId,
    name: z.string(),
    time_zone: z.string(),
    unknown_segments: unknownSegments,
    features: jsonList(feature),
    excluded_domains: jsonList(z.string()),
    retention_months: z.number().nullable(),
    second_factor_required: flag,
    hash_salt: z.string(),
    created_at: z.number(),
  })
  .readonly()

/** A contract as it is stored: its number is what all other tables name it by. */
export type Contract = z.infer<typeof contractRow>

export type ContractSettings = Partial<Omit<Contract, 'number' | 'id' | 'hash_salt' | 'created_at'>>

export async function insertContract(
  db: Db,
  contract: Omit<Contract, 'number' | 'second_factor_required'>,
): Promise<Contract> {
  const row = await db
    .insertInto('contracts')
    .values({
      ...contract,
      features: JSON.stringify(contract.features),
      excluded_domains: JSON.stringify(contract.excluded_domains),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return contractRow.parse(row)
}

export async function contractById(db: Db, contract: ContractId): Promise<Contract | undefined> {
  const row = await db.selectFrom('contracts').selectAll().where('id', '=', contract).executeTakeFirst()
  return row === undefined ? undefined : contractRow.parse(row)
}

export async function contractByNumber(db: Db, contract: ContractNumber): Promise<Contract | undefined> {
  const { rows } = await db.executeQuery({ ...byNumber(db), parameters: [contract] })
  const [row] = rows
  return row === undefined ? undefined : contractRow.parse(row)
}

/** The contract, held until the transaction ends: of two changes of its settings, the later one sees the earlier one. */
export async function lockContract(db: Db, contract: ContractNumber): Promise<Contract> {
  // An update that changes nothing locks the row on PostgreSQL and the file on SQLite, which has no FOR UPDATE.
  const row = await db
    .updateTable('contracts')
    .set((own) => ({ name: own.ref('name') }))
    .where('number', '=', contract)
    .returningAll()
    .executeTakeFirstOrThrow()
  return contractRow.parse(row)
}

const byNumber = compiledOnce((db) =>
  db.selectFrom('contracts').selectAll().where('number', '=', 0).compile(),
)

/** All contracts of the installation, oldest first. */
export async function allContracts(db: Db): Promise<readonly Contract[]> {
  const rows = await db.selectFrom('contracts').selectAll().orderBy('number').limit(10_000).execute()
  return readableRows(contractRow, rows)
}

/** Changes what is given, and no other column. */
export async function updateContract(
  db: Db,
  contract: ContractNumber,
  { features, excluded_domains, second_factor_required, ...plain }: ContractSettings,
): Promise<void> {
  const encoded = {
    ...(features !== undefined && { features: JSON.stringify(features) }),
    ...(second_factor_required !== undefined && { second_factor_required: second_factor_required ? 1 : 0 }),
    ...(excluded_domains !== undefined && { excluded_domains: JSON.stringify(excluded_domains) }),
  }
  await db
    .updateTable('contracts')
    .set({ ...plain, ...encoded })
    .where('number', '=', contract)
    .execute()
}

const narrowingCause = z.enum(['excluded_domains', 'retention_months', 'retention_applied', 'import_undone'])
/** Why less may leave than before. */
export type Narrowing = z.infer<typeof narrowingCause>

/** Notes, after all earlier ones of the contract, that from now on less may leave. */
export async function recordNarrowing(db: Db, contract: ContractNumber, cause: Narrowing): Promise<void> {
  // Of two at the same time, the second has the larger number.
  await lockContract(db, contract)
  const number = (await lastNarrowing(db, contract)) + 1
  await db
    .insertInto('narrowings')
    .values({ contract, cause, number })
    .onConflict((conflict) => conflict.columns(['contract', 'cause']).doUpdateSet({ number }))
    .execute()
}

// Of nothing the largest is null, which becomes 0.
const lastRow = z.object({ last: z.coerce.number() })

/** The number of the contract's last narrowing; 0 where there was none. */
export async function lastNarrowing(db: Db, contract: ContractNumber): Promise<number> {
  const row = await db
    .selectFrom('narrowings')
    .select((own) => own.fn.max('number').as('last'))
    .where('contract', '=', contract)
    .executeTakeFirst()
  return lastRow.parse(row).last
}

const narrowingRow = z.object({ cause: narrowingCause })

/** Why less may leave than at the time of this narrowing; undefined where none came after it. */
export async function narrowingSince(
  db: Db,
  contract: ContractNumber,
  number: number,
): Promise<Narrowing | undefined> {
  const row = await db
    .selectFrom('narrowings')
    .select('cause')
    .where('contract', '=', contract)
    .where('number', '>', number)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row === undefined ? undefined : narrowingRow.parse(row).cause
}

const segmentRow = z.object({ kind: z.enum(segmentKinds), key: z.string(), name: z.string() })

/** The contract's catalogs, networks and sites, by name in the order of code points. */
export async function segmentsOf(db: Db, contract: ContractNumber): Promise<readonly SegmentEntry[]> {
  const rows = await db
    .selectFrom('segments')
    .select(['kind', 'key', 'name'])
    .where('contract', '=', contract)
    .execute()
  return rows
    .map((row) => segmentRow.parse(row))
    .toSorted(
      (a, b) => byCodePoint(a.kind, b.kind) || byCodePoint(a.name, b.name) || byCodePoint(a.key, b.key),
    )
}

/** Adds segments; with `rename`, gives known ones the new name, else leaves them as they are. */
export async function addSegments(
  db: Db,
  contract: ContractNumber,
  segments: readonly SegmentEntry[],
  { at, rename }: { readonly at: number; readonly rename: boolean },
): Promise<void> {
  for (const chunk of chunksOf(segments, 100)) {
    const rows = chunk.map(({ kind, key, name }) => ({ contract, kind, key, name, created_at: at }))
    await db
      .insertInto('segments')
      .values(rows)
      .onConflict((conflict) => {
        const columns = conflict.columns(['contract', 'kind', 'key'])
        return rename
          ? columns.doUpdateSet((row) => ({ name: row.ref('excluded.name') }))
          : columns.doNothing()
      })
      .execute()
  }
}
