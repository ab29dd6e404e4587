import { z } from 'zod'
import { contractId, type ContractId } from '@catalytics/contract/ids.ts'
import { AppError, OperatorError } from '../../lib/errors.ts'
import type { Directory } from '../directory/directory.ts'
import type { EventStore, Params } from '../events/event-store.ts'
import { hasTables } from './sequence.losses.ts'

/*
 * The directory gives out every number, of rows and of people, before the event store learns of it. So an event store
 * with higher ones is of a later time than the directory, or of another installation: went the server on, the numbers
 * would be given out again, and people would be told to have done what others did.
 */

/** Rows of a contract that the directory cannot know. */
export type Excess = {
  /** As the event store has it. */
  readonly number: number
  /** Null where the directory has no such contract. */
  readonly contract: { readonly id: ContractId; readonly name: string } | null
  readonly held: Numbers
  readonly given: Numbers
}

/** The highest number of a row, and of a person. */
type Numbers = { readonly seq: number; readonly person: number }

const heldRow = z.object({ contract: z.number(), seq: z.coerce.number(), person: z.coerce.number() })

/** Compares the numbers in the event store with those that the directory has given out. Others may write meanwhile. */
export async function findExcess(directory: Directory, events: EventStore): Promise<readonly Excess[]> {
  if (!(await hasTables(events))) return []
  // First what is stored, then what was given out: meanwhile both only grow.
  const held = await heldNumbers(events)
  const known = await knownContracts(directory)
  return held.flatMap(({ contract: number, ...highest }): readonly Excess[] => {
    const { contract = null, given = { seq: 0, person: 0 } } = known.get(number) ?? {}
    const isKnown = contract !== null && highest.seq <= given.seq && highest.person <= given.person
    return isKnown ? [] : [{ number, contract, held: highest, given }]
  })
}

async function heldNumbers(events: EventStore) {
  const ask = async (query: string, params: Params = {}) =>
    (await events.rows(query, params, { timeLimitSeconds: 0 })).map((row) => heldRow.parse(row))
  const whole = await unlessDamaged(ask(numbersQuery('max(person)')))
  if (whole !== undefined) return whole
  // Bytes that have changed in the people of one contract keep no other from being looked at, nor the server from starting.
  const held: z.infer<typeof heldRow>[] = []
  const one = numbersQuery('max(person)', 'WHERE contract = {number: UInt32}')
  for (const row of await ask(numbersQuery('0'))) {
    const [ofContract] = (await unlessDamaged(ask(one, { number: row.contract }))) ?? []
    held.push(ofContract ?? row)
  }
  return held
}

function numbersQuery(person: 'max(person)' | '0', where = ''): string {
  return `SELECT contract, max(seq) AS seq, ${person} AS person FROM events ${where} GROUP BY contract ORDER BY contract`
}

async function unlessDamaged<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError && error.code === 'damaged') return undefined
    throw error
  }
}

const contractRow = z
  .object({
    number: z.number(),
    id: contractId,
    name: z.string(),
    // Null where no number was given out yet.
    reserved: z.number().nullable(),
    people: z.number().nullable(),
  })
  .transform(({ number, id, name, reserved, people }) => ({
    number,
    contract: { id, name },
    given: { seq: reserved ?? 0, person: people ?? 0 },
  }))

async function knownContracts({ db }: Directory) {
  const rows = await db
    .selectFrom('contracts')
    .leftJoin('sequences', 'sequences.contract', 'contracts.number')
    .select(['contracts.number', 'contracts.id', 'contracts.name', 'sequences.reserved', 'sequences.people'])
    .execute()
  return new Map(rows.map((row) => contractRow.parse(row)).map((row) => [row.number, row]))
}

/** Says of each contract what the event store holds too much. */
export function excessInWords(excess: readonly Excess[]): string {
  return excess
    .map(({ number, contract, held, given }) => {
      if (contract === null)
        return `there are rows of a contract number ${number}, which the directory store does not have`
      const rows = held.seq > given.seq ? [`the number ${held.seq} and given out only ${given.seq}`] : []
      const people =
        held.person > given.person ? [`the person ${held.person} and given out only ${given.person}`] : []
      return `contract ${contract.id} (${contract.name}) has stored ${[...rows, ...people].join(', ')}`
    })
    .join('; ')
}

/** What to do about stores that do not belong together. */
export const howToRejoin =
  'The two stores are of different times, as when one was copied or restored alone, or of different installations. Put the directory store back that belongs to these events, or lead DATABASE_URL and CLICKHOUSE_URL to the databases of one installation. Else: Restore a backup, which holds both, into a new data folder and empty databases (./catalytics restore FILE --data FOLDER).'

/** Why nothing may be taken in or told. */
export function notOfThisDirectory(what: string): AppError {
  return new OperatorError(
    'damaged',
    `The event store is ahead of the directory store: ${what}. ${howToRejoin}`,
  )
}
