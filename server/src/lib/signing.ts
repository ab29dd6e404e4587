import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Proves that a text which comes back from outside is one that this installation gave out. */
export type Signing = {
  /** @param owner what the text belongs to; only with the same one is it accepted again */
  readonly sign: (text: string, owner: string) => string
  /** The text; undefined when anything about it is not as {@link Signing.sign} made it for this owner. */
  readonly verify: (signed: string, owner: string) => string | undefined
}

/**
 * HMAC-SHA-256 (RFC 2104) with a key derived from the installation's (HKDF-SHA-256, RFC 5869). The text stays readable:
 * for secrets there is `sealing.ts`.
 *
 * @param purpose tells keys of one installation apart: what one part signed, no other accepts
 */
export function openSigning(secretKey: string, purpose: string): Signing {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'catalytics', `sign ${purpose}`, 32))
  function sign(text: string, owner: string): string {
    const body = Buffer.from(text).toString('base64url')
    // The length in front keeps the end of the owner apart from the beginning of the text.
    const mac = createHmac('sha256', key).update(`${Buffer.byteLength(owner)}.${owner}.${body}`)
    return `${body}.${mac.digest('base64url')}`
  }
  return {
    sign,
    verify(signed, owner) {
      const text = Buffer.from(signed.split('.', 1)[0] ?? '', 'base64url').toString('utf8')
      // Made anew and compared as a whole: so there is one spelling only, whatever Base64 decoders let pass.
      const right = Buffer.from(sign(text, owner))
      const given = Buffer.from(signed)
      return given.length === right.length && timingSafeEqual(given, right) ? text : undefined
    },
  }
}
