import type { ServerResponse } from 'node:http'
import type { Standing } from './standing.ts'

/** How often a reader's right to more is looked at while nothing leaves. */
const lookEveryMs = 500
/** So many bytes a second keep an answer alive; a reader may fall behind by a minute. */
const bytesPerSecondAtLeast = 8 * 1024
export const patienceMs = 60_000
const bytesAtOnce = 128 * 1024

/**
 * The same pieces, in slices, for as long as the caller may have more and takes them. Whoever loses the right in the
 * middle, or stops reading, gets an answer that is broken off: the response is destroyed, so that nobody takes the
 * beginning for all of it.
 */
export async function* watched(
  pieces: AsyncIterable<Uint8Array>,
  standing: Standing,
  response: ServerResponse,
  patience = patienceMs,
): AsyncGenerator<Uint8Array> {
  const breakOff = (cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined)
  const looking = setInterval(() => void standing.check('piece').catch(breakOff), lookEveryMs)
  const pace = openPace(breakOff, patience)
  try {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += bytesAtOnce) {
        await standing.check('piece')
        const slice = piece.subarray(at, at + bytesAtOnce)
        pace.lend()
        yield slice
        pace.taken(slice.length)
      }
    }
  } finally {
    clearInterval(looking)
    pace.close()
  }
}

/**
 * A reader begins with a minute of patience, loses what they wait and gains what they take at the least rate. Only the
 * time that a slice waits for them counts, not that in which we had nothing to send.
 */
function openPace(breakOff: (cause: Error) => void, patience: number) {
  let leftMs = patience
  let lentAt = 0
  let timer: NodeJS.Timeout | undefined
  return {
    lend(): void {
      lentAt = performance.now()
      timer = setTimeout(() => breakOff(new Error('the reader took too little for too long')), leftMs)
    },
    taken(bytes: number): void {
      clearTimeout(timer)
      const gainedMs = (bytes * 1000) / bytesPerSecondAtLeast
      leftMs = Math.min(patience, leftMs - (performance.now() - lentAt) + gainedMs)
    },
    close: () => clearTimeout(timer),
  }
}
