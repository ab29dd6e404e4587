import type { Kysely } from 'kysely'
import { z } from 'zod'
import { domainIdentity, emailIdentity, isEmailIdentity } from '@catalytics/contract/email.ts'
import type { InvitationsTable, UsersTable } from '../schema-callers.ts'
import type { ContractsTable, PeopleTable, PeopleTwinsTable, QuarantineTable } from '../schema.ts'

type Touched = {
  readonly contracts: ContractsTable
  readonly people: PeopleTable
  readonly people_twins: PeopleTwinsTable
  readonly quarantine: QuarantineTable
  readonly users: UsersTable
  readonly invitations: InvitationsTable
}

/**
 * Every stored address is written in the one way, by which it is looked up from now on. Where two spellings of one person
 * are stored, the twin is noted, to be merged when the event store is there too. Users are not merged: whose password
 * and second factor should hold? The one that was signed in last keeps the address; doctor names the others.
 */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  await untyped.schema
    .createTable('people_twins')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('into_number', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('people_twins_key', ['contract', 'number'])
    .execute()
  await untyped.schema.alterTable('erased_people').addColumn('merged_into', 'integer').execute()
  const db = untyped.withTables<Touched>()
  for (const row of await db.selectFrom('contracts').select(['number', 'excluded_domains']).execute()) {
    await excludedDomains(db, row)
    await people(db, row.number)
  }
  await quarantine(db)
  await users(db)
  await invitations(db)
}

/** The address in the one way; undefined when it is written so already, or is none. */
function otherIdentity(email: string): string | undefined {
  const identity = emailIdentity(email)
  return identity !== email && isEmailIdentity(identity) ? identity : undefined
}

async function excludedDomains(
  db: Kysely<Touched>,
  { number, excluded_domains }: { readonly number: number; readonly excluded_domains: string },
): Promise<void> {
  const before = z.array(z.string()).parse(JSON.parse(excluded_domains))
  const after = JSON.stringify([...new Set(before.map((text) => domainIdentity(text) ?? text))])
  if (after === excluded_domains) return
  await db.updateTable('contracts').set({ excluded_domains: after }).where('number', '=', number).execute()
}

const atOnce = 10_000

async function people(db: Kysely<Touched>, contract: number): Promise<void> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('people')
      .select(['number', 'email'])
      .where('contract', '=', contract)
      .where('number', '>', after)
      .orderBy('number')
      .limit(atOnce)
      .execute()
    for (const { number, email } of rows) {
      const identity = otherIdentity(email)
      if (identity === undefined) continue
      const twin = await db
        .selectFrom('people')
        .select('number')
        .where('contract', '=', contract)
        .where('email', '=', identity)
        .executeTakeFirst()
      if (twin === undefined)
        await db
          .updateTable('people')
          .set({ email: identity })
          .where('contract', '=', contract)
          .where('number', '=', number)
          .execute()
      else
        await db.insertInto('people_twins').values({ contract, number, into_number: twin.number }).execute()
    }
    const last = rows.at(-1)
    if (rows.length < atOnce || last === undefined) return
    after = last.number
  }
}

async function quarantine(db: Kysely<Touched>): Promise<void> {
  const rows = await db
    .selectFrom('quarantine')
    .select('email')
    .distinct()
    .where('email', 'is not', null)
    .execute()
  for (const { email } of rows) {
    const identity = email === null ? undefined : otherIdentity(email)
    if (identity !== undefined)
      await db.updateTable('quarantine').set({ email: identity }).where('email', '=', email).execute()
  }
}

async function users(db: Kysely<Touched>): Promise<void> {
  const rows = await db.selectFrom('users').select(['id', 'email', 'last_seen_at']).execute()
  // Who is written in the one way already keeps the address; of others the one who was there last takes it.
  const taken = new Set(rows.map(({ email }) => email))
  for (const { id, email } of rows.toSorted((a, b) => (b.last_seen_at ?? 0) - (a.last_seen_at ?? 0))) {
    const identity = otherIdentity(email)
    if (identity === undefined || taken.has(identity)) continue
    taken.add(identity)
    await db.updateTable('users').set({ email: identity }).where('id', '=', id).execute()
  }
}

async function invitations(db: Kysely<Touched>): Promise<void> {
  const rows = await db.selectFrom('invitations').select(['id', 'contract', 'email']).execute()
  const taken = new Set(rows.map(({ contract, email }) => `${contract} ${email}`))
  for (const { id, contract, email } of rows) {
    const identity = otherIdentity(email)
    if (identity === undefined || taken.has(`${contract} ${identity}`)) continue
    taken.add(`${contract} ${identity}`)
    await db.updateTable('invitations').set({ email: identity }).where('id', '=', id).execute()
  }
}
