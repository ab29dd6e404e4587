import { createHmac, hkdfSync } from 'node:crypto'

/** Knows a text again without keeping it: whoever has only the stored hashes cannot try texts against them. */
export type KeyedHash = {
  /** Tells the key by which hashes were made, and nothing of it. */
  readonly keyId: string
  /** In hexadecimal. */
  readonly of: (text: string) => string
}

/** By which addresses of people who were erased are known again. */
export function openAddressHash(secretKey: string): KeyedHash {
  return openKeyedHash(secretKey, 'erased addresses')
}

/**
 * HMAC-SHA-256 (RFC 2104) with a key derived from the installation's (HKDF-SHA-256, RFC 5869).
 *
 * @param purpose tells keys of one installation apart
 */
export function openKeyedHash(secretKey: string, purpose: string): KeyedHash {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'catalytics', purpose, 32))
  const hashOf = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  // No address is empty, so this is no hash of one.
  return { keyId: hashOf('').slice(0, 16), of: hashOf }
}
