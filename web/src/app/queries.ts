import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '../lib/api.ts'
import { isSignedOut, sessionQuery } from '../lib/session.ts'

/**
 * What the pages have read. A refusal is an answer; only what may pass by itself is asked again.
 *
 * Nothing waits for a connection: a change that is carried out later, when nobody looks or after it was cancelled, is worse
 * than one that fails at once.
 */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsThere }),
  mutationCache: new MutationCache({ onError: askWhoIsThere }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** A call that was refused for want of a session may be the first to learn that it has ended. */
function askWhoIsThere(error: unknown): void {
  if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

function mayPass(error: Error): boolean {
  if (!(error instanceof ApiError)) return false
  return error.problem === undefined ? navigator.onLine : error.problem.status >= 502
}
