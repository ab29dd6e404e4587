const lineFeed = 10

/**
 * Joins the chunks of a stream into pieces that end behind a line feed, each of `enough` bytes or more; what follows
 * the last line feed is a piece of its own. All pieces lie in the same memory: one is good until the next is asked for.
 */
export async function* wholeLines(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  enough: number,
): AsyncGenerator<Buffer, undefined> {
  let memory = Buffer.alloc(0)
  let size = 0
  let end = 0
  for await (const chunk of chunks) {
    if (size + chunk.length > memory.length) memory = enlarged(memory, size, 2 * (size + chunk.length))
    chunk.copy(memory, size)
    const lastLineFeed = chunk.lastIndexOf(lineFeed)
    if (lastLineFeed >= 0) end = size + lastLineFeed + 1
    size += chunk.length
    if (end === 0 || size < enough) continue
    yield memory.subarray(0, end)
    memory.copyWithin(0, end, size)
    size -= end
    end = 0
  }
  if (end > 0) yield memory.subarray(0, end)
  if (size > end) yield memory.subarray(end, size)
}

function enlarged(memory: Buffer, used: number, length: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(length)
  memory.copy(larger, 0, 0, used)
  return larger
}

/**
 * The lines of a stream of UTF-8 bytes, without their line feeds, in lists of at most about `most`. A list is handed
 * on when it is full or the stream ends, so whoever works on it can ask for much at once.
 */
export async function* linesOf(
  bytes: AsyncIterable<Buffer>,
  most: number,
): AsyncGenerator<readonly string[]> {
  let lines: string[] = []
  for await (const piece of wholeLines(bytes, 1)) {
    const end = piece.at(-1) === lineFeed ? piece.length - 1 : piece.length
    const more = piece.toString('utf8', 0, end).split('\n')
    lines = lines.length === 0 ? more : lines.concat(more)
    if (lines.length >= most) {
      yield lines
      lines = []
    }
  }
  if (lines.length > 0) yield lines
}
