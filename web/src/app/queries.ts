import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '../lib/api.ts'
import { isSignedOut, sessionQuery } from '../lib/session.ts'

/** What the pages have read. A refusal is an answer; only what may pass by itself is asked again. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsThere }),
  mutationCache: new MutationCache({ onError: askWhoIsThere }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

/** A call that was refused for want of a session may be the first to learn that it has ended. */
function askWhoIsThere(error: unknown): void {
  if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

function mayPass(error: Error): boolean {
  if (!(error instanceof ApiError)) return false
  return error.problem === undefined || error.problem.status >= 502
}
