import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sessionUser, type ChangeMe } from '@catalytics/contract/accounts.ts'
import { ask } from './api.ts'
import { sessionQuery, useVisitor } from './session.ts'

/**
 * Keeps what a user chose with their account, so that the next browser knows it too. Shown at once; where it cannot be
 * kept, it holds in this browser.
 */
export function useKeepChoice(): (change: ChangeMe) => void {
  const queries = useQueryClient()
  const isSignedIn = useVisitor() !== undefined
  return useCallback(
    (change) => {
      if (!isSignedIn) return
      const { queryKey } = sessionQuery
      queries.setQueryData(queryKey, (now) => now && { ...now, user: { ...now.user, ...given(change) } })
      ask('PATCH', '/api/v1/me', sessionUser, change).catch(() => undefined)
    },
    [isSignedIn, queries],
  )
}

/** Without what is only there as undefined. */
function given({ name, language, theme }: ChangeMe) {
  return {
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(theme !== undefined && { theme }),
  }
}
