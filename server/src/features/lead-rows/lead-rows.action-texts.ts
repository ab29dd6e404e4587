import { z } from 'zod'
import type { Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import { LastUsed } from '../../lib/last-used.ts'
import { wholeLines } from '../../lib/lines.ts'
import { openPieces } from '../../lib/loop-turns.ts'
import { openReusedMemory } from '../../lib/reused-memory.ts'
import type { Contract } from '../contracts/contracts.ts'
import { ndjsonLines, type LineDialect } from './lead-rows.lines.ts'
import type { Deps, MadeOfPerson } from './lead-rows.people.ts'
import { openSplicing, type Part, type Spliced, type Tail } from './lead-rows.splicing.ts'
import * as store from './lead-rows.store.ts'

/** Some actions of a selection, as text. */
export type ActionTexts = {
  /** Those whose people may leave, by number: lines, each with its object in JSON. */
  readonly parts: readonly Part[]
  /** How many actions were looked at. */
  readonly seen: number
  /** The number of the last of them, where there are as many as were asked for: more may follow. */
  readonly last: number | undefined
  /** When nobody reads the rows any more: their memory serves others. */
  giveBack(): void
}

/** At most `limit` rows with numbers in (after, through]. */
export type Range = { readonly after: number; readonly through: number; readonly limit: number }

/** Reads actions of one selection, range by range, the way they leave in a stream: never as objects. */
export function openActionTexts(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  language: string,
): (range: Range) => Promise<ActionTexts> {
  const { filter } = selection
  const read = openTexts(deps, contract, { dialect: ndjsonLines, filter, language })
  return async ({ limit, ...range }) => {
    const statement = actionsStatement({ ...selection, ...range, mode: 'mayLeave' }, limit)
    const parts: Part[] = []
    const found = await read(statement, limit, (spliced) => parts.push(spliced))
    const last = found.last === undefined ? undefined : numbered.parse(JSON.parse(found.last)).seq
    return { ...found, parts, last }
  }
}

const numbered = z.object({ seq: z.number() })

// One for all pages: fresh memory for each of them would cost as much as filling it.
const memory = openReusedMemory()

// Of whoever reads page after page, each page has most of the people of the one before.
const tailsKept = 80_000
const keptTails = new LastUsed<number, MadeOfPerson<Tail>>(tailsKept)

type As = {
  /** Of JSON: all of them make the same of a person. */
  readonly dialect: LineDialect
  readonly filter: Selection['filter']
  readonly language: string
}

/** What was read, while its memory is held. */
type Texts = {
  readonly seen: number
  /** The last line as the engine wrote it, where there are as many as were asked for. */
  readonly last: string | undefined
  giveBack(): void
}

/** Reads answers of the engine as lines of a dialect. */
export function openTexts(
  deps: Deps,
  contract: Contract,
  { dialect, filter, language }: As,
): (statement: Statement<unknown>, limit: number, add: (spliced: Spliced) => void) => Promise<Texts> {
  const keptOnes = keptTails.of(`${contract.number} ${language}`)
  const splicing = openSplicing(deps, contract, { dialect, memory, filter, language, keptTails: keptOnes })
  return async (statement, limit, add) => {
    const format = dialect.engine.name
    const chunks =
      limit < streamed
        ? [await store.bytes(deps.events, contract.number, statement, format)]
        : store.stream(deps.events, contract.number, statement, { ...limits, format })
    const lent: Buffer[] = []
    const nextTurn = openPieces(contract.number)
    let seen = 0
    let last: string | undefined
    const giveBack = () => {
      for (const bytes of lent.splice(0)) memory.giveBack(bytes)
    }
    try {
      // While the engine writes on: a page costs little more than the slower of the two.
      for await (const piece of wholeLines(chunks, bytesAtOnce)) {
        seen += countLines(piece)
        // Before the piece is changed; only the end of a full answer says how far it came.
        if (seen === limit) last = lastLine(piece).toString()
        const spliced = await splicing.splice(piece)
        add(spliced)
        // Where many must not leave, most pieces have nothing to keep.
        if (spliced.rows === 0) memory.giveBack(spliced.bytes)
        else lent.push(spliced.bytes)
        // A page of thousands in one go would hold up everybody else's small ones.
        await nextTurn()
      }
    } catch (error) {
      giveBack()
      throw error
    }
    return { seen, last, giveBack }
  }
}

const bytesAtOnce = 64 * 1024
/** Fewer rows are read as a whole: to begin a stream holds the engine's own loop up while the statement is planned. */
const streamed = 1000
// One thread, as for every question that is a page: few of them would take all cores from everybody else's. Some rows at
// once, so that the first are on their way while the engine works on the next.
const limits = { timeLimitSeconds: 60, threads: 1, rowsAtOnce: 1000, inTurn: true } as const

const lineFeed = 10

/** The number of the last action of these lines. */
export function lastSeqIn(bytes: Buffer): number {
  return numbered.parse(JSON.parse(lastLine(bytes).toString())).seq
}

/** The first lines, so many of them. */
export function firstLines(bytes: Buffer, count: number): Buffer {
  let end = 0
  for (let line = 0; line < count; line += 1) end = bytes.indexOf(lineFeed, end) + 1
  return bytes.subarray(0, end)
}

export function lastLine(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.lastIndexOf(lineFeed, bytes.length - 2) + 1)
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return count
}
