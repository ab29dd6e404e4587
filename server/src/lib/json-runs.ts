/** So many bytes of an array are read in one go: a millisecond or less. */
const runBytes = 64 * 1024

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * Reads a large JSON text of the form `{"key":[…]}` run by run, so that other work may come between: each run is some of the
 * array's values, in their order.
 *
 * @throws SyntaxError at the latest behind the last run, when the text is none or has another form; TypeError where it is not UTF-8
 */
export function* jsonRuns(body: Buffer, key: string): Generator<readonly unknown[], void> {
  const [begin, end] = arrayIn(body, key)
  for (let from = begin; ;) {
    const to = runEnd(body, from, end)
    const run = valuesOf(body.subarray(from, to))
    // Beside a comma there is a value; only an array without any has none.
    if (run.length === 0 && !(from === begin && to === end)) throw new SyntaxError('a value is missing')
    yield run
    if (to === end) return
    from = to + 1
  }
}

const headBytes = 100

/** Where the array begins and ends, its brackets not included. */
function arrayIn(body: Buffer, key: string): readonly [begin: number, end: number] {
  const head = /^[ \t\r\n]*\{[ \t\r\n]*"(\w+)"[ \t\r\n]*:[ \t\r\n]*\[/.exec(
    body.toString('latin1', 0, headBytes),
  )
  const tail = /\][ \t\r\n]*\}[ \t\r\n]*$/.exec(body.toString('latin1', Math.max(0, body.length - headBytes)))
  if (head?.[1] !== key || tail === null) throw new SyntaxError('not an object with one array')
  return [head[0].length, body.length - tail[0].length]
}

/** Where the run ends: at the first comma between two values of the array that is far enough, or at the array's end. */
function runEnd(body: Buffer, from: number, end: number): number {
  let depth = 0
  let isText = false
  for (let at = from; at < end; at += 1) {
    const byte = body[at]
    if (isText) {
      if (byte === backslash) at += 1
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === openBrace || byte === openBracket) depth += 1
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1
      if (depth < 0) throw new SyntaxError('the array ends before its time')
    } else if (byte === comma && depth === 0 && at - from >= runBytes) return at
  }
  return end
}

// A byte order mark within the text is no white space of JSON.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function valuesOf(run: Buffer): readonly unknown[] {
  const values: unknown = JSON.parse(`[${decoder.decode(run)}]`)
  // Its brackets are ours, so it is one.
  return Array.isArray(values) ? values : []
}
