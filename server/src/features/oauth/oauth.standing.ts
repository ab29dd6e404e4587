import { clientId, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import type { ServicePrincipal } from '../../lib/principal.ts'
import { holderByClientId, type Holder } from '../service-accounts/service-accounts.ts'
import type { OAuth } from './oauth.room.ts'
import type { Session } from './oauth.session.ts'
import { refusalOf, requireNetwork, scopesOf, wrongCredentials, wrongToken } from './oauth.sign-in.ts'

/**
 * The caller of a call that is under way, as they are now: nothing that let them in has ended, and scopes and segments
 * are those of this moment.
 *
 * @param leaving with `piece`, the token's own end is no fault: it has begun in time
 * @throws AppError `unauthorized` or `forbidden`, in the words of signing in
 */
export async function callerNow(
  room: OAuth,
  caller: ServicePrincipal,
  leaving: 'answer' | 'piece',
): Promise<ServicePrincipal> {
  const begun = room.sessions.get(caller)
  if (begun === undefined) throw wrongCredentials()
  const { holder, scopes } = await (begun.tokenHash === null
    ? byPassword(room, begun)
    : byToken(room, begun, begun.tokenHash, leaving))
  requireNetwork(room, { holder }, { address: caller.address, client: '' })
  const now = { ...caller, scopes, segmentLock: holder.segments }
  room.sessions.set(now, { ...begun, holder, scopes })
  return now
}

type Found = { readonly holder: Holder; readonly scopes: readonly Scope[] }

async function byToken(
  room: OAuth,
  begun: Session,
  hash: string,
  leaving: 'answer' | 'piece',
): Promise<Found> {
  const now = room.clock().getTime()
  const hasExpired = (begun.tokenExpiresAt ?? 0) <= now
  // Tokens that have expired are cleared away.
  if (hasExpired && leaving === 'piece') return await byPassword(room, begun)
  const state = hasExpired ? undefined : await room.tokenOf(hash)
  const passwordEnd = state?.password.ends_at ?? null
  const hasEnded = passwordEnd !== null && passwordEnd <= now
  if (state === undefined || hasEnded || refusalOf(state.holder, now) !== null) throw wrongToken()
  return { holder: state.holder, scopes: scopesOf(state) }
}

async function byPassword(room: OAuth, begun: Session): Promise<Found> {
  const now = room.clock().getTime()
  const found = await holderByClientId(room.db, begun.holder.client_id, now)
  const isLive = found?.passwords.some(({ id }) => id === begun.password.id) === true
  if (found === undefined || !isLive || refusalOf(found.holder, now) !== null) throw wrongCredentials()
  const { holder } = found
  return { holder, scopes: begun.scopes.filter((scope) => holder.scopes.includes(scope)) }
}

/**
 * What an account may read by itself at this moment, for work that goes on without a call; undefined when nothing: it
 * was deleted or disabled, has expired, lacks the scope, or its contract has no service accounts any more.
 */
export async function accessNow(
  room: Pick<OAuth, 'db' | 'clock'>,
  contract: ContractNumber,
  id: string,
  scope: Scope,
): Promise<{ readonly segmentLock: readonly Segment[] } | undefined> {
  const now = room.clock().getTime()
  const { holder } = (await holderByClientId(room.db, clientId.parse(id), now)) ?? {}
  if (holder === undefined || holder.contract !== contract || refusalOf(holder, now) !== null)
    return undefined
  return holder.scopes.includes(scope) ? { segmentLock: holder.segments } : undefined
}
