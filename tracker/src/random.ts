export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

/** From 0 to 1: nothing depends on its quality. */
export function chance(): number {
  return Math.random()
}
