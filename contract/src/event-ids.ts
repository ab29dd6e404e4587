import { z } from 'zod'
import { because, ruled } from './reasons.ts'

// Of any version and variant, and of none: RFC 9562 section 4 calls ids opaque.
const form = z.regexes.guid

/** Whether {@link eventId} takes the text, and as it is. */
export function isPlainEventId(text: string): boolean {
  return form.test(text)
}

/**
 * The 8-4-4-4-12 form of an id in other common ones: in braces, as SQL Server and CRM systems show it, as a URN
 * (RFC 9562 section 4), as 32 digits alone. Everything else stays as it is.
 */
function withHyphens(text: string): string {
  if (isPlainEventId(text)) return text
  const bare = text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .replace(/^urn:uuid:/i, '')
  const groups = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(bare)
  if (groups !== null) return groups.slice(1).join('-')
  return isPlainEventId(bare) ? bare : text
}

const noId = ruled(because('not_an_id'), 'is no id such as 0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11')

/** The id of an event: 128 bits, opaque. However it is written, it comes out as 8-4-4-4-12; capitals stay. */
export const eventId = z.string(noId).overwrite(withHyphens).regex(form, noId)
