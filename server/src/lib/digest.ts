import { createHash, timingSafeEqual } from 'node:crypto'

/** SHA-256 in hexadecimal: what is stored of a random secret. 256 random bits need no salt and no slow hash. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compares two stored forms without telling by its time where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
