import { minuteMs, type Clock } from './clock.ts'
import type { Log } from './log.ts'
import { Lru } from './lru.ts'

export type LateNotes<Note> = {
  /** Keeps a note to be written: at most one per key and minute, so that guessing cannot fill the disk. */
  readonly note: (note: Note) => void
  /** Writes the notes. */
  readonly flush: () => Promise<void>
}

type Options<Note> = {
  readonly clock: Clock
  readonly log: Log
  /** Notes with the same key within a minute are one. */
  readonly keyOf: (note: Note) => string
  readonly write: (note: Note, at: Date) => Promise<void>
  /** What to say in the log when writing failed. */
  readonly failure: string
}

/**
 * Notes on their way into a store. Written later, not while the caller waits: a write that only known accounts cause
 * would tell by its time that they exist.
 */
export function openLateNotes<Note>({ clock, log, keyOf, write, failure }: Options<Note>): LateNotes<Note> {
  const lastNoted = new Lru<string, number>(10_000)
  let waiting: { readonly note: Note; readonly at: Date }[] = []
  return {
    note(note) {
      const at = clock()
      const key = keyOf(note)
      const last = lastNoted.get(key)
      if (last !== undefined && at.getTime() - last < minuteMs) return
      lastNoted.set(key, at.getTime())
      waiting.push({ note, at })
    },
    async flush() {
      const batch = waiting
      waiting = []
      try {
        for (const { note, at } of batch) await write(note, at)
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.message : 'unknown' }, failure)
      }
    },
  }
}
