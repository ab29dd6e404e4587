import { useSyncExternalStore } from 'react'

type Announcement = { readonly text: string; readonly number: number }

let latest: Announcement = { text: '', number: 0 }
const listeners = new Set<() => void>()

/** Says to whoever does not see the page what became of what they asked for. */
export function announce(text: string): void {
  latest = { text, number: latest.number + 1 }
  for (const listener of listeners) listener()
}

/** What was announced last, for the region that says it. */
export function useAnnouncement(): Announcement {
  return useSyncExternalStore(subscribe, () => latest)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
