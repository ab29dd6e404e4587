import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'

/** Keeps what must be read again, such as a credential for somebody else's server, unreadable in the store. */
export type Sealing = {
  /** @param owner what the text belongs to; only with the same one is it opened again */
  readonly seal: (text: string, owner: string) => string
  /** @throws AppError `unavailable` when the text was sealed with another key or for another owner */
  readonly open: (sealed: string, owner: string) => string
}

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM (NIST SP 800-38D) with a key derived from the installation's (HKDF-SHA-256, RFC 5869).
 *
 * @param purpose tells keys of one installation apart: what one part sealed, no other opens
 */
export function openSealing(secretKey: string, purpose: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'catalytics', purpose, 32))
  return {
    seal(text, owner) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const body = bytes.subarray(nonceBytes + tagBytes)
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new AppError('unavailable', because('sealed_with_another_key'), { cause })
      }
    },
  }
}
