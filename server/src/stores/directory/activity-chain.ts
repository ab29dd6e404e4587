import { hash } from 'node:crypto'
import type { ActivityTable } from './schema.ts'

/** What an entry of the log says; its hash covers all of it. */
export type SealedEntry = Omit<ActivityTable, 'hash' | 'subject'>

/** The hash before a contract's first entry. */
export const beforeFirst = ''

/**
 * Seals an entry: SHA-256 (hex) over the hash of the entry before and everything this one says, in this order and as it
 * is stored. Whoever changes, removes or inserts an entry later breaks every hash from there on. Never change what is
 * hashed here: the entries of all installations were sealed with it.
 */
export function sealOf(previous: string, entry: SealedEntry): string {
  const { contract, number, id, at, type, actor_kind, actor, actor_name, role, address, details } = entry
  return hash(
    'sha256',
    JSON.stringify([
      previous,
      contract,
      number,
      id,
      at,
      type,
      actor_kind,
      actor,
      actor_name,
      role,
      address,
      details,
    ]),
    'hex',
  )
}
