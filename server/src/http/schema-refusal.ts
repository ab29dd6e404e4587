import type { FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'

/** A part of a request, as Fastify calls it. */
type RequestPart = 'body' | 'querystring' | 'params' | 'headers'

/** A part of a request that the schema of its route refuses, with all that was found in the one look at it. */
export class SchemaRefusal extends Error {
  override readonly name = 'SchemaRefusal'
  readonly part: RequestPart
  readonly schema: z.ZodType
  readonly issues: readonly z.core.$ZodIssue[]
  /** What was sent: read to find out what is wrong with it, never repeated. */
  readonly sent: unknown

  constructor(part: RequestPart, schema: z.ZodType, issues: readonly z.core.$ZodIssue[], sent: unknown) {
    super(`The ${part} does not fit its schema.`)
    this.part = part
    this.schema = schema
    this.issues = issues
    this.sent = sent
  }
}

/** How Fastify looks at what is sent: by the schemas of the contract. */
export const schemaCompiler: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => {
  if (!(schema instanceof z.ZodType)) throw new TypeError('a schema that is none of Zod')
  return (sent) => {
    const { success, data, error } = schema.safeParse(sent)
    return success
      ? { value: data }
      : { error: new SchemaRefusal(partOf(httpPart), schema, error.issues, sent) }
  }
}

function partOf(httpPart: string | undefined): RequestPart {
  switch (httpPart) {
    case 'querystring':
    case 'params':
    case 'headers':
      return httpPart
    default:
      return 'body'
  }
}
