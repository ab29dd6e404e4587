/** Memory for pieces that come and go. V8 would go through its whole heap for each 64 MB of fresh memory. */
export type ReusedMemory = {
  /** At least so many bytes, of any content. */
  take(length: number): Buffer<ArrayBuffer>
  /** Takes back a piece that nobody reads any more: all the memory it lies in, which must have been taken here. */
  giveBack(bytes: Buffer): void
}

export function openReusedMemory(): ReusedMemory {
  const free: ArrayBufferLike[] = []
  return {
    take(length) {
      const memory = free.pop()
      return memory instanceof ArrayBuffer && memory.byteLength >= length
        ? Buffer.from(memory)
        : Buffer.allocUnsafeSlow(length)
    },
    giveBack: (bytes) => void free.push(bytes.buffer),
  }
}
