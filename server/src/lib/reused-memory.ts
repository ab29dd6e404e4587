/** More than this is not kept for later pieces. */
const keptBytesAtMost = 32 * 1024 * 1024

/** Memory for pieces that come and go. V8 would go through its whole heap for each 64 MB of fresh memory. */
export type ReusedMemory = {
  /** At least so many bytes, of any content. */
  take(length: number): Buffer<ArrayBuffer>
  /** Takes back a piece that nobody reads any more: all the memory it lies in, which must have been taken here. */
  giveBack(bytes: Buffer): void
}

/** @param atMost so many bytes are kept until they are taken again; after a rush the rest is given up */
export function openReusedMemory(atMost = keptBytesAtMost): ReusedMemory {
  const free: ArrayBufferLike[] = []
  let freeBytes = 0
  return {
    take(length) {
      const memory = free.pop()
      freeBytes -= memory?.byteLength ?? 0
      return memory instanceof ArrayBuffer && memory.byteLength >= length
        ? Buffer.from(memory)
        : Buffer.allocUnsafeSlow(length)
    },
    giveBack({ buffer }) {
      if (freeBytes + buffer.byteLength > atMost) return
      free.push(buffer)
      freeBytes += buffer.byteLength
    },
  }
}
