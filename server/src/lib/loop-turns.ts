import { setImmediate as nextTurn } from 'node:timers/promises'

/** Waits for one's own turn of the event loop, in the line of `key`. */
export type LoopTurns = (key: string | number) => Promise<void>

/**
 * Turns of the event loop for pieces of long work. Each piece that waited has a turn of its own, and keys take turns:
 * however much long work there is, and however much of it one contract has asked for, what is short waits for one piece
 * at a time.
 */
export function openLoopTurns(): LoopTurns {
  const lines = new Map<string | number, (() => void)[]>()
  let isServing = false

  async function serve(): Promise<void> {
    isServing = true
    for (;;) {
      await nextTurn()
      const next = lines.entries().next().value
      if (next === undefined) break
      const [key, waiting] = next
      // Who has been served is last in line.
      lines.delete(key)
      waiting.shift()?.()
      if (waiting.length > 0) lines.set(key, waiting)
    }
    isServing = false
  }

  return (key) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = lines.get(key)
    if (waiting === undefined) lines.set(key, [resolve])
    else waiting.push(resolve)
    if (!isServing) void serve()
    return promise
  }
}

/** How long one piece of work may have the loop. */
const pieceMs = 2

/**
 * For a loop over many small things: to be called between them. Undefined while the work has had the event loop for a few
 * milliseconds only, else what is to be waited for.
 */
export function openPieces(key: string | number): () => Promise<void> | undefined {
  let begunAt = performance.now()
  return () => {
    if (performance.now() - begunAt < pieceMs) return undefined
    return loopTurn(key).then(() => {
      begunAt = performance.now()
    })
  }
}

/** The turns of this process: it has one event loop. */
export const loopTurn = openLoopTurns()
