import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { ApiError } from '../../lib/api.ts'
import { pathFor } from './example-texts.ts'

export type Tried = {
  readonly isOk: boolean
  /** `200 OK`. */
  readonly status: string
  readonly milliseconds: number
  /** Undefined where the answer is no list. */
  readonly rows: number | undefined
  /** The answer, indented; its beginning where it is long. */
  readonly text: string
}

const mostCharacters = 4000

/**
 * The account's own call: HTTP Basic, without the session of whoever looks on.
 *
 * @throws ApiError when the server cannot be reached
 */
export async function tryCall(account: ServiceAccountWithPassword): Promise<Tried> {
  const login = new TextEncoder().encode(`${account.client_id}:${account.password}`)
  const began = performance.now()
  const response = await fetch(`/api/v1${pathFor(account)}`, {
    headers: { accept: 'application/json', authorization: `Basic ${btoa(String.fromCodePoint(...login))}` },
    credentials: 'omit',
    cache: 'no-store',
  }).catch((error: unknown) => {
    throw new ApiError('read', { cause: error })
  })
  const body: unknown = await response.json().catch(() => null)
  const milliseconds = Math.round(performance.now() - began)
  const text = JSON.stringify(body, undefined, 2)
  return {
    isOk: response.ok,
    status: `${response.status} ${response.statusText}`.trim(),
    milliseconds,
    rows: rowsIn(body),
    text: text.length > mostCharacters ? `${text.slice(0, mostCharacters)}\n…` : text,
  }
}

function rowsIn(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('data' in body)) return undefined
  return Array.isArray(body.data) ? body.data.length : undefined
}
