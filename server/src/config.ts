import { resolve } from 'node:path'
import { z } from 'zod'
import { email } from '@catalytics/contract/email.ts'
import { OperatorError } from './lib/errors.ts'
import { mailboxOf, type Mailbox } from './lib/mailbox.ts'
import { faultOfKey } from './lib/secret-key.ts'
import { smtpServerOf, type SmtpServer } from './lib/smtp-url.ts'

/** A provider of OpenID Connect whose word about e-mail addresses is taken. */
export type OpenIdSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** As people know it: what stands on the button. */
  readonly name: string
}

/** Everything that can be set from outside; read once, at the start. */
export type Config = {
  readonly port: number
  readonly host: string
  /** How people and machines reach this installation; no slash at the end. */
  readonly publicUrl: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly clickhouseUrl: string | undefined
  /** By which secrets that must be read again are sealed; undefined: made and kept in the data folder. */
  readonly secretKey: string | undefined
  /** Who else vouches for users (OpenID Connect); undefined: nobody. */
  readonly openid: OpenIdSettings | undefined
  /** Where mails leave and who they are from; undefined: none are sent. */
  readonly mail: { readonly server: SmtpServer; readonly from: Mailbox } | undefined
  /** Where users' requests for help go; undefined: they wait for the operator in the directory store. */
  readonly supportEmail: string | undefined
  readonly trustedProxies: readonly string[]
  readonly logLevel: string
}

const empty = (text: unknown) => (text === '' ? undefined : text)
const optionalUrl = (protocols: RegExp, what: string) =>
  z.preprocess(empty, z.url({ protocol: protocols, error: `must be ${what}` }).optional())

const smtpServer = told(smtpServerOf)
const secretKey = z.string().superRefine((text, context) => {
  const fault = faultOfKey(text)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
})
// What a provider says decides who somebody is, so nobody may be able to change it on the way.
const issuer = z.url({ error: 'must be an https:// URL' }).refine((text) => isSafeIssuer(new URL(text)), {
  error: 'must be an https:// URL (http:// only on this machine)',
})
const mailbox = told((text) => mailboxOf(text) ?? 'must be an address, or: Name <address>')

const environment = z
  .object({
    PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65_535).default(8080)),
    HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
    PUBLIC_URL: optionalUrl(/^https?$/, 'an http:// or https:// URL'),
    DATA_DIR: z.preprocess(empty, z.string().default('./data')),
    DATABASE_URL: optionalUrl(/^postgres(ql)?$/, 'a postgres:// URL'),
    CLICKHOUSE_URL: optionalUrl(/^https?$/, 'an http:// or https:// URL of a ClickHouse HTTP interface'),
    SECRET_KEY: z.preprocess(empty, secretKey.optional()),
    SMTP_URL: z.preprocess(empty, z.string().transform(smtpServer).optional()),
    MAIL_FROM: z.preprocess(empty, z.string().transform(mailbox).optional()),
    OIDC_ISSUER: z.preprocess(empty, issuer.optional()),
    OIDC_CLIENT_ID: z.preprocess(empty, z.string().optional()),
    OIDC_CLIENT_SECRET: z.preprocess(empty, z.string().optional()),
    OIDC_NAME: z.preprocess(empty, z.string().max(100).optional()),
    SUPPORT_EMAIL: z.preprocess(empty, email.optional()),
    TRUSTED_PROXIES: z.preprocess(empty, z.string().default('')),
    LOG_LEVEL: z.preprocess(
      empty,
      z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    ),
  })
  .refine((set) => (set.SMTP_URL === undefined) === (set.MAIL_FROM === undefined), {
    path: ['MAIL_FROM'],
    error: 'is set where SMTP_URL is, and only there: the sender of all mails',
  })
  .refine(
    (set) =>
      new Set([set.OIDC_ISSUER, set.OIDC_CLIENT_ID, set.OIDC_CLIENT_SECRET].map((text) => text === undefined))
        .size === 1,
    { path: ['OIDC_ISSUER'], error: 'goes with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: all of them or none' },
  )

/**
 * Reads the settings from the environment.
 *
 * @param changed settings that the command line gives instead
 * @throws AppError `invalid` with all problems in one message
 */
export function readConfig(
  changed: Readonly<Record<string, string>> = {},
  source: NodeJS.ProcessEnv = process.env,
): Config {
  const result = environment.safeParse({ ...source, ...changed })
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new OperatorError('invalid', `The settings are not right:\n${problems.join('\n')}`)
  }
  const set = result.data
  return {
    port: set.PORT,
    host: set.HOST,
    publicUrl: (
      set.PUBLIC_URL ?? `http://${set.HOST === '0.0.0.0' ? 'localhost' : set.HOST}:${set.PORT}`
    ).replace(/\/$/, ''),
    dataDir: resolve(set.DATA_DIR),
    databaseUrl: set.DATABASE_URL,
    clickhouseUrl: set.CLICKHOUSE_URL,
    secretKey: set.SECRET_KEY,
    openid: openIdOf(set),
    mail: mailOf(set),
    supportEmail: set.SUPPORT_EMAIL,
    trustedProxies: set.TRUSTED_PROXIES.split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    logLevel: set.LOG_LEVEL,
  }
}

/** A transformation for Zod of a reader that says in words what is wrong. */
function told<Read extends object>(read: (text: string) => Read | string) {
  return (text: string, context: z.RefinementCtx): Read => {
    const known = read(text)
    if (typeof known !== 'string') return known
    context.addIssue({ code: 'custom', message: known })
    return z.NEVER
  }
}

function isSafeIssuer({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  )
}

function openIdOf(set: z.output<typeof environment>): OpenIdSettings | undefined {
  const { OIDC_ISSUER: address, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = set
  if (address === undefined || clientId === undefined || clientSecret === undefined) return undefined
  return { issuer: address, clientId, clientSecret, name: set.OIDC_NAME ?? new URL(address).hostname }
}

function mailOf({ SMTP_URL: server, MAIL_FROM: from }: z.output<typeof environment>): Config['mail'] {
  return server === undefined || from === undefined ? undefined : { server, from }
}
