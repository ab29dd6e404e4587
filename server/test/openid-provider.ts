import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Provider, type AccountClaims } from 'oidc-provider'
import { afterAll } from 'vitest'

export type OpenIdProvider = {
  readonly settings: Readonly<Record<string, string>>
  /** Whoever comes from now on is this person, who agrees to everything. */
  become(claims: Omit<AccountClaims, 'sub'>): void
}

const clientId = 'catalytics'
const clientSecret = 'a secret between the two of them'

/**
 * A real provider of OpenID Connect on the loopback interface, which wants PKCE and knows one client.
 *
 * @param inIdToken whether it puts the address into the ID token; else it has to be asked for
 */
export async function openProvider(
  callback: string,
  { inIdToken }: { readonly inIdToken: boolean },
): Promise<OpenIdProvider> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port')
  const issuer = `http://127.0.0.1:${address.port}`
  let claims: Omit<AccountClaims, 'sub'> = {}
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    conformIdTokenClaims: !inIdToken,
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...claims, sub }) }),
    cookies: { keys: ['for a test'] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  })
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void (request.url?.startsWith('/interaction/') === true
      ? agree(request, response)
      : answer(request, response))
  })

  /** What a person would do on two pages: sign in, and agree. */
  async function agree(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: 'somebody', clientId: String(params['client_id']) })
    grant.addOIDCScope('openid email')
    const result = { login: { accountId: 'somebody' }, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: 'Works login',
    },
    become: (next: Omit<AccountClaims, 'sub'>) => void (claims = next),
  }
}
