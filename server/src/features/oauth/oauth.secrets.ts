import { randomBase62 } from '../../lib/random.ts'

const tokenPrefix = 'cat_at_'
/** 43 base62 characters carry 256 bits. */
const secretCharacters = 43

/** An opaque Bearer token (RFC 6750): `cat_at_` and 256 random bits. */
export function makeToken(): string {
  return `${tokenPrefix}${randomBase62(secretCharacters)}`
}

/** Whether a text can be one of our tokens at all. */
export function isTokenShaped(text: string): boolean {
  return tokenShape.test(text)
}

const tokenShape = new RegExp(`^${tokenPrefix}[0-9A-Za-z]{${secretCharacters}}$`)
