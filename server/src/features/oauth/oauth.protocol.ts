import type { AuthorizationServer, OAuthErrorCode } from '@catalytics/contract/oauth.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { scopes } from '@catalytics/contract/scopes.ts'
import type { Fault } from '../../lib/errors.ts'

export const oauthPaths = {
  token: '/oauth/token',
  revoke: '/oauth/revoke',
  introspect: '/oauth/introspect',
} as const

/** Where the endpoints are and what they take (RFC 8414 section 2). */
export function metadata(issuer: string): AuthorizationServer {
  const methods = ['client_secret_basic', 'client_secret_post']
  return {
    issuer,
    token_endpoint: `${issuer}${oauthPaths.token}`,
    token_endpoint_auth_methods_supported: methods,
    revocation_endpoint: `${issuer}${oauthPaths.revoke}`,
    revocation_endpoint_auth_methods_supported: methods,
    introspection_endpoint: `${issuer}${oauthPaths.introspect}`,
    introspection_endpoint_auth_methods_supported: methods,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    scopes_supported: [...scopes],
    service_documentation: `${issuer}/api/docs`,
  }
}

/**
 * What an OAuth endpoint answers when it will not (RFC 6749 section 5.2). The description says what to do, in ASCII
 * without quotes and backslashes, as that section demands.
 */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: OAuthErrorCode
  /** Everything that is wrong; a parameter of the form is a field of the body. */
  readonly faults: readonly Fault[]

  constructor(code: OAuthErrorCode, description: string, ...faults: readonly [Fault, ...Fault[]]) {
    super(description)
    this.code = code
    this.faults = faults
  }
}

/**
 * Reads a body of application/x-www-form-urlencoded. A parameter without a value counts as absent, one that comes twice
 * makes the request invalid (RFC 6749 section 3.2).
 *
 * @throws OAuthError `invalid_request`
 */
export function parseForm(text: string): Readonly<Record<string, string>> {
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name))
      throw new OAuthError('invalid_request', `The parameter ${plain(name)} comes more than once.`, {
        ...because('given_twice'),
        path: [plain(name)],
      })
    form.set(name, value)
  }
  return Object.fromEntries([...form].filter(([, value]) => value !== ''))
}

/** Parameters that never belong into a URL: URLs end up in logs (RFC 6749 section 2.3.1, RFC 6750 section 5.3). */
const bodyOnly: readonly string[] = [
  'grant_type',
  'scope',
  'client_id',
  'client_secret',
  'token',
  'token_type_hint',
  'access_token',
  'username',
  'password',
]

/** @throws OAuthError `invalid_request` when the URL carries what belongs into the body */
export function refuseInUrl(parameters: Iterable<string>): void {
  const found = [...parameters].find((name) => bodyOnly.includes(name))
  if (found === undefined) return
  throw new OAuthError(
    'invalid_request',
    `Send ${found} in the body, never in the URL. A password that was in a URL is known to others: regenerate it.`,
    { ...because('secret_in_url'), parameter: found },
  )
}

type Header =
  | { readonly kind: 'none' | 'malformed' | 'bearer' }
  | { readonly kind: 'basic'; readonly clientId: string; readonly password: string }
type Body = { readonly client_id?: string | undefined; readonly client_secret?: string | undefined }

/**
 * The client's credentials: from HTTP Basic, or from the body, never from both (RFC 6749 section 2.3). In the header id
 * and secret are form-encoded first (section 2.3.1); many clients skip that, so both readings of a secret are given.
 *
 * @throws OAuthError `invalid_request` for two ways at once, `invalid_client` where there is none
 */
export function clientOf(
  header: Header,
  body: Body,
): { readonly clientId: string; readonly passwords: readonly string[] } {
  if (header.kind === 'basic') {
    const id = formDecoded(header.clientId)
    if (body.client_secret !== undefined) {
      throw new OAuthError(
        'invalid_request',
        'Credentials come in the Authorization header or in the body, not in both.',
        { ...because('credentials_twice'), path: ['client_secret'] },
      )
    }
    if (body.client_id !== undefined && body.client_id !== id) {
      throw new OAuthError(
        'invalid_request',
        'The client_id of the body is not the one of the Authorization header.',
        { ...because('another_client'), path: ['client_id'] },
      )
    }
    return { clientId: id, passwords: [...new Set([formDecoded(header.password), header.password])] }
  }
  if (header.kind !== 'none')
    throw new OAuthError('invalid_client', `The Authorization header is not HTTP Basic. ${ways}`, {
      ...because('not_basic'),
      parameter: 'Authorization',
    })
  if (body.client_id === undefined || body.client_secret === undefined) {
    throw new OAuthError('invalid_client', `Credentials are missing. ${ways}`, because('credentials_missing'))
  }
  return { clientId: body.client_id, passwords: [body.client_secret] }
}

const ways = 'Send client id and password by HTTP Basic, or as client_id and client_secret in the body.'

/** Undoes application/x-www-form-urlencoded; text that is not encoded so stays as it is. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function plain(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '?').slice(0, 40)
}
