import { queryOptions, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { session, type SessionAnswer } from '@catalytics/contract/accounts.ts'
import type { Feature } from '@catalytics/contract/contracts.ts'
import type { Permission } from '@catalytics/contract/permissions.ts'
import { ApiError, get } from './api.ts'
import { readPreference } from './preferences.ts'

/** A contract as the signed-in user has it. */
export type OwnContract = SessionAnswer['contracts'][number]

/** What a user may do in a contract. */
export type OwnPermission = OwnContract['permissions'][number]

/** Who is signed in, or was until a moment ago: then what they have typed stays while they sign in again. */
export type Visitor = SessionAnswer & { readonly hasEnded: boolean }

const queryKey = ['session'] as const

/** Who is signed in, and what they may do where; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey,
  queryFn: async ({ signal, client }): Promise<Visitor | null> => {
    try {
      return { ...(await get('/api/v1/session', session, signal)), hasEnded: false }
    } catch (error) {
      if (!isSignedOut(error)) throw error
      const before = client.getQueryData<Visitor | null>(queryKey) ?? null
      return before && { ...before, hasEnded: true }
    }
  },
  staleTime: 60_000,
})

/** Whether a call was refused because nobody is signed in, or no longer. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === 'unauthorized'
}

/** Who is signed in, on a page that may be read without. */
export function useVisitor(): Visitor | undefined {
  return useQuery(sessionQuery).data ?? undefined
}

/** Who is signed in, on a page that only those see. */
export function useSession(): Visitor {
  const visitor = useVisitor()
  if (visitor === undefined) throw new Error('nobody is signed in')
  return visitor
}

/** The contract of the address; elsewhere the one that was looked at last, or the first. */
export function useContract(): OwnContract | undefined {
  const visitor = useVisitor()
  const inAddress = useLocation({ select: ({ pathname }) => /^\/c\/([^/]+)/.exec(pathname)?.[1] })
  return visitor && (visitor.contracts.find(({ id }) => id === inAddress) ?? lastContract(visitor))
}

/** The contract that was looked at last in this browser, or the first. */
export function lastContract({ contracts }: SessionAnswer): OwnContract | undefined {
  const wanted = readPreference('contract')
  return contracts.find(({ id }) => id === wanted) ?? contracts[0]
}

/** Whether the user may, and the contract has, what a page is about. */
export function canUse(contract: OwnContract, permission: Permission, feature?: Feature): boolean {
  return (
    contract.permissions.includes(permission) &&
    (feature === undefined || contract.features.includes(feature))
  )
}
