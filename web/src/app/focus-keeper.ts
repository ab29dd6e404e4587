import { useEffect } from 'react'
import { focusTitle } from '../lib/focus-title.ts'

/** A dialogue that closes, or a message that comes, takes the focus within this time. */
const othersFirstMs = 60

/**
 * What had the focus may go: a button with its row, a form with its answer. Then the focus would fall to the document, and
 * whoever works by keyboard would start again at its top. It goes to the title of the page instead.
 */
export function useFocusKeeper(): void {
  useEffect(() => {
    let last: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null
    }
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || !isLost()) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (isLost()) focusTitle()
      }, othersFirstMs)
    })
    document.addEventListener('focusin', remember)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('focusin', remember)
      observer.disconnect()
    }
  }, [])
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
