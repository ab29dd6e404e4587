import { tokenAnswer } from '@catalytics/contract/oauth.ts'
import { problemOf } from './problem.ts'
import { openWatch, watched } from './watch.ts'

/** The token of a service account: fetched when needed, renewed before it ends, shared by all calls. */
export type Tokens = {
  get(): Promise<string>
  /** Says that the server refused this token, so that the next call fetches another. */
  drop(token: string): void
}

type Account = {
  readonly url: string
  readonly clientId: string
  readonly password: string
  readonly fetch: typeof fetch
  readonly timeoutMs: number
}

type Held = { readonly token: string; readonly renewAtMs: number }

/** Tokens by client credentials (RFC 6749 section 4.4). */
export function openTokens(account: Account): Tokens {
  let held: Held | undefined
  let fetching: Promise<Held> | undefined
  return {
    async get() {
      if (held !== undefined && performance.now() < held.renewAtMs) return held.token
      fetching ??= fetchToken(account).finally(() => (fetching = undefined))
      held = await fetching
      return held.token
    },
    drop(token) {
      if (held?.token === token) held = undefined
    },
  }
}

// So long before its end that a request under way does not outlive the token.
const renewAheadMs = 60_000

async function fetchToken(account: Account): Promise<Held> {
  const askedAtMs = performance.now()
  // Several calls wait for this answer: the signal of one of them must not end it.
  const watch = openWatch(account.timeoutMs, undefined)
  const response = await watched(watch, () =>
    account.fetch(`${account.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: basic(account), accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      redirect: 'error',
      signal: watch.signal,
    }),
  )
  const text = await watched(watch, () => response.text())
  if (!response.ok) throw problemOf(response, text)
  const { access_token, expires_in } = tokenAnswer.parse(JSON.parse(text))
  const lifeMs = expires_in * 1000
  return { token: access_token, renewAtMs: askedAtMs + lifeMs - Math.min(renewAheadMs, lifeMs / 2) }
}

/** Id and password are form-encoded before they are joined (RFC 6749 section 2.3.1), so they are ASCII for btoa. */
function basic({ clientId, password }: Account): string {
  return `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(password)}`)}`
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
