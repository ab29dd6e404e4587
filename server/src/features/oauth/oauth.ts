import type { Introspection, TokenAnswer } from '@catalytics/contract/oauth.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { scope as scopeSchema, type Scope } from '@catalytics/contract/scopes.ts'
import { serviceAccountLimits } from '@catalytics/contract/service-accounts.ts'
import { digestOf } from '../../lib/digest.ts'
import type { RequestOrigin } from '../../lib/principal.ts'
import * as activity from '../activity/activity.ts'
import * as accounts from '../service-accounts/service-accounts.ts'
import { OAuthError } from './oauth.protocol.ts'
import type { OAuth } from './oauth.room.ts'
import { makeToken } from './oauth.secrets.ts'
import type { Session } from './oauth.session.ts'
import { liveToken, scopesOf, wrongCredentials } from './oauth.sign-in.ts'

/**
 * Issues an access token (RFC 6749 section 4.4.3): opaque, for 15 minutes or until its account or password ends,
 * whichever is first. It hangs on the password that the client has shown.
 *
 * @param asked the `scope` parameter: scopes separated by blanks; all of the account's where absent
 * @throws OAuthError `invalid_scope` for a scope that does not exist or that the account lacks
 */
export async function issueToken(
  room: OAuth,
  { holder, password }: Session,
  asked: string | undefined,
  from: RequestOrigin,
): Promise<TokenAnswer> {
  const scopes = asked === undefined ? holder.scopes : scopesAsked(asked, holder.scopes)
  const now = room.clock().getTime()
  const ends = [now + serviceAccountLimits.tokenSeconds * 1000, holder.expires_at, password.ends_at]
  const expiresAt = Math.min(...ends.map((end) => end ?? Infinity))
  const token = makeToken()
  await accounts.deleteExpiredTokens(room.db, now)
  await room.db.transaction().execute(async (db) => {
    // While a password was being hashed its account, or it itself, may have gone, or have been disabled.
    const shown = { account: holder.client_id, passwordId: password.id, now }
    if (!(await accounts.holdUsable(db, holder.contract, shown))) throw wrongCredentials()
    await accounts.insertToken(db, holder.contract, {
      hash: digestOf(token),
      client_id: holder.client_id,
      password: password.id,
      scopes,
      issued_at: now,
      expires_at: expiresAt,
    })
    const details = { account: holder.client_id, password: password.id, scopes }
    await activity.record(
      { ...room, db },
      holder.contract,
      asActor(holder.client_id, from),
      'token_issued',
      details,
    )
  })
  return {
    access_token: token,
    token_type: 'Bearer',
    // Rounded down: whoever counts on the last second must not be refused in it.
    expires_in: Math.floor((expiresAt - now) / 1000),
    scope: scopes.join(' '),
  }
}

/**
 * Revokes one of the client's own tokens (RFC 7009). Of any other text nothing happens and nothing is said: the answer
 * must not tell a token of somebody else from one that does not exist.
 */
export async function revokeToken(
  room: OAuth,
  { holder }: Session,
  token: string,
  from: RequestOrigin,
): Promise<void> {
  const { client_id, contract } = holder
  if (!(await accounts.deleteToken(room.db, contract, client_id, digestOf(token)))) return
  await activity.record(room, contract, asActor(client_id, from), 'token_revoked', { account: client_id })
}

/** What one of the client's own tokens is worth now (RFC 7662); of any other text only that it is not active. */
export async function introspectToken(
  room: OAuth,
  { holder }: Session,
  token: string,
): Promise<Introspection> {
  const live = await liveToken(room, token)
  if (live === undefined || live.holder.client_id !== holder.client_id) return { active: false }
  return {
    active: true,
    scope: scopesOf(live).join(' '),
    client_id: holder.client_id,
    sub: holder.client_id,
    iss: room.publicUrl,
    token_type: 'Bearer',
    iat: Math.floor(live.token.issued_at / 1000),
    exp: Math.floor(live.token.expires_at / 1000),
  }
}

function scopesAsked(text: string, allowed: readonly Scope[]): readonly Scope[] {
  const asked = new Set(text.split(' ').filter((part) => part !== ''))
  const scopes = [...asked].map((part) => scopeSchema.safeParse(part)).map(({ data }) => data)
  if (scopes.length === 0 || !scopes.every((one) => one !== undefined && allowed.includes(one))) {
    throw new OAuthError(
      'invalid_scope',
      `The service account has these scopes: ${allowed.join(' ')}. Ask for some of them.`,
      { ...because('scopes_not_held', { held: allowed.join(' ') }), path: ['scope'] },
    )
  }
  return scopes.filter((one) => one !== undefined)
}

function asActor(id: string, { address }: RequestOrigin): activity.Actor {
  return { kind: 'service_account', id, address }
}
