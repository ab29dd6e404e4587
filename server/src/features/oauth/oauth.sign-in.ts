import type { TokenRefusal } from '@catalytics/contract/activity-details.ts'
import { clientId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import { isInside, plainAddress } from '../../lib/cidr.ts'
import { digestOf, isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { saltOfNobody } from '../../lib/password-hashing.ts'
import { normalised } from '../../lib/password-rules.ts'
import type { RequestOrigin, ServicePrincipal } from '../../lib/principal.ts'
import {
  claimsGenerated,
  holderByClientId,
  isWellMade,
  stateOf,
  type Holder,
  type SignInPassword,
  type TokenState,
} from '../service-accounts/service-accounts.ts'
import type { OAuth } from './oauth.room.ts'
import { isTokenShaped } from './oauth.secrets.ts'
import type { Session } from './oauth.session.ts'

type Shown =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly clientId: string; readonly password: string }

/**
 * Checks what a call of the API shows and counts the call. Everything is read anew, so a change of the account, its
 * passwords or its contract holds for the very next request.
 *
 * @throws AppError `unauthorized` in the same words whatever was wrong; `forbidden` from outside the account's networks;
 *   `too_many_requests` after too many failures; `unavailable` when too many passwords wait to be hashed
 */
export async function authenticateService(
  room: OAuth,
  shown: Shown,
  origin: RequestOrigin,
): Promise<ServicePrincipal> {
  const from = { ...origin, address: plainAddress(origin.address) }
  const session =
    shown.kind === 'bearer' ? await sessionOfToken(room, shown.token) : await basicSession(room, shown, from)
  requireNetwork(room, session, from)
  countUse(room, session, from, { calls: 1, rows: 0 })
  const { holder } = session
  const caller: ServicePrincipal = {
    kind: 'service_account',
    id: holder.client_id,
    contract: { number: holder.contract, id: holder.contract_id },
    scopes: session.scopes,
    segmentLock: holder.segments,
    address: from.address,
    countRows: (rows) => countUse(room, session, from, { calls: 0, rows }),
  }
  room.sessions.set(caller, session)
  return caller
}

/**
 * Checks the client id and password that an OAuth endpoint was shown (RFC 6749 section 2.3.1). Several readings of one
 * presented password may be given where the header leaves its decoding open.
 *
 * @throws AppError as {@link authenticateService}
 */
export async function authenticateClient(
  room: OAuth,
  shown: { readonly clientId: string; readonly passwords: readonly string[] },
  origin: RequestOrigin,
): Promise<Session> {
  const from = { ...origin, address: plainAddress(origin.address) }
  const session = await sessionOfPassword(room, shown, from)
  requireNetwork(room, session, from)
  countUse(room, session, from, { calls: 0, rows: 0 })
  return session
}

/** The token where it lives: neither it nor anything that it hangs on has ended. */
export async function liveToken(room: OAuth, text: string): Promise<TokenState | undefined> {
  if (!isTokenShaped(text)) return undefined
  const state = await room.tokenOf(digestOf(text))
  if (state === undefined) return undefined
  const now = room.clock().getTime()
  const ended = [state.token.expires_at, state.password.ends_at].some((end) => end !== null && end <= now)
  return ended || refusalOf(state.holder, now) !== null ? undefined : state
}

/** What a token may do: scopes taken from the account are taken from its tokens. */
export function scopesOf({ holder, token }: TokenState): readonly Scope[] {
  return token.scopes.filter((scope) => holder.scopes.includes(scope))
}

/** What to say of credentials that do not lead in, whatever was wrong. */
export function wrongCredentials(): AppError {
  return new AppError('unauthorized', because('wrong_client'))
}

/** What to say of a token that does not lead in, whatever was wrong. */
export function wrongToken(): AppError {
  return new AppError('unauthorized', because('token_not_valid'))
}

async function sessionOfToken(room: OAuth, text: string): Promise<Session> {
  const live = await liveToken(room, text)
  if (live === undefined) throw wrongToken()
  return {
    holder: live.holder,
    password: live.password,
    scopes: scopesOf(live),
    tokenHash: digestOf(text),
    tokenExpiresAt: live.token.expires_at,
  }
}

function basicSession(
  room: OAuth,
  shown: Extract<Shown, { kind: 'basic' }>,
  from: RequestOrigin,
): Promise<Session> {
  return sessionOfPassword(room, { clientId: shown.clientId, passwords: [shown.password] }, from)
}

/*
 * The form of what is shown decides how it is checked, never what is stored, so that the time says nothing of the
 * account. A generated password is compared by its SHA-256; anything else costs one slow hash per reading, whether the
 * account exists, is disabled, or has no chosen password at all. Only a password that was right before is spared it.
 */
async function sessionOfPassword(
  room: OAuth,
  { clientId: shownId, passwords }: { readonly clientId: string; readonly passwords: readonly string[] },
  from: RequestOrigin,
): Promise<Session> {
  const generated = passwords.find(claimsGenerated)
  if (generated !== undefined && !isWellMade(generated)) throw refused(room, shownId, from)
  const id = clientId.safeParse(shownId)
  const now = room.clock().getTime()
  const found = id.success ? await holderByClientId(room.db, id.data, now) : undefined
  const usable = found !== undefined && refusalOf(found.holder, now) === null
  const password =
    generated === undefined
      ? await matchChosen(room, { shownId, passwords, found, usable }, from)
      : found?.passwords.find(
          (stored) => stored.kind === 'generated' && isSame(stored.hash, digestOf(generated)),
        )
  if (found === undefined || password === undefined || !usable) {
    if (found !== undefined) {
      const reason =
        password === undefined ? 'wrong_password' : (refusalOf(found.holder, now) ?? 'wrong_password')
      recordRefusal(room, found.holder, reason, from)
    }
    // A slow hash has taken its attempt already.
    throw generated === undefined ? wrongCredentials() : refused(room, shownId, from)
  }
  return {
    holder: found.holder,
    password,
    scopes: found.holder.scopes,
    tokenHash: null,
    tokenExpiresAt: null,
  }
}

type ChosenAttempt = {
  readonly shownId: string
  readonly passwords: readonly string[]
  readonly found: { readonly holder: Holder; readonly passwords: readonly SignInPassword[] } | undefined
  readonly usable: boolean
}

async function matchChosen(
  room: OAuth,
  { shownId, passwords, found, usable }: ChosenAttempt,
  from: RequestOrigin,
): Promise<SignInPassword | undefined> {
  const chosen = found?.passwords.filter((stored) => stored.kind === 'chosen') ?? []
  const salt = found?.holder.password_salt ?? saltOfNobody
  const readings = passwords.map(normalised)
  if (usable) {
    const recalled = readings
      .map((reading) => room.hashing.recall(salt, reading))
      .filter((hashed) => hashed !== undefined)
    const known = chosen.find((stored) => recalled.some((hashed) => isSame(stored.hash, hashed)))
    if (known !== undefined) return known
  }
  // The same password once more while it is being hashed is no new guess: a program that opens ten connections at once.
  const isGuess = !readings.every((reading) => room.hashing.isUnderWay(salt, reading))
  const waitSeconds = isGuess ? room.throttle.take(shownId, from.address) : 0
  if (waitSeconds > 0) throw throttled(waitSeconds)
  const giveBack = () => isGuess && room.throttle.giveBack(shownId, from.address)
  const hashing = Promise.all(readings.map((reading) => room.hashing.hash(salt, reading)))
  const hashes = await hashing.catch((error: unknown) => {
    // Hashing failed on our side; no guess was made.
    giveBack()
    throw error
  })
  const match = chosen.find((stored) => hashes.some((hashed) => isSame(stored.hash, hashed)))
  if (match === undefined || !usable) return match
  giveBack()
  for (const [index, reading] of readings.entries()) room.hashing.remember(salt, reading, hashes[index] ?? '')
  return match
}

/** Why this account may not be used at all; null when it may. */
export function refusalOf(holder: Holder, now: number): TokenRefusal | null {
  const state = stateOf(holder, now)
  if (state !== 'enabled') return state
  return holder.features.includes('service_accounts') ? null : 'feature_off'
}

/** A failure that cost nothing to find out: counted all the same, so that trying on ends in 429. */
function refused(room: OAuth, shownId: string, from: RequestOrigin): AppError {
  const waitSeconds = room.throttle.take(shownId, from.address)
  return waitSeconds > 0 ? throttled(waitSeconds) : wrongCredentials()
}

function throttled(seconds: number): AppError {
  return new AppError('too_many_requests', because('too_many_failures', { seconds }), {
    retryAfterSeconds: seconds,
  })
}

/** @throws AppError `forbidden` from outside the account's networks */
export function requireNetwork(
  room: OAuth,
  { holder }: Pick<Session, 'holder'>,
  { address, client }: RequestOrigin,
): void {
  if (holder.networks.length === 0 || isInside(address, holder.networks)) return
  recordRefusal(room, holder, 'network', { address, client })
  throw new AppError('forbidden', because('network_not_allowed', { address }))
}

function recordRefusal(room: OAuth, holder: Holder, reason: TokenRefusal, { address }: RequestOrigin): void {
  room.refusals.note({ contract: holder.contract, account: holder.client_id, reason, address })
}

function countUse(
  room: OAuth,
  { holder, password }: Session,
  { address, client }: RequestOrigin,
  amounts: { readonly calls: number; readonly rows: number },
): void {
  const at = room.clock().getTime()
  const use = {
    contract: holder.contract,
    account: holder.client_id,
    password: password.id,
    at,
    address,
    client,
  }
  room.countUse({ ...use, ...amounts })
}
