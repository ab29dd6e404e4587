import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../lib/api.ts'

/** What the pages have read. A refusal is an answer; only what may pass by itself is asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

function mayPass(error: Error): boolean {
  if (!(error instanceof ApiError)) return false
  return error.problem === undefined || error.problem.status >= 502
}
