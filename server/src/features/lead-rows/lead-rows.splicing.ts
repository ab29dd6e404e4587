import { countryNames } from '@catalytics/contract/region-names.ts'
import { inCountries, type Filter } from '../../analytics/question.ts'
import type { ReusedMemory } from '../../lib/reused-memory.ts'
import type { Contract } from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { actionRuns as runs } from './lead-rows.columns.ts'
import { EngineLines } from './lead-rows.engine-lines.ts'
import type { LineDialect } from './lead-rows.lines.ts'
import { madeOfLeads, type Deps, type LeadPerson, type MadeOfPeople } from './lead-rows.people.ts'

/** Text that is ready to leave, and how many rows it has. */
export type Part = { readonly bytes: Buffer; readonly rows: number }

/** Text of some of the lines that were spliced, and what among them is no action: the line, and where it would stand. */
export type Spliced = Part & { readonly others: readonly OtherLine[] }
type OtherLine = { readonly line: Buffer; readonly at: number; readonly rowsBefore: number }

type Options = {
  readonly dialect: LineDialect
  /** Where parts are put together. */
  readonly memory: ReusedMemory
  readonly filter: Filter
  /** Of the country names. */
  readonly language: string
  /** What earlier splicings for this contract and language made of people, in a dialect that writes them alike. */
  readonly keptTails?: MadeOfPeople<Tail> | undefined
}

/** Puts the person into the engine's lines, and leaves out those whose person must not leave. */
export type Splicing = {
  /** Takes bytes of whole lines, and changes them. */
  splice(bytes: Buffer): Promise<Spliced>
}

// A contract may have far more people than fit into memory; those of one piece always do.
const peopleKept = 50_000

/** A person's columns as bytes. */
export type Tail = {
  readonly firstUseId: string | null
  /** How `firstUseId` ends, as a character's code; -1 without one. */
  readonly firstUseEnd: number
  readonly country: string | null
  /** All that follows most of their actions; or what the profile tells, where it leaves something to the event. */
  readonly text: Buffer | WithGaps
}

type WithGaps = {
  readonly language: string | null
  readonly beforeCountry: Buffer
  readonly beforeLanguage: Buffer
  readonly atEnd: Buffer
}

export function openSplicing(
  deps: Deps,
  contract: Contract,
  { dialect, memory, filter, language, keptTails }: Options,
): Splicing {
  const names = countryNames(language)
  const { around } = dialect
  const known = new Map<number, Tail | undefined>()
  const noMessage = bytesOf({ quote_message: null }, runs.message)
  const ends = { true: endOf(true), false: endOf(false) }
  const ofCountry = remembered((country) =>
    bytesOf({ country: country || null, country_name: country === '' ? null : names(country) }, runs.country),
  )
  // How much longer lines may become.
  let growth = 2
  const ofLanguage = remembered((spoken) => bytesOf({ language: spoken || null }, runs.language))

  function bytesOf(...[row, columns]: Parameters<LineDialect['more']>): Buffer {
    return Buffer.from(dialect.more(row, columns))
  }

  function endOf(isNewUser: boolean): Buffer {
    return Buffer.from(`${dialect.more({ new_user: isNewUser }, runs.newUser)}${dialect.lineEnd}`)
  }

  /** Makes known who these people are, asking the directory in one go for those who are not. */
  async function meet(seen: ReadonlySet<number>): Promise<void> {
    let missing = [...seen].filter((number) => !known.has(number))
    if (known.size + missing.length > peopleKept) {
      known.clear()
      missing = [...seen]
    }
    if (missing.length === 0) return
    const tails = await madeOfLeads(deps, contract, missing, { make: tailOf, kept: keptTails })
    for (const number of missing) known.set(number, tails.get(number))
  }

  function tailOf(lead: LeadPerson): Tail {
    const { country, language: spoken } = lead.columns
    const beforeCountry = bytesOf(lead.columns, runs.beforeCountry)
    const beforeLanguage = bytesOf(lead.columns, runs.beforeLanguage)
    const atEnd = bytesOf(lead.columns, runs.atEnd)
    return {
      firstUseId: lead.firstUseId,
      firstUseEnd: lead.firstUseId === null ? -1 : lead.firstUseId.charCodeAt(lead.firstUseId.length - 1),
      country,
      text:
        country !== null && spoken !== null
          ? Buffer.concat([
              noMessage,
              beforeCountry,
              ofCountry(country),
              beforeLanguage,
              ofLanguage(spoken),
              atEnd,
              ends.false,
            ])
          : { language: spoken, beforeCountry, beforeLanguage, atEnd },
    }
  }

  return {
    async splice(bytes) {
      const lines = new EngineLines(bytes, dialect.engine)
      const { persons, quotes } = named(lines)
      await meet(persons)
      const messages = await people.messages(deps, contract.number, quotes)
      const out = openOutput(memory, bytes.length * growth)
      let rows = 0
      const others: OtherLine[] = []
      while (lines.next()) {
        if (!lines.isAction) {
          others.push({ line: lines.line(), at: out.length(), rowsBefore: rows })
          continue
        }
        const tail = known.get(lines.person)
        if (tail === undefined) continue
        const { text } = tail
        const country = tail.country ?? lines.country()
        if (filter.countries.length > 0 && !inCountries(filter, country || null)) continue
        rows += 1
        if (around !== undefined) {
          out.add(around.beforeSeq)
          out.add(bytes, lines.seqAt, lines.seqEnd)
          out.add(around.beforeReceived)
          out.add(bytes, lines.receivedAt, lines.receivedEnd())
          out.add(around.beforeLine)
        }
        out.add(bytes, lines.columnsAt, lines.columnsEnd)
        const isFirst = isFirstUse(lines, tail)
        const message = lines.isQuote ? messages.get(lines.id()) : undefined
        if (Buffer.isBuffer(text) && message === undefined && !isFirst) out.add(text)
        else {
          out.add(message === undefined ? noMessage : bytesOf({ quote_message: message }, runs.message))
          if (Buffer.isBuffer(text)) out.add(text, noMessage.length, text.length - ends.false.length)
          else {
            out.add(text.beforeCountry)
            out.add(ofCountry(country))
            out.add(text.beforeLanguage)
            out.add(ofLanguage(text.language ?? lines.language()))
            out.add(text.atEnd)
          }
          out.add(isFirst ? ends.true : ends.false)
        }
        if (around !== undefined) out.endWith(around.lineEnd)
      }
      const spliced = out.bytes()
      growth = Math.max(growth, (spliced.length / bytes.length) * 1.05)
      return { bytes: spliced, rows, others }
    },
  }
}

/** Who is behind these lines, and which of them are requests for quotation; stands before the first again. */
function named(lines: EngineLines) {
  const persons = new Set<number>()
  const quotes: string[] = []
  while (lines.next()) {
    if (!lines.isAction) continue
    persons.add(lines.person)
    if (lines.isQuote) quotes.push(lines.id())
  }
  lines.again()
  return { persons, quotes }
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

function isFirstUse(lines: EngineLines, tail: Tail): boolean {
  // Making the text of each id would cost as much as all the rest of a line; most differ in one character already.
  return lines.lastOfId() === tail.firstUseEnd && lines.id() === tail.firstUseId
}

/** Bytes one after the other, in one piece of memory that grows as needed. */
function openOutput(memory: ReusedMemory, expected: number) {
  let taken = memory.take(expected)
  let end = 0
  return {
    add(from: Buffer, start = 0, stop = from.length): void {
      if (end + stop - start > taken.length) {
        const larger = memory.take((end + stop - start) * 2)
        taken.copy(larger, 0, 0, end)
        memory.giveBack(taken)
        taken = larger
      }
      end += from.copy(taken, end, start, stop)
    },
    /** In the place of the line break. */
    endWith(lineEnd: Buffer): void {
      end -= 1
      this.add(lineEnd)
    },
    length: () => end,
    bytes: () => taken.subarray(0, end),
  }
}
