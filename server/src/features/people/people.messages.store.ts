import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import type { Db } from '../../stores/directory/directory.ts'

/** The free text of quote requests: personal data, so it is kept here and not with the events. */

const listSize = 400

/** Stores the free text of quote requests; the same event again replaces its text. */
export async function saveMessages(
  db: Db,
  contract: ContractNumber,
  messages: readonly { readonly eventId: string; readonly person: number; readonly message: string }[],
): Promise<void> {
  for (const chunk of chunksOf(messages, listSize)) {
    await db
      .insertInto('quote_messages')
      .values(chunk.map(({ eventId, person, message }) => ({ contract, event_id: eventId, person, message })))
      .onConflict((conflict) =>
        conflict.columns(['contract', 'event_id']).doUpdateSet((row) => ({
          message: row.ref('excluded.message'),
          person: row.ref('excluded.person'),
        })),
      )
      .execute()
  }
}

/** The texts of these quote requests, by event id. */
export async function messagesOf(
  db: Db,
  contract: ContractNumber,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const chunk of chunksOf(eventIds, listSize)) {
    const rows = await db
      .selectFrom('quote_messages')
      .select(['event_id', 'message'])
      .where('contract', '=', contract)
      .where('event_id', 'in', chunk)
      .execute()
    for (const row of rows) found.set(row.event_id, row.message)
  }
  return found
}

export async function deleteMessages(
  db: Db,
  contract: ContractNumber,
  eventIds: readonly string[],
): Promise<void> {
  for (const chunk of chunksOf(eventIds, listSize)) {
    await db
      .deleteFrom('quote_messages')
      .where('contract', '=', contract)
      .where('event_id', 'in', chunk)
      .execute()
  }
}
