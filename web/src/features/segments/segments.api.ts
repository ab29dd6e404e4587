import { segmentList, type SegmentEntry, type SegmentList } from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask } from '../../lib/api.ts'
import type { Versioned } from '../../lib/edit.ts'

/** Gives catalogs, networks and sites their names, and adds those that are not there, on the list that was read. */
export function nameSegments(
  contract: ContractId,
  on: Versioned,
  segments: SegmentEntry[],
): Promise<SegmentList> {
  const path = apiPath`/contracts/${contract}/segments`
  return ask('PUT', path, segmentList, { segments }, { headers: ifMatch(on) })
}
