import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../lib/errors.ts'

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
      throw new AppError('precondition_failed', 'The file is not the one that If-Match names.')
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
