import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { drawnVersion } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { PersonState } from './people.merge.ts'

/** Two people whose address is the same in two spellings, by number. */
export type Twins = { readonly from: number; readonly into: number }

const twinRow = z
  .object({ number: z.number(), into_number: z.number() })
  .transform(({ number, into_number }): Twins => ({ from: number, into: into_number }))

/** Who is to be merged into whom. */
export async function twinsOf(db: Db, contract: ContractNumber): Promise<readonly Twins[]> {
  const rows = await db
    .selectFrom('people_twins')
    .select(['number', 'into_number'])
    .where('contract', '=', contract)
    .orderBy('number')
    .execute()
  return rows.map((row) => twinRow.parse(row))
}

/** Two twins are one from now on. */
export async function removeTwins(db: Db, contract: ContractNumber, { from }: Twins): Promise<void> {
  await db.deleteFrom('people_twins').where('contract', '=', contract).where('number', '=', from).execute()
}

/** Lets one person stand for another: their texts are hers, their lead id leads to her. */
export async function replacePerson(
  db: Db,
  contract: ContractNumber,
  { from, into, at }: { readonly from: PersonState; readonly into: PersonState; readonly at: number },
): Promise<void> {
  await db
    .updateTable('quote_messages')
    .set({ person: into.number })
    .where('contract', '=', contract)
    .where('person', '=', from.number)
    .execute()
  await db.deleteFrom('people').where('contract', '=', contract).where('number', '=', from.number).execute()
  await db
    .updateTable('people')
    .set({ created_at: into.createdAt, version: drawnVersion() })
    .where('contract', '=', contract)
    .where('number', '=', into.number)
    .execute()
  const merged = { lead_id: from.leadId, erased_at: at, deliveries: '[]', merged_into: into.number }
  await db
    .insertInto('erased_people')
    .values({ contract, number: from.number, ...merged })
    .execute()
}

const numberRow = z.object({ number: z.number() })

/** The numbers of all who were merged into a person. */
export async function mergedInto(db: Db, contract: ContractNumber, into: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('erased_people')
    .select('number')
    .where('contract', '=', contract)
    .where('merged_into', '=', into)
    .execute()
  return rows.map((row) => numberRow.parse(row).number)
}

/** Whom somebody was merged into, by their lead id; undefined when they were not. */
export async function successorOf(
  db: Db,
  contract: ContractNumber,
  leadId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('erased_people')
    .select('merged_into as number')
    .where('contract', '=', contract)
    .where('lead_id', '=', leadId)
    .where('merged_into', 'is not', null)
    .executeTakeFirst()
  return row === undefined ? undefined : numberRow.parse(row).number
}

/** Gives the stored actions of one person to another; what the feed told of the first stays as it was. */
export async function moveActions(
  events: EventStore,
  contract: ContractNumber,
  { from, into }: Twins,
): Promise<void> {
  await events.command(
    `ALTER TABLE events UPDATE person = {into: UInt32}
WHERE contract = {contract: UInt32} AND person = {from: UInt32} AND kind IN ('event', 'release')`,
    { contract, from, into },
  )
}
