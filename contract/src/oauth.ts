import { z } from 'zod'
import { problemError } from './errors.ts'
import { clientId, contractId, passwordId } from './ids.ts'
import { scope } from './scopes.ts'
import { segment } from './segments.ts'
import { passwordKind } from './service-accounts.ts'

/** The client's credentials in the body (RFC 6749 section 2.3.1), beside what each endpoint asks for. */
const clientFields = { client_id: z.string().optional(), client_secret: z.string().optional() }

/** Form of POST /oauth/token (RFC 6749 section 4.4.2). Unknown parameters are ignored (section 3.2). */
export const tokenForm = z
  .object({
    ...clientFields,
    grant_type: z.string().meta({ description: 'client_credentials' }),
    scope: z
      .string()
      .optional()
      .meta({ description: 'Scopes separated by spaces; all scopes of the account where absent.' }),
  })
  .meta({ id: 'TokenForm' })

/** Form of POST /oauth/revoke (RFC 7009 section 2.1) and of POST /oauth/introspect (RFC 7662 section 2.1). */
export const oneTokenForm = z
  .object({ ...clientFields, token: z.string(), token_type_hint: z.string().optional() })
  .meta({ id: 'OneTokenForm' })

/** RFC 6749 section 5.1. */
export const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds.' }),
    scope: z.string(),
  })
  .meta({ id: 'TokenAnswer' })
export type TokenAnswer = z.infer<typeof tokenAnswer>

/** RFC 7662 section 2.2: of a token that is not live, or not the caller's own, nothing more is said. */
export const introspection = z
  .union([
    z.object({ active: z.literal(false) }),
    z.object({
      active: z.literal(true),
      scope: z.string(),
      client_id: clientId,
      sub: clientId,
      iss: z.string(),
      token_type: z.literal('Bearer'),
      iat: z.int().meta({ description: 'Seconds since 1970.' }),
      exp: z.int().meta({ description: 'Seconds since 1970.' }),
    }),
  ])
  .meta({ id: 'Introspection' })
export type Introspection = z.infer<typeof introspection>

/** The codes of RFC 6749 section 5.2, and two of section 4.1.2.1 for what section 5.2 forgot: load and faults. */
export const oauthErrorCodes = [
  'invalid_request',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'temporarily_unavailable',
  'server_error',
] as const
export type OAuthErrorCode = (typeof oauthErrorCodes)[number]
export const oauthError = z
  .object({
    error: z.enum(oauthErrorCodes),
    error_description: z.string().meta({
      description: 'What is wrong and what to do, in English (ASCII, as RFC 6749 demands).',
      example: 'The parameter grant_type is missing.',
    }),
    errors: z.array(problemError).optional().meta({
      description: 'The same as problem details have it: everything that is wrong, with reasons.',
    }),
  })
  .meta({ id: 'OAuthError' })
export type OAuthErrorAnswer = z.infer<typeof oauthError>

/** RFC 8414 section 2. */
export const authorizationServer = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    revocation_endpoint: z.string(),
    revocation_endpoint_auth_methods_supported: z.array(z.string()),
    introspection_endpoint: z.string(),
    introspection_endpoint_auth_methods_supported: z.array(z.string()),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()),
    scopes_supported: z.array(scope),
    service_documentation: z.string(),
  })
  .meta({ id: 'AuthorizationServer' })
export type AuthorizationServer = z.infer<typeof authorizationServer>

/** Answer of GET /api/v1/whoami. */
export const whoAmI = z
  .object({
    client_id: clientId,
    name: z.string(),
    contract: z.object({ id: contractId, name: z.string(), time_zone: z.string() }),
    scopes: z
      .array(scope)
      .meta({ description: 'Scopes of this call: those of the token, or of the account with HTTP Basic.' }),
    segments: z.array(segment),
    expires_at: z.string().nullable().meta({ description: 'Time at which the account expires.' }),
    password: z.object({
      id: passwordId,
      kind: passwordKind,
      age_seconds: z.int(),
      ends_at: z.string().nullable(),
    }),
    token: z
      .object({ expires_at: z.string(), expires_in: z.int() })
      .nullable()
      .meta({ description: 'Null with HTTP Basic.' }),
    limits: z.object({
      events_per_request: z.int(),
      bytes_per_request: z.int(),
      rows_per_page: z.int(),
      failed_sign_ins_per_minute: z.int(),
    }),
  })
  .meta({ id: 'WhoAmI' })
export type WhoAmI = z.infer<typeof whoAmI>
