import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'

/**
 * Goes on to where an act leads, if whoever asked for it is still on the page where they did: the answer may come late,
 * when they do something else already.
 */
export function useFromHere(): (go: () => unknown) => Promise<void> {
  const router = useRouter()
  // As it was at first: a page that goes is drawn once more with the next address.
  const [here] = useState(() => router.state.location.pathname)
  return async (go) => {
    if (router.state.location.pathname === here) await go()
  }
}
