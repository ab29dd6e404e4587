import { crc32 } from 'node:zlib'
import { randomBase62, toBase62 } from '../../lib/random.ts'

const passwordPrefix = 'cat_pw_'
/** 43 base62 characters carry 256 bits. */
const secretCharacters = 43
const checksumCharacters = 6

/**
 * A generated password: `cat_pw_`, 43 random base62 characters, and a checksum over both, by which secret scanners tell
 * a real one from a lookalike and we refuse a mistyped one without a look-up.
 */
export function makePassword(random: (length: number) => string = randomBase62): string {
  const body = `${passwordPrefix}${random(secretCharacters)}`
  return `${body}${checksumOf(body)}`
}

/** Whether a presented password claims to be a generated one; a chosen one must not. */
export function claimsGenerated(password: string): boolean {
  return password.startsWith(passwordPrefix)
}

/** Whether a password that claims to be generated can be one: its length, its alphabet and its checksum are right. */
export function isWellMade(password: string): boolean {
  if (!generated.test(password)) return false
  return password.endsWith(checksumOf(password.slice(0, -checksumCharacters)))
}

const generated = new RegExp(`^${passwordPrefix}[0-9A-Za-z]{${secretCharacters + checksumCharacters}}$`)

/** CRC-32 (the one of ZIP and PNG) in base62, padded with zeros. */
function checksumOf(text: string): string {
  return toBase62(crc32(text), checksumCharacters)
}
