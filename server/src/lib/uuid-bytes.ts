/** The 16 bytes of a UUID as ClickHouse's RowBinary has it: two 64-bit halves, each with its lowest byte first. */
export function uuidToRowBinary(uuid: string): Buffer {
  const hex = uuid.replaceAll('-', '')
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64LE(BigInt(`0x${hex.slice(0, 16)}`), 0)
  bytes.writeBigUInt64LE(BigInt(`0x${hex.slice(16)}`), 8)
  return bytes
}

/** The UUID whose 16 bytes of RowBinary begin at `at`, in lower case. */
export function uuidFromRowBinary(bytes: Buffer, at: number): string {
  const half = (from: number) => bytes.readBigUInt64LE(from).toString(16).padStart(16, '0')
  const hex = half(at) + half(at + 8)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The last byte of the UUID's text, of the 16 bytes of RowBinary that begin at `at`. */
export function lastUuidByte(bytes: Buffer, at: number): number {
  return bytes[at + 8] ?? 0
}
