import { z } from 'zod'
import { problem } from '@catalytics/contract/errors.ts'
import { oauthError } from '@catalytics/contract/oauth.ts'
import type { Media, RouteMedia } from './media.ts'

export type DescribedRoute = {
  readonly media: RouteMedia
  /** A right value of each query parameter, by its name. */
  readonly examples: ReadonlyMap<string, string>
}

/**
 * Completes a description of OpenAPI with what the routes' schemas do not say: other media types than JSON, and how
 * calls are refused, and examples of query parameters, which the generator loses where a text becomes a number.
 *
 * @param document as plain JSON; a new one is returned
 * @param routes by `get /path`, as the document writes them
 */
export function describeMedia(
  document: Record<string, unknown>,
  routes: ReadonlyMap<string, DescribedRoute>,
): Record<string, unknown> {
  const paths = z.record(z.string(), z.record(z.string(), operation)).parse(document['paths'])
  const described = Object.entries(paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, one]) => [
        method,
        complete(one, routes.get(`${method} ${path}`) ?? undescribed),
      ]),
    ),
  ])
  const components = z.record(z.string(), z.unknown()).parse(document['components'] ?? {})
  return { ...document, paths: Object.fromEntries(described), components: { ...components, responses } }
}

const undescribed: DescribedRoute = { media: {}, examples: new Map() }

const content = z.record(z.string(), z.unknown())
const operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: content.optional() })),
})
type Operation = z.infer<typeof operation>

const responses = {
  Problem: {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: componentOf(problem) } },
  },
  OAuthError: {
    description: 'A refusal (RFC 6749 section 5.2)',
    content: { 'application/json': { schema: componentOf(oauthError) } },
  },
}

function componentOf(schema: z.ZodType) {
  return { $ref: `#/components/schemas/${schema.meta()?.id}` }
}

function complete(call: Operation, { media, examples }: DescribedRoute): Record<string, unknown> {
  const parameters = call.parameters?.map((parameter) => {
    const example = parameter.in === 'query' ? examples.get(parameter.name) : undefined
    return example === undefined ? parameter : { ...parameter, example: exampleFor(parameter, example) }
  })
  const refusal = { $ref: `#/components/responses/${media.refusals === 'oauth' ? 'OAuthError' : 'Problem'}` }
  return {
    ...call,
    ...(parameters === undefined ? {} : { parameters }),
    ...(call.requestBody === undefined ? {} : { requestBody: takes(call.requestBody, media) }),
    responses: { ...gives(call.responses, media), ...refuses(media), '4XX': refusal, '5XX': refusal },
  }
}

function refuses({ refuses: reasons = {} }: RouteMedia) {
  const { content: problems } = responses.Problem
  return Object.fromEntries(
    Object.entries(reasons).map(([status, description]) => [
      status,
      { description, headers: { 'Retry-After': retryAfter }, content: problems },
    ]),
  )
}

const retryAfter = { description: 'Seconds to wait before the next try', schema: { type: 'integer' } }

/** A number where the schema wants one: in the URL both are written alike. */
function exampleFor({ schema }: Readonly<Record<string, unknown>>, example: string): string | number {
  const { type } = z.object({ type: z.unknown().optional() }).parse(schema)
  return type === 'integer' || type === 'number' ? Number(example) : example
}

function takes(body: NonNullable<Operation['requestBody']>, media: RouteMedia) {
  const others = contentOf(media.takes ?? {})
  return { ...body, content: media.takesNoJson === true ? others : { ...body.content, ...others } }
}

function gives(described: Operation['responses'], { gives: more = {} }: RouteMedia) {
  const { default: _, ...known } = described
  // What the generator says of a route without a schema of its answer.
  const said = Object.keys(more).length > 0 && known['200']?.content === undefined ? {} : known
  const added = Object.entries(more).map(([status, answer]): [string, unknown] => {
    const all = { ...said[status]?.content, ...contentOf(answer.content) }
    const { description } = answer
    return [status, Object.keys(all).length === 0 ? { description } : { description, content: all }]
  })
  return { ...said, ...Object.fromEntries(added) }
}

function contentOf(kinds: Readonly<Record<string, Media>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kinds).map(([type, { kind, description }]) => {
      const bytes = kind === 'file' ? { format: 'binary' } : {}
      return [type, { schema: { type: 'string', ...bytes, description } }]
    }),
  )
}
