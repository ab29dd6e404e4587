import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import type { EventStore, QueryOptions, StreamFormat } from './event-store.ts'

/*
 * Finished statements, asked of one contract: whoever asks says whose rows are meant, and no statement says it itself.
 */

/** The rows of the answer. */
export async function rowsOf<Row>(
  events: EventStore,
  contract: ContractNumber,
  { query, params, row }: Statement<Row>,
): Promise<readonly Row[]> {
  const answer = await events.rows(query, { ...params, contract })
  return answer.map((one) => row.parse(one))
}

/** The whole answer in a format. */
export function bytesOf(
  events: EventStore,
  contract: ContractNumber,
  { query, params }: Statement<unknown>,
  format: StreamFormat,
): Promise<Buffer> {
  return events.bytes(query, { ...params, contract }, format)
}

/** The answer in a format, piece by piece, as {@link EventStore.stream}. */
export function streamOf(
  events: EventStore,
  contract: ContractNumber,
  { query, params }: Statement<unknown>,
  { format, ...options }: QueryOptions & { readonly format: StreamFormat },
): AsyncIterable<Buffer> {
  return events.stream(query, { ...params, contract }, format, options)
}
