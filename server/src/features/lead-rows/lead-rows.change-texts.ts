import { noFilter, type Selection } from '../../analytics/question.ts'
import { changesStatement, type ChangeRow } from '../../analytics/sql/lead-changes.ts'
import type { Contract } from '../contracts/contracts.ts'
import { lastLine, openTexts, type Range } from './lead-rows.action-texts.ts'
import { changeLines } from './lead-rows.lines.ts'
import type { Deps } from './lead-rows.people.ts'
import type { Part, Spliced } from './lead-rows.splicing.ts'

/** Lines of changes that are actions, or what changed of a person. */
export type ChangePiece = Part | { readonly change: ChangeRow }

export type ChangeTexts = {
  /** By number, without the actions whose people must not leave. */
  readonly pieces: readonly ChangePiece[]
  /** How many changes were looked at. */
  readonly seen: number
  /** The last of them, where there are as many as were asked for: more may follow. */
  readonly last: ChangeRow | undefined
  /** When nobody reads the lines any more: their memory serves others. */
  giveBack(): void
}

/** Reads what changed, range by range; actions the way they leave, never as objects. */
export function openChangeTexts(
  deps: Deps,
  contract: Contract,
  {
    segmentLock,
    language,
  }: { readonly segmentLock: Selection['filter']['segmentLock']; readonly language: string },
): (range: Range) => Promise<ChangeTexts> {
  const filter = { ...noFilter, segmentLock }
  const read = openTexts(deps, contract, { dialect: changeLines, filter, language })
  return async ({ limit, ...range }) => {
    const statement = changesStatement({ ...range, segmentLock }, limit)
    const pieces: ChangePiece[] = []
    const found = await read(statement, limit, (spliced) => {
      for (const piece of piecesOf(spliced, (line) => statement.row.parse(JSON.parse(line))))
        pieces.push(piece)
    })
    const last = found.last === undefined ? undefined : statement.row.parse(JSON.parse(found.last))
    return { ...found, pieces, last }
  }
}

/** What is no action where it stands among the lines. */
function* piecesOf(
  { bytes, rows, others }: Spliced,
  changeIn: (line: string) => ChangeRow,
): Generator<ChangePiece> {
  let done = { at: 0, rows: 0 }
  for (const { line, at, rowsBefore } of others) {
    if (rowsBefore > done.rows) yield { bytes: bytes.subarray(done.at, at), rows: rowsBefore - done.rows }
    yield { change: changeIn(line.toString()) }
    done = { at, rows: rowsBefore }
  }
  if (rows > done.rows) yield { bytes: bytes.subarray(done.at), rows: rows - done.rows }
}

/** The same without the change of this number, where it is the last. */
export function withoutLast(pieces: readonly ChangePiece[], seq: number): readonly ChangePiece[] {
  const last = pieces.at(-1)
  const before = pieces.slice(0, -1)
  if (last === undefined) return before
  if ('change' in last) return last.change.seq === seq ? before : pieces
  const line = lastLine(last.bytes)
  const beginning = Buffer.from(`{"seq":${seq},`)
  if (!line.subarray(0, beginning.length).equals(beginning)) return pieces
  const bytes = last.bytes.subarray(0, last.bytes.length - line.length)
  return last.rows === 1 ? before : [...before, { bytes, rows: last.rows - 1 }]
}
