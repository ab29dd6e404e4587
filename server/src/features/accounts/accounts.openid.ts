import * as openid from 'openid-client'
import { z } from 'zod'
import type { OpenIdProblem } from '@catalytics/contract/accounts.ts'
import { email as emailSchema } from '@catalytics/contract/email.ts'
import { returnPath } from '@catalytics/contract/return-path.ts'
import { minuteMs, type Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { reasonOf } from '../../lib/reason.ts'
import type { Sealing } from '../../lib/sealing.ts'

type Options = {
  readonly provider: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly name: string
  }
  /** How people reach this installation; no slash at the end. */
  readonly publicUrl: string
  readonly sealing: Sealing
  readonly clock: Clock
  readonly log: Log
}

/** Somebody else's word for who somebody is: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636). */
export type OpenId = {
  readonly name: string
  /** Where to send a browser, and what its cookie has to say when it comes back. */
  readonly begin: (to: string) => Promise<{ readonly url: string; readonly flow: string } | OpenIdRefusal>
  /** Whose verified address the provider vouches for, and where they wanted to go. */
  readonly finish: (
    answer: URLSearchParams,
    flow: string | undefined,
  ) => Promise<{ readonly email: string; readonly to: string } | OpenIdRefusal>
}

export type OpenIdRefusal = { readonly problem: OpenIdProblem }

export const openIdPaths = { start: '/openid/start', callback: '/openid/callback' } as const
/** How long somebody may take on the provider's pages. */
export const flowSeconds = 600

const cookieOwner = 'flow'
const flowShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  at: z.number(),
})

export function openOpenId({ provider, publicUrl, sealing, clock, log }: Options): OpenId {
  const configuration = remembered(clock, () => discover(provider))
  const redirect_uri = `${publicUrl}${openIdPaths.callback}`

  function refusal(problem: OpenIdProblem, error: unknown): OpenIdRefusal {
    log.warn({ problem, reason: reasonOf(error) }, 'sign-in by OpenID Connect did not work')
    return { problem }
  }

  return {
    name: provider.name,
    async begin(to) {
      try {
        const state = openid.randomState()
        const nonce = openid.randomNonce()
        const verifier = openid.randomPKCECodeVerifier()
        const url = openid.buildAuthorizationUrl(await configuration(), {
          redirect_uri,
          scope: 'openid email',
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
        const flow = { state, nonce, verifier, to: returnPath(to, publicUrl, URL), at: clock().getTime() }
        return { url: url.href, flow: sealing.seal(JSON.stringify(flow), cookieOwner) }
      } catch (error) {
        return refusal('openid_unavailable', error)
      }
    },
    async finish(answer, sealed) {
      try {
        const flow = flowShape.parse(JSON.parse(sealing.open(sealed ?? '', cookieOwner)))
        if (clock().getTime() - flow.at > flowSeconds * 1000) return { problem: 'openid_failed' }
        const current = new URL(redirect_uri)
        current.search = answer.toString()
        const tokens = await openid.authorizationCodeGrant(await configuration(), current, {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        })
        const email = verifiedEmail(await claimsOf(await configuration(), tokens))
        return email === null ? { problem: 'openid_unverified' } : { email, to: flow.to }
      } catch (error) {
        return refusal('openid_failed', error)
      }
    },
  }
}

const timeoutSeconds = 10
const rememberedMs = 60 * minuteMs

async function discover({ issuer, clientId, clientSecret }: Options['provider']) {
  const { protocol } = new URL(issuer)
  return await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: timeoutSeconds,
    // Only on this machine: the settings refuse it elsewhere.
    ...(protocol === 'http:' && { execute: [openid.allowInsecureRequests] }),
  })
}

/** What was found out within the last hour; a failure is not remembered. */
function remembered<Value>(clock: Clock, find: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly value: Promise<Value>; readonly at: number } | undefined
  return async () => {
    const now = clock().getTime()
    if (known === undefined || now - known.at > rememberedMs) known = { value: find(), at: now }
    const { value } = known
    try {
      return await value
    } catch (error) {
      if (known?.value === value) known = undefined
      throw error
    }
  }
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

/** Many providers put the address into the ID token, others tell it only when they are asked (Core section 5.3). */
async function claimsOf(configuration: openid.Configuration, tokens: Tokens) {
  const claims = tokens.claims()
  if (claims === undefined) throw new TypeError('no ID token')
  if (claims['email'] !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined)
    return claims
  return await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
}

/** Only what the provider has verified: anybody may claim any address. */
function verifiedEmail(claims: Readonly<Record<string, unknown>>): string | null {
  if (claims['email_verified'] !== true) return null
  const email = emailSchema.safeParse(claims['email'])
  return email.success ? email.data : null
}
