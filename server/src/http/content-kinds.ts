import type { FastifyRequest } from 'fastify'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

/** Media types that any route of the application takes. */
const known = [
  'application/json',
  'application/x-ndjson',
  'application/ndjson',
  'application/x-www-form-urlencoded',
  'text/plain',
]

/** The media types that the route behind a request takes: those that its part of the server has a parser for. */
export function acceptedKinds(request: FastifyRequest): readonly string[] {
  return known.filter((type) => request.server.hasContentTypeParser(type))
}

/** What to say of a body of a media type that is not accepted. */
export function wrongKindOfContent(accepted: readonly string[]): AppError {
  return new AppError('unsupported_media_type', `Send ${alternatives(accepted)}.`, {
    because: because('content_type_not_accepted', { allowed: accepted.join(', ') }),
    parameter: 'Content-Type',
  })
}

/** A list as a sentence has it: "a", "a or b", "a, b or c". */
function alternatives(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ')
}
