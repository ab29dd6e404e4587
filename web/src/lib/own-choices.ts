import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sessionUser, type ChangeMe } from '@catalytics/contract/accounts.ts'
import { announce } from './announce.ts'
import { ask } from './api.ts'
import { sessionQuery, useVisitor } from './session.ts'
import { forgetFailure, tellFailure } from './told.ts'

/**
 * Keeps what a user chose with their account, so that the next browser knows it too. Shown at once; where it cannot be
 * kept, that is told and it is as before.
 */
export function useKeepChoice(): (change: ChangeMe, said: () => string) => void {
  const queries = useQueryClient()
  const isSignedIn = useVisitor() !== undefined
  return useCallback(
    (change, said) => {
      if (!isSignedIn) {
        announce(said())
        return
      }
      const { queryKey } = sessionQuery
      const before = queries.getQueryData(queryKey)?.user
      const put = (chosen: ChangeMe) =>
        queries.setQueryData(queryKey, (now) => now && { ...now, user: { ...now.user, ...given(chosen) } })
      forgetFailure()
      put(change)
      const refused = (error: unknown) => {
        tellFailure(error)
        if (before === undefined) return
        const { language, theme } = before
        put({ ...(change.language && { language }), ...(change.theme && { theme }) })
      }
      ask('PATCH', '/api/v1/me', sessionUser, change).then(() => announce(said()), refused)
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
