import { ingestLimits } from '@catalytics/contract/events.ts'
import type { WhoAmI } from '@catalytics/contract/oauth.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import type { ServicePrincipal } from '../../lib/principal.ts'
import { throttleLimits } from '../../lib/throttle.ts'
import type { OAuth } from './oauth.room.ts'

/** What a caller's own credentials are worth: for the machine that wants to change its password in time. */
export function whoAmI(room: OAuth, caller: ServicePrincipal): WhoAmI {
  const session = room.sessions.get(caller)
  if (session === undefined) throw new TypeError('a caller that did not sign in here')
  const { holder, password, tokenExpiresAt, scopes } = session
  const now = room.clock().getTime()
  return {
    client_id: holder.client_id,
    name: holder.name,
    contract: { id: holder.contract_id, name: holder.contract_name, time_zone: holder.time_zone },
    scopes: [...scopes],
    segments: [...holder.segments],
    expires_at: isoInstantOrNull(holder.expires_at),
    password: {
      id: password.id,
      kind: password.kind,
      age_seconds: seconds(now - password.created_at),
      ends_at: isoInstantOrNull(password.ends_at),
    },
    token:
      tokenExpiresAt === null
        ? null
        : { expires_at: isoInstant(tokenExpiresAt), expires_in: seconds(tokenExpiresAt - now) },
    limits: {
      events_per_request: ingestLimits.events,
      bytes_per_request: ingestLimits.bytes,
      rows_per_page: rowsPerPage,
      failed_sign_ins_per_minute: throttleLimits.perPair,
    },
  }
}

/** Most that `limit` of the lead calls takes. */
const rowsPerPage = 10_000

function seconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000))
}
