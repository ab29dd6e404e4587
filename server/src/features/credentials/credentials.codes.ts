import { randomInt } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'

/** A new secret for an authenticator: 160 bits, in Base32 (RFC 4226 section 4). */
export function newSecret(): string {
  return generateSecret()
}

/** What an authenticator reads from a QR code. */
export function uriOf(secret: string, email: string): string {
  return generateURI({ issuer: 'Catalytics', label: email, secret })
}

/**
 * The time step that a code of an authenticator is of (RFC 6238); null when it is wrong. A clock that is up to half a
 * minute off will do.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const outcome = verifySync({ secret, token: code, epoch, epochTolerance: 30 })
  return outcome.valid && 'timeStep' in outcome ? outcome.timeStep : null
}

// No letter that is taken for a digit, and none twice: Crockford's Base32. 16 characters carry 80 bits.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const characters = 16
const count = 10

/** Codes for when the authenticator is lost, as they are shown: XXXX-XXXX-XXXX-XXXX. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const code = Array.from({ length: characters }, () => letters[randomInt(letters.length)]).join('')
    return code.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** A code as it is compared, however somebody types it: blanks, hyphens, case, and letters taken for digits. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
