import { useCallback, useState } from 'react'

/**
 * For a dialogue that is there only while it is open: gives the focus back to where it was. The component library does so
 * too, but after a moment, which is too late where a page has taken the focus meanwhile.
 */
export function useGiveBackFocus(): () => void {
  const [before] = useState(() => document.activeElement)
  return useCallback(() => {
    if (before instanceof HTMLElement) before.focus()
  }, [before])
}
