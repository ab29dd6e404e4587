import { z } from 'zod'
import { because, ruled } from './reasons.ts'

/*
 * One address, one identity: what two mail programs would write differently and a reader cannot tell apart must be the
 * same person everywhere. Every address that comes in goes through `email`, every domain through `domain`.
 */

// What shows nothing: format characters (zero-width, bidirectional marks, soft hyphen) and what Unicode lets be ignored.
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

const invisibleButJoiners = /(?![\u200c\u200d])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

// RFC 1035 section 2.3.4 and RFC 1123 section 2.1; a top-level domain of digits alone would be an IPv4 address.
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const domainText = `(?=.{1,253}$)(?:${label}\\.)+(?!\\d+$)${label}`
const domainPattern = new RegExp(`^${domainText}$`)

// One @, no white space, no brackets or quotes: what mail systems deliver in practice.
const localPattern =
  // oxlint-disable-next-line no-control-regex -- the pattern is about control characters
  /^[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff]{1,64}$/u
// The same in ASCII, which is its own identity: nearly every address there is, checked in one go.
const plainPattern = new RegExp(`^[!#-'*+\\-./0-9=?^_\`a-z{|}~]{1,64}@(?!.*xn--)${domainText}$`)

const longest = 254

/** Whether {@link email} takes the text, and as it is; false also for some that it takes. */
export function isPlainEmail(text: string): boolean {
  return text.length <= longest && plainPattern.test(text)
}

/**
 * The one way to write a domain: lower case, internationalised labels as A-labels (UTS 46, RFC 5890), without what shows
 * nothing and without the dot of the root. Undefined for what can be no domain, an A-label that decodes to nothing included.
 */
export function domainIdentity(text: string): string | undefined {
  const shown = text.replace(domainLabel, shownLabel).trim().toLowerCase()
  const named = asciiHost.test(shown) && !shown.includes('xn--') ? shown : hostOf(shown)
  // The dot of the root (RFC 1034 section 3.1) is no other domain; RFC 5321 has none.
  const host = named?.replace(/\.$/, '')
  return host !== undefined && domainPattern.test(host) && hasJoinersInPlace(shown) ? host : undefined
}

// UTS 46 takes further characters for the dot.
const domainLabel = /[^.\u3002\uff0e\uff61]+/gu
const notAscii = /\P{ASCII}/u

/**
 * A label without what shows nothing. The joiners (U+200C and U+200D) stay beside letters that are not ASCII: with one where
 * a script needs it, it is another domain (RFC 5892, appendices A.1 and A.2), and with one elsewhere it is none.
 */
function shownLabel(written: string): string {
  const shown = written.replace(invisible, '')
  return notAscii.test(shown) ? written.replace(invisibleButJoiners, '') : shown
}

const joiners = /[\u200c\u200d]/gu
const joinersWithoutLetter = /[\u200c\u200d]\p{M}*[\u200c\u200d]/u

/**
 * Whether each joiner stands where it may (RFC 5892, appendix A.1 with erratum 3312, and A.2). Runtimes look at the first of a
 * label only, so each is shown to them alone, a hyphen, which joins nothing, in place of the others.
 */
function hasJoinersInPlace(shown: string): boolean {
  if (joinersWithoutLetter.test(shown)) return false
  const found = [...shown.matchAll(joiners)]
  return (
    found.length < 2 ||
    found.every(({ index }) =>
      hostOf(shown.replace(joiners, (joiner, at: number) => (at === index ? joiner : '-'))),
    )
  )
}

// The URL of the WHATWG, which every runtime has; the contract brings no types of a runtime.
declare const URL: {
  canParse(text: string): boolean
  new (text: string): { readonly hostname: string }
}

/** UTS 46 as the URL standard has it, which Node and every browser bring. */
function hostOf(shown: string): string | undefined {
  // Further ASCII would mean something else in a URL: a port, a path, an escape.
  if (/[^a-z0-9.\u0080-\u{10ffff}-]/u.test(shown)) return undefined
  // In a host of ASCII alone A-labels are not decoded, whatever they hold; beside another letter they are.
  const url = `http://${asciiHost.test(shown) ? `${otherLabel}.${shown}` : shown}`
  if (!URL.canParse(url)) return undefined
  const { hostname } = new URL(url)
  return asciiHost.test(shown) ? hostname.slice(hostname.indexOf('.') + 1) : hostname
}

const asciiHost = /^[a-z0-9.-]*$/
const otherLabel = '\u00fc'

/**
 * The one way to write an address: trimmed, lower case, the part before the @ in NFC, the domain as
 * {@link domainIdentity} has it, without what shows nothing. A text that is no address stays none.
 */
export function emailIdentity(text: string): string {
  if (isPlainEmail(text)) return text
  const shown = text.replace(invisible, '').trim()
  const at = shown.lastIndexOf('@')
  // Lower case can undo a composition, so it is composed once more.
  const local = shown.slice(0, Math.max(at, 0)).normalize('NFC').toLowerCase().normalize('NFC')
  const domain = at === -1 ? undefined : domainIdentity(text.slice(text.lastIndexOf('@') + 1))
  return domain === undefined ? shown.toLowerCase() : `${local}@${domain}`
}

/** Whether the text is an address, written in the one way. */
export function isEmailIdentity(text: string): boolean {
  if (isPlainEmail(text)) return true
  const at = text.lastIndexOf('@')
  return (
    text.length <= longest &&
    localPattern.test(text.slice(0, Math.max(at, 0))) &&
    domainIdentity(text.slice(at + 1)) === text.slice(at + 1) &&
    emailIdentity(text) === text
  )
}

/** An e-mail address, as {@link emailIdentity} writes it; at most 254 characters (RFC 5321 section 4.5.3.1.3). */
export const email = z
  .string()
  .overwrite(emailIdentity)
  .max(longest)
  .refine(isEmailIdentity, {
    error: ruled(because('not_an_email'), 'is not an e-mail address'),
    params: { reason: 'invalid_email' },
  })

/** A domain, as {@link domainIdentity} writes it. */
export const domain = z
  .string()
  .max(1000)
  .overwrite((text) => domainIdentity(text) ?? text)
  .refine((text) => domainIdentity(text) === text, { error: ruled(because('not_a_domain')) })
