/** A UUID of version 7 (RFC 9562 section 5.7): sent again with the same id, an event counts once. */
export function timeOrderedId(epochMs: number, random: Uint8Array): string {
  const time = epochMs.toString(16).padStart(12, '0')
  const rest = hexOf(random)
  const variant = ((Number.parseInt(rest.slice(3, 4), 16) & 3) | 8).toString(16)
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${rest.slice(0, 3)}`,
    variant + rest.slice(4, 7),
    rest.slice(7, 19),
  ].join('-')
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (256 + byte).toString(16).slice(1)).join('')
}
