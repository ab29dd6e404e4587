import type { Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import { openRanges, type Ranges } from '../../lib/growing-ranges.ts'
import { wholeLines } from '../../lib/lines.ts'
import { openPieces } from '../../lib/loop-turns.ts'
import { Lru } from '../../lib/lru.ts'
import { openReusedMemory } from '../../lib/reused-memory.ts'
import type { Contract } from '../contracts/contracts.ts'
import { ndjsonLines } from './lead-rows.lines.ts'
import type { Deps, MadeOfPeople, MadeOfPerson } from './lead-rows.people.ts'
import { openSplicing, type Part, type Tail } from './lead-rows.splicing.ts'
import * as store from './lead-rows.store.ts'

/** A lead action as its object in JSON. */
export type ActionText = { readonly seq: number; readonly json: Buffer }

export type ActionTexts = {
  /** Those whose people may leave, by number: each a line with its object in JSON. */
  readonly parts: readonly Part[]
  /** The number up to which all was looked at, and whether that is as far as the selection goes. */
  readonly through: number
  readonly isEnd: boolean
  /** When nobody reads the rows any more: their memory serves others. */
  giveBack(): void
}

// One for all pages: fresh memory for each of them would cost as much as filling it.
const memory = openReusedMemory()

// Of whoever reads page after page, each page has most of the people of the one before.
const tailsKept = 40_000
const keptTails = new Lru<string, MadeOfPerson<Tail>>(tailsKept)

function tailsIn(language: string): MadeOfPeople<Tail> {
  return {
    get: (leadId) => keptTails.get(`${language} ${leadId}`),
    set: (leadId, one) => keptTails.set(`${language} ${leadId}`, one),
  }
}

/** Reads actions of one selection, range by range, the way they leave in a stream: never as objects. */
export function openActionTexts(
  deps: Deps,
  contract: Contract,
  selection: Selection,
  language: string,
): (after: number, limit: number | null) => Promise<ActionTexts> {
  const splicing = openSplicing(deps, contract, {
    dialect: ndjsonLines,
    memory,
    filter: selection.filter,
    language,
    keptTails: tailsIn(language),
  })
  let ranges: Ranges | undefined
  return async (after, limit) => {
    if (limit !== null) ranges ??= openRanges(selection.through, limit)
    const through = ranges?.end(after) ?? selection.through
    const statement = actionsStatement({ ...selection, mode: 'mayLeave', after, through }, limit)
    const chunks = store.stream(deps.events, contract.number, statement, {
      ...limits,
      format: ndjsonLines.engine.name,
    })
    const parts: Part[] = []
    const nextTurn = openPieces(contract.number)
    let seen = 0
    let last = after
    const giveBack = () => {
      for (const { bytes } of parts.splice(0)) memory.giveBack(bytes)
    }
    try {
      // While the engine writes on: a page costs little more than the slower of the two.
      for await (const piece of wholeLines(chunks, bytesAtOnce)) {
        seen += countLines(piece)
        // Before the piece is changed; only the end of a full answer says how far it came.
        if (seen === limit) last = statement.row.parse(JSON.parse(lastLine(piece).toString())).seq
        parts.push(await splicing.splice(piece))
        // A page of thousands in one go would hold up everybody else's small ones.
        await nextTurn()
      }
    } catch (error) {
      giveBack()
      throw error
    }
    const isFull = seen === limit
    if (!isFull) ranges?.widen()
    return {
      parts,
      through: isFull ? last : through,
      isEnd: !isFull && through >= selection.through,
      giveBack,
    }
  }
}

const bytesAtOnce = 128 * 1024
// One thread, as for every question that is a page: few of them would take all cores from everybody else's.
const limits = { timeLimitSeconds: 60, threads: 1 } as const

const lineFeed = 10

/** Each action of these lines by itself. */
export function* actionsIn({ bytes }: Pick<Part, 'bytes'>): Generator<ActionText> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(lineFeed, at)
    const json = bytes.subarray(at, end)
    yield { seq: seqOf(json), json }
    at = end + 1
  }
}

/** The number of the last action of these lines. */
export function lastSeqIn(bytes: Buffer): number {
  return seqOf(lastLine(bytes))
}

/** The first lines, so many of them. */
export function firstLines(bytes: Buffer, count: number): Buffer {
  let end = 0
  for (let line = 0; line < count; line += 1) end = bytes.indexOf(lineFeed, end) + 1
  return bytes.subarray(0, end)
}

function lastLine(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.lastIndexOf(lineFeed, bytes.length - 2) + 1)
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return count
}

const beforeSeq = '{"seq":'.length

function seqOf(json: Buffer): number {
  return Number(json.toString('latin1', beforeSeq, json.indexOf(',', beforeSeq)))
}
