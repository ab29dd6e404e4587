import type { Kysely } from 'kysely'
import { randomBase62 } from '../../../lib/random.ts'

type Touched = { readonly installation: { readonly id: string } }

/** Which installation this is. The event store is told at the next start, and is held against it from then on. */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  await untyped.schema
    .createTable('installation')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .execute()
  const db = untyped.withTables<Touched>()
  // An id that is there already stays: the event store may know it.
  if ((await db.selectFrom('installation').select('id').execute()).length > 0) return
  await db
    .insertInto('installation')
    .values({ id: randomBase62(22) })
    .execute()
}
