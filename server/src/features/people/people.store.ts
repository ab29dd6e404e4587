import { sql, type CompiledQuery } from 'kysely'
import { z } from 'zod'
import { recordOf } from '@catalytics/contract/columns.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { pastDelivery } from '@catalytics/contract/people.ts'
import { profileFields } from '@catalytics/contract/person-columns.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { drawnVersion } from '../../lib/random.ts'
import { compiledOnce } from '../../stores/directory/compiled-once.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { NewPerson } from '../../stores/directory/schema.ts'
import type { PersonState } from './people.merge.ts'

const entry = z.object({ value: z.string(), at: z.number() }).optional()
// One by one: Zod checks an object of known keys several times as fast as a record, and exports check many people.
const profile = z.object(recordOf(profileFields, () => entry))

const columns = [
  'number',
  'lead_id',
  'email',
  'profile',
  'consent',
  'consent_decided_at',
  'consent_text',
  'first_use_at',
  'first_use_id',
  'country',
  'moved',
  'created_at',
] as const

const personRow = z.object({
  number: z.number(),
  lead_id: z.string(),
  email: z.string(),
  profile: z.string(),
  consent: z.number(),
  consent_decided_at: z.number().nullable(),
  consent_text: z.string().nullable(),
  first_use_at: z.number().nullable(),
  first_use_id: z.string().nullable(),
  country: z.string(),
  moved: z.number(),
  created_at: z.number(),
})

function toPerson(stored: unknown): PersonState {
  const row = personRow.parse(stored)
  return {
    number: row.number,
    leadId: row.lead_id,
    email: row.email,
    profile: profile.parse(JSON.parse(row.profile)),
    consent: row.consent === 1,
    consentDecidedAt: row.consent_decided_at,
    consentText: row.consent_text,
    firstUseAt: row.first_use_at,
    firstUseId: row.first_use_id,
    country: row.country,
    moved: row.moved === 1,
    createdAt: row.created_at,
  }
}

const listSize = 400

/** The people behind these e-mails (normalised), by e-mail. */
export async function peopleByEmail(
  db: Db,
  contract: ContractNumber,
  emails: readonly string[],
): Promise<Map<string, PersonState>> {
  const found = new Map<string, PersonState>()
  for (const chunk of chunksOf(emails, listSize)) {
    const rows = await db
      .selectFrom('people')
      .select(columns)
      .where('contract', '=', contract)
      .where('email', 'in', chunk)
      .execute()
    for (const row of rows) found.set(row.email, toPerson(row))
  }
  return found
}

/** Which state of a person's row was read. */
export type PersonVersion = { readonly number: number; readonly version: number }

/** The people behind these numbers, each with the state of their row; the erased are not there. */
export async function peopleWithVersions(
  db: Db,
  contract: ContractNumber,
  numbers: readonly number[],
): Promise<readonly (PersonVersion & { readonly person: PersonState })[]> {
  const found: (PersonVersion & { readonly person: PersonState })[] = []
  for (const chunk of chunksOf(numbers, listSize)) {
    const { rows } = await db.executeQuery<unknown>(ofNumbers(personQueries, db, contract, chunk))
    for (const row of rows) {
      const person = toPerson(row)
      found.push({ number: person.number, version: versionRow.parse(row).version, person })
    }
  }
  return found
}

const versionRow = z.object({ version: z.number() })
// PostgreSQL gives sums of whole numbers as text.
const sumRow = z.object({ count: z.coerce.number(), sum: z.coerce.number() })

/**
 * Those whose rows are still in this state, found out with little work: of a list of some hundred in which one row has
 * changed, nobody is among them.
 *
 * @param people each once
 */
export async function unchangedPeople<One extends PersonVersion>(
  db: Db,
  contract: ContractNumber,
  people: readonly One[],
): Promise<readonly One[]> {
  const same: One[] = []
  for (const some of chunksOf(people, listSize)) {
    const numbers = some.map(({ number }) => number)
    const { rows } = await db.executeQuery<unknown>(ofNumbers(sumQueries, db, contract, numbers))
    const { count, sum } = sumRow.parse(rows[0])
    const before = some.reduce((all, { version }) => all + version, 0)
    if (count === some.length && sum === before) for (const one of some) same.push(one)
  }
  return same
}

type ListQuery = (db: Db) => CompiledQuery
/** Queries for so many numbers: with lists of a few lengths only, the text of each is made once. */
type ListQueries = ReadonlyMap<number, ListQuery>

function queriesFor(queryOf: (db: Db, numbers: readonly number[]) => CompiledQuery): ListQueries {
  const queries = [10, 40, 120, listSize].map((size) => {
    const numbers = Array.from({ length: size }, () => 0)
    return [size, compiledOnce((db) => queryOf(db, numbers))] as const
  })
  return new Map(queries)
}

const personQueries = queriesFor((db, numbers) =>
  db
    .selectFrom('people')
    .select([...columns, 'version'])
    .where('contract', '=', 0)
    .where('number', 'in', numbers)
    .compile(),
)
const sumQueries = queriesFor((db, numbers) =>
  db
    .selectFrom('people')
    .select(({ fn }) => [fn.countAll().as('count'), fn.coalesce(fn.sum('version'), sql`0`).as('sum')])
    .where('contract', '=', 0)
    .where('number', 'in', numbers)
    .compile(),
)

function ofNumbers(
  queries: ListQueries,
  db: Db,
  contract: ContractNumber,
  numbers: readonly number[],
): CompiledQuery {
  for (const [size, query] of queries) {
    if (numbers.length > size) continue
    // The last one again and again: a row is found once.
    const padded = [...numbers, ...Array.from({ length: size - numbers.length }, () => numbers.at(-1))]
    return { ...query(db), parameters: [contract, ...padded] }
  }
  throw new TypeError(`a list of ${numbers.length} numbers`)
}

/** The people behind these numbers, by number; the erased are not there. */
export async function peopleByNumber(
  db: Db,
  contract: ContractNumber,
  numbers: readonly number[],
): Promise<Map<number, PersonState>> {
  const found = await peopleWithVersions(db, contract, numbers)
  return new Map(found.map(({ number, person }) => [number, person]))
}

export async function personByLeadId(
  db: Db,
  contract: ContractNumber,
  leadId: string,
): Promise<PersonState | undefined> {
  const row = await db
    .selectFrom('people')
    .select(columns)
    .where('contract', '=', contract)
    .where('lead_id', '=', leadId)
    .executeTakeFirst()
  return row === undefined ? undefined : toPerson(row)
}

/** Numbers of the people whose country is not the one their events carry; undefined when there are more than `most`. */
export async function movedPeople(
  db: Db,
  contract: ContractNumber,
  most: number,
): Promise<readonly number[] | undefined> {
  const rows = await db
    .selectFrom('people')
    .select('number')
    .where('contract', '=', contract)
    .where('moved', '=', 1)
    .limit(most + 1)
    .execute()
  return rows.length > most ? undefined : rows.map((row) => row.number)
}

const upsertSize = 100

/** Writes people as they are now; new ones are added. */
export async function savePeople(
  db: Db,
  contract: ContractNumber,
  people: readonly PersonState[],
): Promise<void> {
  for (const chunk of chunksOf(people, upsertSize)) {
    await db
      .insertInto('people')
      .values(chunk.map((person) => toRow(contract, person)))
      .onConflict((conflict) =>
        conflict.columns(['contract', 'number']).doUpdateSet((row) => ({
          profile: row.ref('excluded.profile'),
          consent: row.ref('excluded.consent'),
          consent_decided_at: row.ref('excluded.consent_decided_at'),
          consent_text: row.ref('excluded.consent_text'),
          first_use_at: row.ref('excluded.first_use_at'),
          first_use_id: row.ref('excluded.first_use_id'),
          country: row.ref('excluded.country'),
          moved: row.ref('excluded.moved'),
          version: row.ref('excluded.version'),
        })),
      )
      .execute()
  }
}

function toRow(contract: ContractNumber, person: PersonState): NewPerson {
  return {
    contract,
    number: person.number,
    lead_id: person.leadId,
    email: person.email,
    profile: JSON.stringify(person.profile),
    consent: person.consent ? 1 : 0,
    consent_decided_at: person.consentDecidedAt,
    consent_text: person.consentText,
    first_use_at: person.firstUseAt,
    first_use_id: person.firstUseId,
    country: person.country,
    moved: person.moved ? 1 : 0,
    created_at: person.createdAt,
    version: drawnVersion(),
  }
}

/** Removes a person's directory row and what hangs on it, and leaves the mark that a feed needs to tell of it. */
export async function deletePerson(
  db: Db,
  contract: ContractNumber,
  person: PersonState,
  erasedAt: number,
): Promise<void> {
  await db
    .deleteFrom('quote_messages')
    .where('contract', '=', contract)
    .where('person', '=', person.number)
    .execute()
  await db.deleteFrom('people').where('contract', '=', contract).where('number', '=', person.number).execute()
  await db
    .insertInto('erased_people')
    .values({
      contract,
      number: person.number,
      lead_id: person.leadId,
      erased_at: erasedAt,
      merged_into: null,
      deliveries: null,
    })
    .execute()
}

/** As {@link deletePerson}, of many, whose erasure is done with it. */
export async function forgetPeople(
  db: Db,
  contract: ContractNumber,
  people: readonly PersonState[],
  erased_at: number,
): Promise<void> {
  for (const chunk of chunksOf(people, upsertSize)) {
    const numbers = chunk.map(({ number }) => number)
    await db
      .deleteFrom('quote_messages')
      .where('contract', '=', contract)
      .where('person', 'in', numbers)
      .execute()
    await db.deleteFrom('people').where('contract', '=', contract).where('number', 'in', numbers).execute()
    const erased = { contract, erased_at, merged_into: null, deliveries: '[]' }
    await db
      .insertInto('erased_people')
      .values(chunk.map(({ number, leadId }) => ({ ...erased, number, lead_id: leadId })))
      .execute()
  }
}

/** Names are not kept with it. */
const storedDelivery = pastDelivery.omit({ actor_name: true })
export type StoredDelivery = z.infer<typeof storedDelivery>

const erasedRow = z.object({
  number: z.number(),
  lead_id: z.string(),
  erased_at: z.number(),
  deliveries: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(storedDelivery))
    .nullable(),
})
export type ErasedPerson = z.infer<typeof erasedRow>

export async function erasedByLeadId(
  db: Db,
  contract: ContractNumber,
  leadId: string,
): Promise<ErasedPerson | undefined> {
  const row = await db
    .selectFrom('erased_people')
    .select(['number', 'lead_id', 'erased_at', 'deliveries'])
    .where('contract', '=', contract)
    .where('lead_id', '=', leadId)
    .executeTakeFirst()
  return row === undefined ? undefined : erasedRow.parse(row)
}

export async function erasedByPerson(
  db: Db,
  contract: ContractNumber,
  person: number,
): Promise<ErasedPerson | undefined> {
  const row = await db
    .selectFrom('erased_people')
    .select(['number', 'lead_id', 'erased_at', 'deliveries'])
    .where('contract', '=', contract)
    .where('number', '=', person)
    .executeTakeFirst()
  return row === undefined ? undefined : erasedRow.parse(row)
}

/** The lead ids of erased people, by number. */
export async function erasedByNumber(
  db: Db,
  contract: ContractNumber,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const chunk of chunksOf(numbers, listSize)) {
    const rows = await db
      .selectFrom('erased_people')
      .select(['number', 'lead_id'])
      .where('contract', '=', contract)
      .where('number', 'in', chunk)
      .execute()
    for (const row of rows) found.set(row.number, row.lead_id)
  }
  return found
}

/** Marks an erasure as finished, with the deliveries that had held the person. */
export async function finishErasure(
  db: Db,
  contract: ContractNumber,
  person: number,
  deliveries: readonly StoredDelivery[],
): Promise<void> {
  await db
    .updateTable('erased_people')
    .set({ deliveries: JSON.stringify(deliveries) })
    .where('contract', '=', contract)
    .where('number', '=', person)
    .execute()
}
