import { useSyncExternalStore } from 'react'

let failure: Error | undefined
const listeners = new Set<() => void>()

/** Says on whatever page is shown why something failed that was asked for in a menu, which is closed by then. */
export function tellFailure(error: unknown): void {
  set(error instanceof Error ? error : new Error(String(error)))
}

/** It is read, or tried again. */
export function forgetFailure(): void {
  set(undefined)
}

/** What failed last in a menu. */
export function useToldFailure(): Error | undefined {
  return useSyncExternalStore(subscribe, () => failure)
}

function set(error: Error | undefined): void {
  failure = error
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
