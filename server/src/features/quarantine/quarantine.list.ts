import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import {
  sitePrefix,
  sourceKind,
  type QuarantineAnswer,
  type QuarantineQuery,
} from '@catalytics/contract/quarantine.ts'
import { isoInstant } from '../../lib/clock.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { keptEvent } from './quarantine.kept-events.ts'
import * as store from './quarantine.store.ts'
import type { Deps } from './quarantine.ts'

export type ListDeps = Deps & {
  /** The names of the files of these imports, by id. */
  readonly fileNames: (
    contract: ContractNumber,
    imports: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
}

/** Refused events, oldest first, with the number of each reason. */
export async function listQuarantine(
  deps: ListDeps,
  id: ContractId,
  { reason, after, limit }: QuarantineQuery,
): Promise<QuarantineAnswer> {
  const contract = await contracts.requireContract(deps, id)
  const entries = await store.quarantined(deps.db, contract.number, { reason, after, limit })
  const names = await namesOf(deps, contract.number, new Set(entries.map(({ source }) => source)))
  return {
    counts: await store.quarantineCounts(deps.db, contract.number),
    data: entries.map((entry) => ({
      ...entry,
      source_name: names.get(entry.source) ?? null,
      received_at: isoInstant(entry.received_at),
      replayable: keptEvent(entry.event) !== undefined,
    })),
    next_after: entries.length === limit ? (entries.at(-1)?.id ?? null) : null,
  }
}

/** What people call these sources: the key of a site, the name of an account, the file of an import. */
async function namesOf(
  deps: ListDeps,
  contract: ContractNumber,
  sources: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const { site = [], import: imported = [], account = [] } = Object.groupBy(sources, sourceKind)
  return new Map([
    ...site.map((source) => [source, source.slice(sitePrefix.length)] as const),
    ...(imported.length === 0 ? [] : await deps.fileNames(contract, imported)),
    ...(account.length === 0 ? [] : await activity.namesOf(deps, contract, account)),
  ])
}
