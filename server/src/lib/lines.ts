const lineFeed = 10

/**
 * The lines of a stream of UTF-8 bytes, without their line feeds, in lists of at most about `most`. A list is handed
 * on when it is full or the stream ends, so whoever works on it can ask for much at once.
 */
export async function* linesOf(
  bytes: AsyncIterable<Buffer>,
  most: number,
): AsyncGenerator<readonly string[]> {
  let rest: Buffer[] = []
  let lines: string[] = []
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(lineFeed)
    if (end < 0) {
      rest.push(chunk)
      continue
    }
    const text = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8')
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    lines = lines.length === 0 ? text.split('\n') : lines.concat(text.split('\n'))
    if (lines.length >= most) {
      yield lines
      lines = []
    }
  }
  const last = Buffer.concat(rest).toString('utf8')
  if (last !== '') lines.push(last)
  if (lines.length > 0) yield lines
}
