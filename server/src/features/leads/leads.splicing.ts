import { Lru } from '../../lib/lru.ts'
import { uuidToRowBinary } from '../../lib/uuid-bytes.ts'
import type { Contract } from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import type { LeadFilter } from './leads.filter.ts'
import type { LineDialect } from './leads.lines.ts'
import { idOf, type PackedRow } from './leads.packed.ts'
import { countryNames, leadPeople, personColumns, type LeadPerson } from './leads.people.ts'
import { inCountries, type Deps } from './leads.select.ts'

/** Text that is ready to leave, and how many rows it has. */
export type Part = { readonly bytes: Buffer; readonly rows: number }

type Options = {
  readonly dialect: LineDialect
  readonly filter: LeadFilter
  /** Of the country names. */
  readonly language: string
}

/** Puts the person into the engine's rows, and leaves out those whose person must not leave. */
export type Splicing = { splice(bytes: Buffer, rows: readonly PackedRow[]): Promise<Part> }

// A contract may have far more people than fit into memory.
const peopleKept = 50_000
const originsKept = 4

/** What is written behind each action of a person, as bytes. */
type Tail = {
  readonly lead: LeadPerson
  /** The id of the action that made them a new user, as RowBinary has it; null without one. */
  readonly firstUse: Buffer | null
  /** By the event's country and language: null where the filter leaves them out. Most act from one country. */
  readonly texts: Lru<string, Buffer | 'left_out'>
}

export function openSplicing(
  deps: Deps,
  contract: Contract,
  { dialect, filter, language }: Options,
): Splicing {
  const names = countryNames(language)
  const known = new Lru<number, Tail | 'no_lead'>(peopleKept)
  const noMessage = Buffer.from(dialect.message(null))
  const ends = { true: Buffer.from(dialect.end(true)), false: Buffer.from(dialect.end(false)) }

  /** The leads behind these rows: from memory, else from the directory in one go. */
  async function tailsOf(rows: readonly PackedRow[]): Promise<ReadonlyMap<number, Tail>> {
    const found = new Map<number, Tail>()
    const missing: number[] = []
    for (const number of new Set(rows.map((row) => row.person))) {
      const tail = known.get(number)
      if (tail === undefined) missing.push(number)
      else if (tail !== 'no_lead') found.set(number, tail)
    }
    const leads = await leadPeople(deps, contract, missing)
    for (const number of missing) {
      const lead = leads.get(number)
      const tail = lead === undefined ? undefined : tailOf(lead)
      known.set(number, tail ?? 'no_lead')
      if (tail !== undefined) found.set(number, tail)
    }
    return found
  }

  function textOf(tail: Tail, origin: string): Buffer | 'left_out' {
    const before = tail.texts.get(origin)
    if (before !== undefined) return before
    const [country = '', spoken = ''] = origin.split(' ')
    const columns = personColumns(tail.lead, { country, language: spoken }, names)
    const isLeftOut = filter.countries.length > 0 && !inCountries(filter, columns.country)
    const text = isLeftOut ? 'left_out' : Buffer.from(dialect.person(columns))
    tail.texts.set(origin, text)
    return text
  }

  return {
    async splice(bytes, rows) {
      const tails = await tailsOf(rows)
      const quotes = rows.filter((row) => row.isQuote && tails.has(row.person))
      const messages = await people.messages(
        deps,
        contract.number,
        quotes.map((row) => idOf(bytes, row)),
      )
      const out = openOutput(bytes.length * 2)
      let count = 0
      for (const row of rows) {
        const tail = tails.get(row.person)
        const text = tail === undefined ? 'left_out' : textOf(tail, row.origin)
        if (tail === undefined || text === 'left_out') continue
        const message = row.isQuote ? messages.get(idOf(bytes, row)) : undefined
        out.add(bytes, row.textStart, row.textEnd - 1)
        out.add(message === undefined ? noMessage : Buffer.from(dialect.message(message)))
        out.add(text)
        out.add(isAt(bytes, row.idAt, tail.firstUse) ? ends.true : ends.false)
        count += 1
      }
      return { bytes: out.bytes(), rows: count }
    },
  }
}

function tailOf(lead: LeadPerson): Tail {
  const firstUse = lead.firstUseId === null ? null : uuidToRowBinary(lead.firstUseId)
  return { lead, firstUse, texts: new Lru(originsKept) }
}

function isAt(bytes: Buffer, at: number, wanted: Buffer | null): boolean {
  // Comparing all of them would cost a call a row; nearly every id differs in its first byte already.
  if (wanted === null || bytes[at] !== wanted[0]) return false
  return bytes.compare(wanted, 0, wanted.length, at, at + wanted.length) === 0
}

/** Bytes one after the other, in one piece of memory that grows as needed. */
function openOutput(expected: number) {
  let memory = Buffer.allocUnsafeSlow(expected)
  let end = 0
  return {
    add(from: Buffer, start = 0, stop = from.length): void {
      if (end + stop - start > memory.length) {
        const larger = Buffer.allocUnsafeSlow((end + stop - start) * 2)
        memory.copy(larger, 0, 0, end)
        memory = larger
      }
      end += from.copy(memory, end, start, stop)
    },
    bytes: () => memory.subarray(0, end),
  }
}
