import { emailIdentity } from '@catalytics/contract/email.ts'
import type { RejectedEvent } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import type { Clock } from '../../lib/clock.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { keptText } from './quarantine.kept-events.ts'
import * as store from './quarantine.store.ts'

export type Deps = { readonly db: Db; readonly clock: Clock }

type Sender = {
  /** Client id, import id or `site:KEY`. */
  readonly name: string
  /** Of the events of a file, their rows as people count there. */
  readonly rows?: readonly number[]
}

// Each time one transaction, which SQLite writes to the disk within the event loop.
const quarantinedAtOnce = 200

/**
 * Keeps refused events until they are tried again; the oldest above the limit go.
 *
 * @param sent what `index` of a refused event counts in
 */
export async function keepRefused(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  contract: ContractNumber,
  sent: readonly unknown[],
  rejected: readonly RejectedEvent[],
  { name: source, rows }: Sender,
): Promise<void> {
  if (rejected.length === 0) return
  const received_at = clock().getTime()
  for (const some of chunksOf(rejected, quarantinedAtOnce)) {
    await loopTurn(contract)
    const entries = some.map(({ index, reason, detail }) => ({
      id: timeOrderedId(),
      received_at,
      reason,
      detail: rows === undefined ? detail : `row ${rows[index]}: ${detail}`,
      event: keptText(sent[index]),
      email: emailIn(sent[index]),
      source,
    }))
    await store.addToQuarantine(db, contract, entries)
  }
  await store.trimQuarantine(db, contract)
}

/** Removes what the quarantine holds of a person. */
export function eraseByEmail(tx: Db, contract: ContractNumber, email: string): Promise<void> {
  return store.eraseFromQuarantine(tx, contract, email)
}

/** How many refused events carry this e-mail. */
export function countByEmail(db: Db, contract: ContractNumber, email: string): Promise<number> {
  return store.countInQuarantine(db, contract, email)
}

/** Removes refused events that came before an instant (epoch milliseconds): they are actions too, of a kind. */
export function removeBefore(db: Db, contract: ContractNumber, before: number): Promise<void> {
  return store.removeQuarantinedBefore(db, contract, before)
}

function emailIn(item: unknown): string | null {
  const person = field(item, 'person')
  const email = field(person, 'email')
  return typeof email === 'string'
    ? emailIdentity(email).toWellFormed().replaceAll('\0', '').slice(0, 254)
    : null
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string, unknown>)[key] // oxlint-disable-line typescript/no-unsafe-type-assertion -- hasOwn on the line above
}
