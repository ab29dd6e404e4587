import { Lru } from '../../lib/lru.ts'
import type { Contract } from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import type { LeadFilter } from './leads.filter.ts'
import type { LineDialect } from './leads.lines.ts'
import { idOf, lastByteOf, type PackedRow } from './leads.packed.ts'
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

/** A person's columns as bytes; between them stand those that an event may tell where the profile does not. */
type Tail = {
  readonly lead: LeadPerson
  /** The last byte of the id of the action that made them a new user; -1 without one. */
  readonly firstUseByte: number
  /** All that follows most of their actions in one piece; null where the profile leaves something to the event. */
  readonly usual: Buffer | null
  readonly beforeCountry: Buffer
  readonly beforeLanguage: Buffer
  readonly atEnd: Buffer
}

export function openSplicing(
  deps: Deps,
  contract: Contract,
  { dialect, filter, language }: Options,
): Splicing {
  const names = countryNames(language)
  const known = new Lru<number, Tail | 'no_lead'>(peopleKept)
  const noMessage = bytesOf({ quote_message: null })
  const ends = { true: endOf(true), false: endOf(false) }
  const ofCountry = remembered((country) =>
    bytesOf({ country: country || null, country_name: country === '' ? null : names(country) }),
  )
  const ofLanguage = remembered((spoken) => bytesOf({ language: spoken || null }))

  function bytesOf(columns: Parameters<LineDialect['more']>[0]): Buffer {
    return Buffer.from(dialect.more(columns))
  }

  function endOf(isNewUser: boolean): Buffer {
    return Buffer.from(`${dialect.more({ new_user: isNewUser })}${dialect.lineEnd}`)
  }

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

  function tailOf(lead: LeadPerson): Tail {
    const {
      country: _country,
      country_name: _name,
      language: _language,
      ...own
    } = personColumns(lead, { country: '', language: '' }, names)
    const { state, city, postal_code, address, phone, consent_at, consent_text, ...first } = own
    const beforeCountry = bytesOf(first)
    const beforeLanguage = bytesOf({ state, city, postal_code, address, phone })
    const atEnd = bytesOf({ consent_at, consent_text })
    const { country, language: spoken } = lead.values
    const middle =
      country === undefined || spoken === undefined
        ? null
        : [beforeCountry, ofCountry(country), beforeLanguage, ofLanguage(spoken), atEnd]
    return {
      lead,
      firstUseByte: lead.firstUseId === null ? -1 : Number.parseInt(lead.firstUseId.slice(-2), 16),
      usual: middle === null ? null : Buffer.concat([noMessage, ...middle, ends.false]),
      beforeCountry,
      beforeLanguage,
      atEnd,
    }
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
        if (tail === undefined) continue
        const [ownCountry = '', ownLanguage = ''] = tail.usual === null ? row.origin.split(' ') : []
        const country = tail.lead.values.country ?? ownCountry
        if (filter.countries.length > 0 && !inCountries(filter, country || null)) continue
        count += 1
        out.add(bytes, row.textStart, row.textEnd - 1)
        const isFirst = isFirstUse(bytes, row, tail)
        const message = row.isQuote ? messages.get(idOf(bytes, row)) : undefined
        if (tail.usual !== null && message === undefined && !isFirst) {
          out.add(tail.usual)
          continue
        }
        out.add(message === undefined ? noMessage : bytesOf({ quote_message: message }))
        out.add(tail.beforeCountry)
        out.add(ofCountry(country))
        out.add(tail.beforeLanguage)
        out.add(ofLanguage(tail.lead.values.language ?? ownLanguage))
        out.add(tail.atEnd)
        out.add(isFirst ? ends.true : ends.false)
      }
      return { bytes: out.bytes(), rows: count }
    },
  }
}

const mostRemembered = 1000

/** The same function, that makes each of its few different answers once. */
function remembered(make: (key: string) => Buffer): (key: string) => Buffer {
  const made = new Map<string, Buffer>()
  return (key) => {
    const before = made.get(key)
    if (before !== undefined) return before
    const fresh = make(key)
    if (made.size < mostRemembered) made.set(key, fresh)
    return fresh
  }
}

function isFirstUse(bytes: Buffer, row: PackedRow, tail: Tail): boolean {
  // Making the text of each row's id would cost as much as all the rest of it; nearly all differ in one byte already.
  return lastByteOf(bytes, row) === tail.firstUseByte && idOf(bytes, row) === tail.lead.firstUseId
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
