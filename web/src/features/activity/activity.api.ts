import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { activityList, type ActivityType } from '@catalytics/contract/activity.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { memberList } from '@catalytics/contract/members.ts'
import { addDays } from '@catalytics/contract/period.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'
import { serviceAccountList } from '@catalytics/contract/service-accounts.ts'
import { apiPath, get } from '../../lib/api.ts'

/** Which entries are looked at; all of them where nothing is said. */
export type ActivityFilter = {
  readonly type?: ActivityType[] | undefined
  /** An id: addresses have no place in the address of a page. */
  readonly actor?: string | undefined
  /** First and last day, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What is wrong with a period of two days that are both included; asked before anything is sent. */
export function faultOfPeriod({ from, to }: ActivityFilter): Because | undefined {
  return from !== undefined && to !== undefined && to < from ? because('last_before_first') : undefined
}

const perPage = 50

/** Newest first, a page at a time. */
export function activityQuery(contract: ContractId, filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: ['activity', contract, filter],
    queryFn: ({ pageParam, signal }) => {
      const params = paramsOf(filter)
      params.set('limit', String(perPage))
      if (pageParam !== null) params.set('before', pageParam)
      return get(`${apiPath`/contracts/${contract}/activity`}?${params}`, activityList, signal)
    },
    enabled: faultOfPeriod(filter) === undefined,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_before,
  })
}

/** Who can have done something: users and service accounts, by id. */
export function actorsQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['actors', contract],
    queryFn: async ({ signal }) => {
      const [users, machines] = await Promise.all([
        get(apiPath`/contracts/${contract}/members`, memberList, signal).catch(() => undefined),
        // Not there where service accounts are switched off.
        get(apiPath`/contracts/${contract}/service-accounts`, serviceAccountList, signal).catch(
          () => undefined,
        ),
      ])
      return [
        ...(users?.data ?? []).map(({ user, email }) => ({ id: user, name: email })),
        ...(machines?.data ?? []).map(({ id, name }) => ({ id, name })),
      ]
    },
  })
}

/** Where the entries are as a file. */
export function exportPath(
  contract: ContractId,
  filter: ActivityFilter,
  { format, locale }: { readonly format: 'csv' | 'xlsx'; readonly locale: string },
): string {
  const params = paramsOf(filter)
  params.set('format', format)
  params.set('locale', locale)
  return `${apiPath`/contracts/${contract}/activity/export`}?${params}`
}

function paramsOf({ type, actor, from, to }: ActivityFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const one of type ?? []) params.append('type', one)
  if (actor !== undefined) params.set('actor', actor)
  if (from !== undefined) params.set('from', from)
  // The API excludes the end; people mean the whole of the last day.
  if (to !== undefined) params.set('to', addDays(to, 1))
  return params
}
