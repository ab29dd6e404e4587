import { infiniteQueryOptions } from '@tanstack/react-query'
import type { RejectReason } from '@catalytics/contract/events.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import {
  quarantineAnswer,
  replayAnswer,
  type ReplayAnswer,
  type ReplayRequest,
} from '@catalytics/contract/quarantine.ts'
import { apiPath, ask, get } from '../../lib/api.ts'

const entriesAtOnce = 50

/** Refused events, oldest first, and how many there are of each reason. */
export function quarantineQuery(contract: ContractId, reason: RejectReason | undefined) {
  return infiniteQueryOptions({
    queryKey: ['quarantine', contract, reason],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        limit: String(entriesAtOnce),
        ...(reason !== undefined && { reason }),
        ...(pageParam !== '' && { after: pageParam }),
      })
      return get(`${apiPath`/contracts/${contract}/quarantine`}?${asked}`, quarantineAnswer, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next_after: after }) => after,
  })
}

/** Tries events again: chosen ones, those of a reason, or all. */
export function replay(contract: ContractId, which: ReplayRequest): Promise<ReplayAnswer> {
  return ask('POST', apiPath`/contracts/${contract}/quarantine/replay`, replayAnswer, which)
}
