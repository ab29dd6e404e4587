import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import { rowKinds, type StoredRowKind } from '../../stores/events/schema.ts'
import { bytesOf } from '../../stores/events/statements.ts'

export { rowsOf as rows } from '../../stores/events/statements.ts'

export type ChangeRow = {
  readonly seq: number
  readonly kind: StoredRowKind
  readonly person: number
  readonly action_id: string
  /** An instant in UTC. */
  readonly received_at: string
}

/** The rows of a statement whose columns are those of {@link ChangeRow}, in its order. */
export async function changeRows(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<Omit<ChangeRow, 'kind'>>,
): Promise<readonly ChangeRow[]> {
  const answer = (await bytesOf(events, contract, statement, 'TabSeparated')).toString()
  const changes: ChangeRow[] = []
  for (const lines of chunksOf(answer.split('\n').slice(0, -1), linesAtOnce)) {
    if (changes.length > 0) await loopTurn(contract)
    for (const line of lines) changes.push(parseChangeRow(line))
  }
  return changes
}

const linesAtOnce = 1000

/** None of its columns holds a character that the format escapes; by hand, because a page has ten thousand of them. */
function parseChangeRow(line: string): ChangeRow {
  const [seq = '', kind = '', person = '', action_id, received_at] = line.split('\t')
  if (!isKind(kind) || action_id === undefined || received_at === undefined)
    throw new TypeError('the event store answered with what is no change')
  return { seq: Number(seq), kind, person: Number(person), action_id, received_at }
}

function isKind(word: string): word is StoredRowKind {
  return Object.hasOwn(rowKinds, word)
}

const personRow = z.object({ person: z.number() })

/** Who has withdrawn their consent, was erased, or became part of somebody else, after a number. */
export async function peopleWhoLeft(
  events: EventStore,
  contract: ContractNumber,
  after: number,
): Promise<readonly number[]> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND kind IN ('consent_withdrawn', 'lead_erased', 'lead_merged')`
  return (await events.rows(query, { contract, after })).map((row) => personRow.parse(row).person)
}

export const actionKinds: ReadonlySet<string> = new Set<StoredRowKind>(['event', 'release'])
