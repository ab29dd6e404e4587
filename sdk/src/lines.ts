import { CatalyticsUnreachable } from './problem.ts'

/**
 * The lines of UTF-8 text that comes in chunks, without their line breaks.
 *
 * @throws CatalyticsUnreachable when the text ends in the middle of a line: something between has cut it
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') throw new CatalyticsUnreachable('The answer broke off in the middle of a row.')
}
