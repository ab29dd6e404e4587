import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import type { EventStore, QueryOptions, StreamFormat } from '../../stores/events/event-store.ts'
import { streamOf } from '../../stores/events/statements.ts'

/** What a statement answers as the engine's own text, piece by piece. */
export function stream(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<unknown>,
  options: QueryOptions & { readonly format: StreamFormat },
): AsyncIterable<Buffer> {
  return streamOf(events, contract, statement, options)
}
