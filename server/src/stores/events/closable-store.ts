import type { EventStore } from './event-store.ts'

/** An event store that can be closed to everybody, as when it turns out to be damaged while it is in use. */
export type ClosableStore = {
  readonly store: EventStore
  /** From now on every call fails with `reason`, and the store is not up. */
  close(reason: Error): void
}

export function closable(events: EventStore): ClosableStore {
  let closed: Error | undefined
  function open(): EventStore {
    if (closed !== undefined) throw closed
    return events
  }
  return {
    store: {
      rows: async (...asked) => await open().rows(...asked),
      bytes: async (...asked) => await open().bytes(...asked),
      async *stream(...asked) {
        yield* open().stream(...asked)
      },
      insert: async (...asked) => await open().insert(...asked),
      command: async (...asked) => await open().command(...asked),
      settleOthers: async (write) => await open().settleOthers(write),
      scrubbed: async () => await open().scrubbed(),
      ping: async () => closed === undefined && (await events.ping()),
      close: () => events.close(),
    },
    close(reason) {
      closed = reason
    },
  }
}
