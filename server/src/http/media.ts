/** What goes in a body or an answer, for the description of the API. */
export type Media = {
  /** `text` is read as a string, `file` as bytes. */
  readonly kind: 'text' | 'file'
  readonly description: string
}

/** Which kinds of content a route takes and gives beside the JSON of its schemas. */
export type RouteMedia = {
  /** Further kinds of body, by media type. */
  readonly takes?: Readonly<Record<string, Media>>
  /** The body is none of JSON's media types, although it may be JSON inside. */
  readonly takesNoJson?: true
  /** Answers by status; further kinds beside the JSON where the schemas have the status too. */
  readonly gives?: Readonly<Record<number, RouteAnswer>>
  /** By status, why calls of this route in particular are refused until a while later; with `Retry-After`. */
  readonly refuses?: Readonly<Record<number, string>>
  /** Refusals in the form of RFC 6749 section 5.2 in place of problems. */
  readonly refusals?: 'oauth'
}

type RouteAnswer = { readonly description: string; readonly content: Readonly<Record<string, Media>> }

declare module 'fastify' {
  interface FastifyContextConfig {
    media?: RouteMedia
  }
}

export const ndjsonType = 'application/x-ndjson'
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A long piece of work tells how far it is, line by line. */
export const reportMedia: RouteMedia = {
  gives: {
    200: {
      description: 'Progress, and the result at the end',
      content: {
        [ndjsonType]: {
          kind: 'text',
          description: 'Lines {"progress": …}, then one {"result": …} or {"problem": …}.',
        },
      },
    },
  },
}
