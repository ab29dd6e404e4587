import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { basicHeader, openAccountsApp, type AccountsApp } from '../../../test/service-accounts-app.ts'
import { makeToken } from './oauth.secrets.ts'

// Characters that the two readings of a Basic header (RFC 6749 section 2.3.1 and RFC 7617) do not agree on.
const awkwardPassword = 'Über 100% & 2+2=4: ja?/ß%41'
const grant = { grant_type: 'client_credentials' }

let app: AccountsApp
let acme: Awaited<ReturnType<AccountsApp['newContract']>>
beforeAll(async () => {
  app = await openAccountsApp({ postgresUrl: inject('postgresUrl') })
  acme = await app.newContract('Acme Bearings')
})
afterAll(() => app.close())

describe('openid-client, which takes the standards at their word', () => {
  beforeAll(() => app.listen())

  test.each([
    ['client_secret_basic', 'generated', oauth.ClientSecretBasic],
    ['client_secret_post', 'generated', oauth.ClientSecretPost],
    ['client_secret_basic', 'awkward', oauth.ClientSecretBasic],
    ['client_secret_post', 'awkward', oauth.ClientSecretPost],
  ])(
    '%s with an %s password: discovery, grant, introspection, revocation',
    async (_method, kind, authentication) => {
      const account = await app.newAccount(acme, kind === 'awkward' ? { password: awkwardPassword } : {})

      const config = await oauth.discovery(
        new URL(app.publicUrl),
        account.id,
        {},
        authentication(account.password),
        {
          algorithm: 'oauth2',
          execute: [oauth.allowInsecureRequests],
        },
      )
      const token = await oauth.clientCredentialsGrant(config, { scope: 'leads:read' })
      const before = await oauth.tokenIntrospection(config, token.access_token)
      await oauth.tokenRevocation(config, token.access_token)
      const after = await oauth.tokenIntrospection(config, token.access_token)

      expect(token).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'leads:read' })
      expect(before).toMatchObject({
        active: true,
        client_id: account.id,
        scope: 'leads:read',
        token_type: 'Bearer',
        iss: app.publicUrl,
      })
      expect((before.exp ?? 0) - (before.iat ?? 0)).toBe(900)
      expect(after).toEqual({ active: false })
      expect((await app.get('/probe', { bearer: token.access_token })).status).toBe(401)
    },
  )

  test('a wrong password is an error that it understands', async () => {
    const account = await app.newAccount(acme)
    const config = await oauth.discovery(
      new URL(app.publicUrl),
      account.id,
      {},
      oauth.ClientSecretBasic('wrong password here'),
      {
        algorithm: 'oauth2',
        execute: [oauth.allowInsecureRequests],
      },
    )

    await expect(oauth.clientCredentialsGrant(config)).rejects.toMatchObject({
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
      status: 401,
    })
  })
})

test('the metadata names every endpoint under the issuer (RFC 8414)', async () => {
  const { body, headers } = await app.get('/.well-known/oauth-authorization-server')

  expect(headers['content-type']).toMatch(/^application\/json/)
  expect(body).toMatchObject({
    issuer: app.publicUrl,
    token_endpoint: `${app.publicUrl}/oauth/token`,
    revocation_endpoint: `${app.publicUrl}/oauth/revoke`,
    introspection_endpoint: `${app.publicUrl}/oauth/introspect`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    scopes_supported: ['leads:read', 'events:write', 'stats:read'],
  })
})

test('a token answer is as RFC 6749 section 5.1 wants it', async () => {
  const account = await app.newAccount(acme)

  const { status, headers, body } = await app.form('/oauth/token', grant, {
    basic: [account.id, account.password],
  })

  expect(status).toBe(200)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
  expect(headers['content-type']).toMatch(/^application\/json/)
  expect(body).toEqual({
    access_token: expect.stringMatching(/^cat_at_[0-9A-Za-z]{43}$/),
    token_type: 'Bearer',
    expires_in: 900,
    scope: 'leads:read stats:read',
  })
  expect(JSON.stringify(await app.db.selectFrom('tokens').selectAll().execute())).not.toContain(
    body.access_token,
  )
})

describe('clients of all kinds', () => {
  type Account = Awaited<ReturnType<AccountsApp['newAccount']>>
  type Request = {
    readonly url?: string
    readonly headers?: Record<string, string>
    readonly payload?: string
  }
  const formType = { 'content-type': 'application/x-www-form-urlencoded' }
  const good = 'grant_type=client_credentials'
  const inBody = ({ id, password }: Account) =>
    `client_id=${id}&client_secret=${encodeURIComponent(password)}`
  const inHeader = ({ id, password }: Account) => ({ ...formType, authorization: basicHeader(id, password) })
  const post = (request: Request) => app.inject('POST', request.url ?? '/oauth/token', request)

  const accepted: readonly (readonly [string, (account: Account) => Request])[] = [
    ['Basic', (a) => ({ headers: inHeader(a), payload: good })],
    [
      'Basic with everything percent-encoded',
      (a) => ({ headers: { ...formType, authorization: encodedBasic(a) }, payload: good }),
    ],
    [
      'Basic in capitals',
      (a) => ({
        headers: { ...formType, authorization: inHeader(a).authorization.replace('Basic', 'BASIC') },
        payload: good,
      }),
    ],
    ['the body', (a) => ({ headers: formType, payload: `${good}&${inBody(a)}` })],
    [
      'Basic, and the same client_id in the body',
      (a) => ({ headers: inHeader(a), payload: `${good}&client_id=${a.id}` }),
    ],
    [
      'a content type with a charset',
      (a) => ({
        headers: { ...inHeader(a), 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' },
        payload: good,
      }),
    ],
    ['an empty scope', (a) => ({ headers: inHeader(a), payload: `${good}&scope=` })],
    [
      'a scope with blanks around',
      (a) => ({ headers: inHeader(a), payload: `${good}&scope=+leads:read++stats:read+` }),
    ],
    ['parameters nobody knows', (a) => ({ headers: inHeader(a), payload: `${good}&audience=x&resource=y` })],
    [
      'an unknown parameter in the URL',
      (a) => ({ url: '/oauth/token?tenant=1', headers: inHeader(a), payload: good }),
    ],
  ]
  test.each(accepted)('%s is accepted', async (_what, request) => {
    const account = await app.newAccount(acme, { password: awkwardPassword })
    const generated = await app.newAccount(acme)

    expect((await post(request(account))).status).toBe(200)
    expect((await post(request(generated))).status).toBe(200)
  })

  const refused: readonly (readonly [string, number, string, (account: Account) => Request])[] = [
    [
      'credentials in the URL',
      400,
      'invalid_request',
      (a) => ({ url: `/oauth/token?${inBody(a)}`, headers: formType, payload: good }),
    ],
    ['everything in the URL', 400, 'invalid_request', (a) => ({ url: `/oauth/token?${good}&${inBody(a)}` })],
    [
      'a password in the URL beside Basic',
      400,
      'invalid_request',
      (a) => ({ url: `/oauth/token?client_secret=${a.password}`, headers: inHeader(a), payload: good }),
    ],
    [
      'credentials in header and body',
      400,
      'invalid_request',
      (a) => ({ headers: inHeader(a), payload: `${good}&${inBody(a)}` }),
    ],
    [
      'another client_id in the body',
      400,
      'invalid_request',
      (a) => ({ headers: inHeader(a), payload: `${good}&client_id=other` }),
    ],
    ['no grant type', 400, 'invalid_request', (a) => ({ headers: inHeader(a), payload: 'scope=leads:read' })],
    ['no body', 400, 'invalid_request', (a) => ({ headers: { authorization: inHeader(a).authorization } })],
    ['an empty body', 400, 'invalid_request', (a) => ({ headers: inHeader(a), payload: '' })],
    [
      'a parameter twice',
      400,
      'invalid_request',
      (a) => ({ headers: inHeader(a), payload: `${good}&scope=leads:read&scope=stats:read` }),
    ],
    [
      'an unknown parameter twice',
      400,
      'invalid_request',
      (a) => ({ headers: inHeader(a), payload: `${good}&x=1&x=2` }),
    ],
    [
      'a JSON body',
      400,
      'invalid_request',
      (a) => ({
        headers: { ...inHeader(a), 'content-type': 'application/json' },
        payload: JSON.stringify(grant),
      }),
    ],
    [
      'no content type',
      400,
      'invalid_request',
      (a) => ({ headers: { ...inHeader(a), 'content-type': '' }, payload: good }),
    ],
    [
      'a body that is too large',
      413,
      'invalid_request',
      (a) => ({ headers: inHeader(a), payload: `${good}&x=${'x'.repeat(20_000)}` }),
    ],
    [
      'another grant type',
      400,
      'unsupported_grant_type',
      (a) => ({ headers: inHeader(a), payload: 'grant_type=password' }),
    ],
    [
      'a scope that is none',
      400,
      'invalid_scope',
      (a) => ({ headers: inHeader(a), payload: `${good}&scope=leads:read+admin` }),
    ],
    [
      'a scope the account lacks',
      400,
      'invalid_scope',
      (a) => ({ headers: inHeader(a), payload: `${good}&scope=events:write` }),
    ],
    ['no credentials', 401, 'invalid_client', () => ({ headers: formType, payload: good })],
    [
      'a client_id alone',
      401,
      'invalid_client',
      (a) => ({ headers: formType, payload: `${good}&client_id=${a.id}` }),
    ],
    [
      'a Bearer token',
      401,
      'invalid_client',
      () => ({ headers: { ...formType, authorization: `Bearer ${makeToken()}` }, payload: good }),
    ],
    [
      'a Basic header that is none',
      401,
      'invalid_client',
      () => ({ headers: { ...formType, authorization: 'Basic §' }, payload: good }),
    ],
    [
      'a wrong password in the body',
      401,
      'invalid_client',
      (a) => ({ headers: formType, payload: `${good}&client_id=${a.id}&client_secret=cat_pw_wrong` }),
    ],
  ]
  test.each(refused)('%s: %d %s', async (_what, status, error, request) => {
    const answer = await post(request(await app.newAccount(acme)))

    expect(answer.status).toBe(status)
    const reasons = expect.arrayContaining([expect.objectContaining({ reason: expect.any(String) })])
    expect(answer.body).toEqual({ error, error_description: expect.any(String), errors: reasons })
    // RFC 6749 section 5.2: printable ASCII without quote and backslash.
    expect(answer.body.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
    expect(answer.headers['www-authenticate']).toBe(
      status === 401 ? 'Basic realm="catalytics", charset="UTF-8"' : undefined,
    )
  })

  test.each(['/oauth/token', '/oauth/revoke', '/oauth/introspect'])('%s takes POST alone', async (url) => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'] as const) {
      const answer = await app.inject(method, url)
      expect(answer).toMatchObject({
        status: 405,
        headers: { allow: 'POST' },
        body: { error: 'invalid_request' },
      })
    }
  })

  test.each(['/oauth/revoke', '/oauth/introspect'])('%s wants a client and a token', async (url) => {
    const account = await app.newAccount(acme)
    const basic = [account.id, account.password] as const

    expect(await app.form(url, { token: makeToken() })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect(await app.form(url, {}, { basic })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
    expect((await app.form(`${url}?token=x`, { token: makeToken() }, { basic })).status).toBe(400)
  })
})

test('a client can neither revoke nor look into the token of another, and is not told that it exists', async () => {
  const [mine, theirs] = [await app.newAccount(acme), await app.newAccount(acme)]
  const basic = [mine.id, mine.password] as const
  const { body } = await app.form('/oauth/token', grant, { basic: [theirs.id, theirs.password] })

  for (const token of [body.access_token, makeToken(), 'nonsense', 'nul\u0000']) {
    expect(await app.form('/oauth/introspect', { token }, { basic })).toMatchObject({
      status: 200,
      body: { active: false },
    })
    expect(
      await app.form('/oauth/revoke', { token, token_type_hint: 'refresh_token' }, { basic }),
    ).toMatchObject({ status: 200, body: {} })
  }

  expect((await app.get('/probe', { bearer: body.access_token })).status).toBe(200)
})

test('issuing and revoking are in the activity log, the token is not', async () => {
  const account = await app.newAccount(acme)
  const basic = [account.id, account.password] as const
  const { body } = await app.form('/oauth/token', grant, { basic, from: '198.51.100.7' })
  await app.form('/oauth/revoke', { token: body.access_token }, { basic })

  const log = await app.db
    .selectFrom('activity')
    .selectAll()
    .where('actor', '=', account.id)
    .orderBy('id')
    .execute()

  expect(log).toMatchObject([
    { type: 'token_issued', actor_kind: 'service_account', address: '198.51.100.7' },
    { type: 'token_revoked', actor_kind: 'service_account', address: '127.0.0.1' },
  ])
  expect(JSON.stringify(log)).not.toContain(body.access_token)
})

/** As the strictest reading of RFC 6749 appendix B has it: every byte that could be encoded, is. */
function encodedBasic({ id, password }: { readonly id: string; readonly password: string }): string {
  return basicHeader(percentEncoded(id), percentEncoded(password))
}

function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}
