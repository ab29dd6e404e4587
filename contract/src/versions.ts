import { z } from 'zod'

/**
 * Names the version of something that can be changed: another version means that a setting has another value. Counters
 * and times of use do not count. Goes, in quotes, into `If-Match` of a change (RFC 9110 section 13.1.1); `ETag` of the
 * answer is the same.
 */
export const version = z.string().meta({
  description: 'Version of the settings; send it in quotes as If-Match of a change.',
})

/** `If-Match` for a change that is to be made on this version only. */
export function ifMatch(of: { readonly version: string }): Readonly<Record<string, string>> {
  return { 'if-match': `"${of.version}"` }
}

/** `If-None-Match` for a change that is to make something, and not to change what is there already. */
export const ifAbsent: Readonly<Record<string, string>> = { 'if-none-match': '*' }
