import { sql } from 'kysely'
import { z } from 'zod'
import { rejectReason, type RejectReason } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { QuarantineTable } from '../../stores/directory/schema.ts'

/** How many refused events a contract keeps; the oldest go first. */
export const quarantineLimit = 50_000

/** Adds some hundreds at most: a statement has a limit of parameters. */
export async function addToQuarantine(
  db: Db,
  contract: ContractNumber,
  entries: readonly Omit<QuarantineTable, 'contract'>[],
): Promise<void> {
  await db
    .insertInto('quarantine')
    .values(entries.map((entry) => ({ contract, ...entry })))
    .execute()
}

// SQLite writes within the event loop, and overwrites what it removes.
const removedAtOnce = 200

/** Removes the oldest entries above the limit, some at a time. */
export async function trimQuarantine(
  db: Db,
  contract: ContractNumber,
  limit = quarantineLimit,
): Promise<void> {
  const first = await db
    .selectFrom('quarantine')
    .select('id')
    .where('contract', '=', contract)
    .orderBy('id', 'desc')
    .limit(1)
    .offset(limit)
    .executeTakeFirst()
  if (first === undefined) return
  const oldest = db
    .selectFrom('quarantine')
    .select('id')
    .where('contract', '=', contract)
    .where('id', '<=', first.id)
    .orderBy('id')
    .limit(removedAtOnce)
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom('quarantine')
      .where('contract', '=', contract)
      .where('id', 'in', oldest)
      .executeTakeFirstOrThrow()
    if (Number(numDeletedRows) < removedAtOnce) return
    await loopTurn(contract)
  }
}

const quarantineRow = z.object({
  id: z.string(),
  received_at: z.number(),
  reason: rejectReason,
  detail: z.string(),
  event: z.string(),
  source: z.string(),
})
export type QuarantineEntry = z.infer<typeof quarantineRow>

/** Refused events, oldest first, after the entry `after`. */
export async function quarantined(
  db: Db,
  contract: ContractNumber,
  filter: {
    readonly reason: RejectReason | undefined
    /** Only these; at most 1,000. */
    readonly ids?: readonly string[] | undefined
    readonly after: string | undefined
    readonly limit: number
  },
): Promise<readonly QuarantineEntry[]> {
  let select = db
    .selectFrom('quarantine')
    .select(['id', 'received_at', 'reason', 'detail', 'event', 'source'])
    .where('contract', '=', contract)
  if (filter.reason !== undefined) select = select.where('reason', '=', filter.reason)
  if (filter.ids !== undefined) select = select.where('id', 'in', filter.ids)
  if (filter.after !== undefined) select = select.where('id', '>', filter.after)
  const rows = await select.orderBy('id').limit(filter.limit).execute()
  return rows.map((row) => quarantineRow.parse(row))
}

export async function quarantineCounts(db: Db, contract: ContractNumber): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('quarantine')
    .select(['reason', (aggregate) => aggregate.fn.countAll().as('count')])
    .where('contract', '=', contract)
    .groupBy('reason')
    .orderBy('reason')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.reason, Number(row.count)]))
}

export async function removeFromQuarantine(
  db: Db,
  contract: ContractNumber,
  ids: readonly string[],
): Promise<void> {
  for (const chunk of chunksOf(ids, 400)) {
    await db.deleteFrom('quarantine').where('contract', '=', contract).where('id', 'in', chunk).execute()
  }
}

/** Removes every refused event that carries this e-mail. */
export async function eraseFromQuarantine(db: Db, contract: ContractNumber, email: string): Promise<void> {
  await removeFromQuarantine(db, contract, await idsCarrying(db, contract, email))
}

export async function countInQuarantine(db: Db, contract: ContractNumber, email: string): Promise<number> {
  return (await idsCarrying(db, contract, email)).length
}

/** Entries with the e-mail where an event has it, or anywhere else: a refused event may have it in a wrong place. */
async function idsCarrying(db: Db, contract: ContractNumber, email: string): Promise<readonly string[]> {
  const pattern = `%${email.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await db
    .selectFrom('quarantine')
    .select(['id', 'email', 'event'])
    .where('contract', '=', contract)
    .where((entry) =>
      entry.or([entry('email', '=', email), sql<boolean>`lower(event) LIKE ${pattern} ESCAPE '\\'`]),
    )
    .execute()
  // Not joann@… nor ann@acme.example.com where ann@acme.example is meant.
  const literal = email.replaceAll(/\W/g, String.raw`\$&`)
  const alone = new RegExp(String.raw`(?<![\w.%+'-])${literal}(?![\w-]|\.\w)`, 'i')
  return rows.filter((row) => row.email === email || alone.test(row.event)).map((row) => row.id)
}

/** Refused events that came before an instant: they are actions too, of a kind. */
export async function removeQuarantinedBefore(
  db: Db,
  contract: ContractNumber,
  before: number,
): Promise<void> {
  await db
    .deleteFrom('quarantine')
    .where('contract', '=', contract)
    .where('received_at', '<', before)
    .execute()
}
