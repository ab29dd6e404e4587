import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** A UUID that sorts by the time it was made (version 7, RFC 9562 section 5.7). */
export function timeOrderedId(): string {
  return uuidv7()
}

/** A UUID that says nothing, not even when it was made (version 4). */
export function opaqueId(): string {
  return randomUUID()
}
