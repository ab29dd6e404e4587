import type { Selection } from '../../analytics/question.ts'
import { actionsStatement } from '../../analytics/sql/lead-actions.ts'
import { openRanges, type Ranges } from '../../lib/growing-ranges.ts'
import { wholeLines } from '../../lib/lines.ts'
import { openPieces } from '../../lib/loop-turns.ts'
import { openReusedMemory } from '../../lib/reused-memory.ts'
import type { Contract } from '../contracts/contracts.ts'
import { ndjsonLines } from './lead-rows.lines.ts'
import type { Deps } from './lead-rows.people.ts'
import { openSplicing } from './lead-rows.splicing.ts'
import * as store from './lead-rows.store.ts'

/** A lead action as its object in JSON. */
export type ActionText = { readonly seq: number; readonly json: Buffer }

export type ActionTexts = {
  /** Those whose people may leave, by number. */
  readonly rows: readonly ActionText[]
  /** The number up to which all was looked at, and whether that is as far as the selection goes. */
  readonly through: number
  readonly isEnd: boolean
  /** When nobody reads the rows any more: their memory serves others. */
  giveBack(): void
}

// One for all pages: fresh memory for each of them would cost as much as filling it.
const memory = openReusedMemory()

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
    const rows: ActionText[] = []
    const lent: Buffer[] = []
    const nextTurn = openPieces(contract.number)
    let seen = 0
    let last = after
    const giveBack = () => {
      for (const piece of lent.splice(0)) memory.giveBack(piece)
    }
    try {
      // While the engine writes on: a page costs little more than the slower of the two.
      for await (const piece of wholeLines(chunks, bytesAtOnce)) {
        seen += countLines(piece)
        // Before the piece is changed; only the end of a full answer says how far it came.
        if (seen === limit) last = statement.row.parse(JSON.parse(lastLine(piece))).seq
        const spliced = await splicing.splice(piece)
        lent.push(spliced.bytes)
        for (const json of linesOf(spliced.bytes)) rows.push({ seq: seqOf(json), json })
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
      rows,
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

function lastLine(bytes: Buffer): string {
  return bytes.toString('utf8', bytes.lastIndexOf(lineFeed, bytes.length - 2) + 1)
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return count
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(lineFeed, at)
    yield bytes.subarray(at, end)
    at = end + 1
  }
}

const beforeSeq = '{"seq":'.length

function seqOf(json: Buffer): number {
  return Number(json.toString('latin1', beforeSeq, json.indexOf(',', beforeSeq)))
}
