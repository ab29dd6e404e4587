import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { send } from '../lib/api.ts'
import { sessionQuery } from '../lib/session.ts'
import { forgetFailure, tellFailure } from '../lib/told.ts'

/** Ends the session and forgets all that was read with it; where it cannot be ended, that is told. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return async () => {
    forgetFailure()
    try {
      await send('DELETE', '/api/v1/session')
    } catch (error) {
      tellFailure(error)
      return
    }
    // First away from what only those see who are signed in.
    await router.navigate({ to: '/sign-in' })
    queries.setQueryData(sessionQuery.queryKey, null)
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  }
}
