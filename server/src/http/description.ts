import { createHash } from 'node:crypto'
import swagger from '@fastify/swagger'
import reference from '@scalar/fastify-api-reference'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { parameterHelp } from '@catalytics/contract/query.ts'
import { scopes } from '@catalytics/contract/scopes.ts'
import { open, type Access } from './access.ts'
import { contentPolicy } from './content-policy.ts'
import { describeMedia, type DescribedRoute } from './description-media.ts'
import { tidySchemas } from './description-schemas.ts'
import { referencePath, type Api } from './server.ts'
import { sessionCookie } from './session-cookie.ts'

/**
 * The API's description (OpenAPI 3.1), made from the schemas that check requests and answers, and a page to read it.
 * Call before the routes are added.
 */
export async function apiDescription(api: Api, publicUrl: string): Promise<void> {
  const routes = new Map<string, DescribedRoute>()
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Catalytics',
        version: '1',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      tags: [...tags],
      components: { securitySchemes: securitySchemes(publicUrl) },
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input)
      const { method, config } = input.route
      const security = config?.access === undefined ? [] : securityOf(config.access)
      for (const one of [method].flat())
        routes.set(`${one.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`, {
          media: config?.media ?? {},
          examples: examplesOf(input.schema?.querystring),
        })
      return { url, schema: { ...schema, security } }
    },
    transformObject: (input) =>
      tidySchemas(describeMedia(plain.parse(jsonSchemaTransformObject(input)), routes)),
  })
  api.get(
    '/api/openapi.json',
    { config: { access: open }, schema: { hide: true } },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(String).send(JSON.stringify(api.swagger())),
  )
  await api.register(reference, {
    routePrefix: referencePath,
    configuration: {
      url: '/api/openapi.json',
      pageTitle: 'Catalytics API',
      proxyUrl: '',
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  })
  letReferenceRun(api)
}

const description = `Events go in with POST /api/v1/events; leads come out with the lead calls. A program signs in with a
service account: POST /oauth/token gives a Bearer token. Problems are application/problem+json (RFC 9457).`

/** What the page shows first is what most come for. */
const tags = [
  { name: 'leads', description: 'Calls for programs that pull leads.' },
  { name: 'lead exports', description: 'Exports as jobs: request one, follow its state, download the file.' },
  { name: 'events', description: 'Calls with which catalog sites and networks send events.' },
  { name: 'oauth', description: 'Tokens for service accounts (RFC 6749 section 4.4).' },
  { name: 'service accounts', description: 'Machine identities, each bound to one contract.' },
  { name: 'accounts', description: 'People who sign in: sessions, passwords, set-up.' },
  { name: 'members', description: 'Users of a contract: roles and invitations.' },
  { name: 'contracts', description: 'Data sets with their catalogs, networks and sites.' },
  { name: 'people', description: 'Data protection: search, withdrawal of consent, erasure.' },
  { name: 'imports', description: 'Imports of event files.' },
  { name: 'activity', description: 'Log of what users and service accounts did.' },
  { name: 'help', description: 'Contact support.' },
  { name: 'installation', description: 'Installation-wide calls for the operator.' },
  { name: 'health', description: 'Health and metrics for monitoring.' },
] as const

function examplesOf(query: unknown): ReadonlyMap<string, string> {
  const shape = query instanceof z.ZodObject ? Object.entries(query.shape) : []
  return new Map(
    shape.flatMap(([name, schema]) => {
      const help = parameterHelp.get(schema)
      return help === undefined ? [] : [[name, help.example]]
    }),
  )
}

const plain = z.record(z.string(), z.unknown())

function securitySchemes(publicUrl: string) {
  return {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A token from POST /oauth/token; it lives 15 minutes.',
    },
    basic: { type: 'http', scheme: 'basic', description: 'Client id and password, on the lead calls.' },
    client_credentials: {
      type: 'oauth2',
      flows: {
        clientCredentials: {
          tokenUrl: `${publicUrl}/oauth/token`,
          scopes: Object.fromEntries(scopes.map((scope) => [scope, scope])),
        },
      },
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookie,
      description:
        'The session of somebody who has signed in; changes need Origin or Sec-Fetch-Site of our own pages.',
    },
    admin_socket: {
      type: 'apiKey',
      in: 'header',
      name: 'x-none',
      description: 'No key: the operator’s commands, over the Unix socket in the data folder.',
    },
  } as const
}

function securityOf(access: Access): Record<string, string[]>[] {
  switch (access.kind) {
    case 'public':
      return []
    case 'service': {
      const needed = access.scope === null ? [] : [access.scope]
      // Bearer last: a generated client that is given one token sends it by the last scheme that it finds.
      return [...(access.basic ? [{ basic: [] }] : []), { client_credentials: needed }, { bearer: [] }]
    }
    case 'user':
      return [{ session: [] }]
    case 'manage':
      return [{ session: [] }, { admin_socket: [] }]
    case 'operator':
      return [{ admin_socket: [] }]
    default:
      return access satisfies never
  }
}

/** The page has one inline script and makes its style at run time: allowed here, by hash, and nowhere else. */
function letReferenceRun(api: Api): void {
  let policy: string | undefined
  api.addHook('onSend', async (request, reply, payload) => {
    if (request.routeOptions.url !== `${referencePath}/` || typeof payload !== 'string') return payload
    policy ??= policyFor(payload)
    void reply.header('content-security-policy', policy)
    return payload
  })
}

function policyFor(page: string): string {
  const scripts = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    (match) => match[1] ?? '',
  )
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return contentPolicy({
    'script-src': ["'self'", ...hashes],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'form-action': ["'none'"],
  })
}
