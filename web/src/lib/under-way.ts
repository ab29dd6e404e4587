import { useSyncExternalStore } from 'react'

let count = 0
const listeners = new Set<() => void>()

/** Counts a change as under way until its answer came, or none will. */
export async function whileUnderWay<T>(work: () => Promise<T>): Promise<T> {
  move(1)
  try {
    return await work()
  } finally {
    move(-1)
  }
}

/** Whether a change was sent that the server has not answered: nobody can call it off. */
export function isChangeUnderWay(): boolean {
  return count > 0
}

/** As {@link isChangeUnderWay}, for what is drawn. */
export function useChangeUnderWay(): boolean {
  return useSyncExternalStore(subscribe, isChangeUnderWay)
}

function move(by: number): void {
  count += by
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
