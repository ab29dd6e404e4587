import type { UserId } from '@catalytics/contract/ids.ts'
import { neighbourhood } from '../../lib/cidr.ts'
import { dayMs } from '../../lib/clock.ts'
import { digestOf } from '../../lib/digest.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { knownOrigins, rememberOrigins, type SignInOrigin } from './users.origins.store.ts'
import type { Origin } from './users.room.ts'

/** What is known of where an attempt to sign in comes from. */
export type AttemptFrom = {
  readonly address: string
  /** The browser, if this very user signed in with it before; else null. */
  readonly device: string | null
  /** Whether this very user signed in from this address before. */
  readonly isKnownAddress: boolean
}

const rememberedMs = 400 * dayMs

/** What is known of where an attempt comes from. Asked alike for addresses that nobody has. */
export async function attemptFrom(db: Db, email: string, from: Origin): Promise<AttemptFrom> {
  const known = await knownOrigins(db, email, originsOf(from))
  return {
    address: from.address,
    device: known.find(({ kind }) => kind === 'device')?.value ?? null,
    isKnownAddress: known.some(({ kind }) => kind === 'address'),
  }
}

/** Remembers where somebody signed in, so that nobody elsewhere can hold them up there. */
export function rememberOrigin(db: Db, user: UserId, from: Origin, now: number): Promise<void> {
  return rememberOrigins(db, user, originsOf(from), { at: now, before: now - rememberedMs })
}

function originsOf({ address, device }: Origin): readonly SignInOrigin[] {
  const place = { kind: 'address', value: neighbourhood(address) } as const
  return device === undefined ? [place] : [place, { kind: 'device', value: digestOf(device) }]
}
