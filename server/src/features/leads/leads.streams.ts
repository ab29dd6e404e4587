import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Locale, RowKind } from '@catalytics/contract/leads.ts'
import type { Filter } from '../../analytics/question.ts'
import { openReusedMemory, type ReusedMemory } from '../../lib/reused-memory.ts'
import { openSha256 } from '../../lib/sha256-aside.ts'
import * as contracts from '../contracts/contracts.ts'
import { finishDelivery, recordDelivery } from '../deliveries/deliveries.ts'
import { partsOf, type Part } from '../lead-rows/lead-rows.ts'
import { select, type Deps } from './leads.select.ts'

export type StreamRequest = {
  readonly rows: RowKind
  readonly format: 'csv' | 'ndjson'
  readonly filter: Filter
  /** Of the country names. */
  readonly language: string
  /** With CSV: a file for people in this locale's dialect; null for machines. */
  readonly locale: Locale | null
  readonly actor: string
  /** Aborted when nobody reads on: then the engine stops too. */
  readonly signal: AbortSignal
  /** Told how many rows left, as they do. */
  readonly onRows: (rows: number) => void
}

/**
 * The whole result as text, without a limit, as slowly as the reader takes it: a piece is good until the next one is
 * asked for, then its memory serves again. Shows the state at its beginning. The ledger has an entry before the first
 * byte leaves, and its rows and hash when the last one has, or the reader left.
 */
export async function streamRows(
  deps: Deps,
  number: ContractNumber,
  request: StreamRequest,
): Promise<AsyncIterable<Buffer>> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, request.filter)
  const id = await recordDelivery(deps, contract.number, {
    road: 'api',
    actor: request.actor,
    filter: { rows: request.rows, ...request.filter },
    from_seq: 1,
    to_seq: selection.through,
    rows: 0,
    sha256: null,
  })
  const memory = openReusedMemory()
  const parts = partsOf(deps, contract, selection, { ...request, memory })
  return recorded(deps, contract, id, parts, request, memory)
}

async function* recorded(
  deps: Deps,
  contract: contracts.Contract,
  id: string,
  parts: AsyncIterable<Part>,
  request: StreamRequest,
  memory: ReusedMemory,
): AsyncGenerator<Buffer> {
  const sha256 = openSha256()
  let rows = 0
  let complete = false
  try {
    for await (const part of sha256.through(parts)) {
      rows += part.rows
      request.onRows(part.rows)
      yield part.bytes
      memory.giveBack(part.bytes)
    }
    complete = true
  } finally {
    await finishDelivery(deps, contract.number, id, { rows, sha256: complete ? await sha256.digest() : null })
  }
}
