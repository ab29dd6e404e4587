import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { because, ruled } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import type { Precondition } from '../lib/versions.ts'

/**
 * Decides the conditions of a GET for content with a strong entity tag of our own (RFC 9110 section 13.2.2), and takes
 * them off the request: the plug-in that sends files would compare them with a tag that only it knows.
 *
 * @param etag with its quotes
 * @returns `not_modified` when the caller has this very content already (304)
 * @throws AppError `precondition_failed` when the caller wants other content
 */
export function settleConditions(headers: IncomingHttpHeaders, etag: string): 'send' | 'not_modified' {
  const ifMatch = headers['if-match']
  const ifNoneMatch = headers['if-none-match']
  const ifRange = headers['if-range']
  for (const name of ['if-match', 'if-none-match', 'if-range']) delete headers[name]
  if (ifMatch !== undefined) {
    delete headers['if-unmodified-since']
    if (!names(ifMatch, etag))
      throw new AppError('precondition_failed', 'The file is not the one that If-Match names.', {
        because: because('another_file'),
        parameter: 'If-Match',
      })
  }
  if (ifNoneMatch !== undefined) {
    // A tag says more than a date, which is not looked at then (section 13.1.3).
    delete headers['if-modified-since']
    if (names(ifNoneMatch.replaceAll('W/', ''), etag)) return 'not_modified'
  }
  // Another tag, or a date: the whole content is what helps whatever the caller has (section 13.1.5).
  if (ifRange !== undefined && ifRange !== etag) delete headers.range
  return 'send'
}

function names(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === etag)
}

const entityTags =
  /^(\*|(W\/)?"[\u0021\u0023-\u007e\u0080-\u00ff]*"(\s*,\s*(W\/)?"[\u0021\u0023-\u007e\u0080-\u00ff]*")*)$/

function condition(description: string) {
  return z
    .string()
    .trim()
    .max(2000)
    .regex(entityTags, ruled(because('not_an_entity_tag')))
    .optional()
    .meta({
      description,
    })
}

/** Headers of a call that changes something with versions (RFC 9110 sections 13.1.1 and 13.1.2). */
export const changeConditions = z.looseObject({
  'if-match': condition(
    'The version that the change was made on: ETag of the read, or "version" in quotes. 412 when it has changed since. Without it, the change is made whatever happened meanwhile.',
  ),
  'if-none-match': condition('* for a change that is to make something, not to change what is there (412).'),
})

/** What the conditional headers of a change demand of the version that is there. A weak tag names none. */
export function preconditionOf(headers: z.infer<typeof changeConditions>): Precondition {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  return (version) => {
    const has = (list: string) => version !== undefined && names(list, `"${version}"`)
    return (ifMatch === undefined || has(ifMatch)) && (ifNoneMatch === undefined || !has(ifNoneMatch))
  }
}

/** Names the version of an answer in `ETag`, ready for `If-Match` of a change. */
export function withVersion<Answer extends { readonly version: string }>(
  reply: FastifyReply,
  answer: Answer,
): Answer {
  void reply.header('etag', `"${answer.version}"`)
  return answer
}
