import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'

/**
 * The secret of a link that leads to a page, from the fragment: no log ever has it. While the page is being left, the
 * address is that of the next page already: the token stays what it was, or the page would look up a link that is none.
 *
 * @param path of the page
 */
export function useLinkToken(path: string): string {
  const inAddress = useLocation({ select: ({ pathname, hash }) => (pathname === path ? hash : null) })
  const [token, setToken] = useState(inAddress ?? '')
  if (inAddress !== null && inAddress !== token) setToken(inAddress)
  return token
}
