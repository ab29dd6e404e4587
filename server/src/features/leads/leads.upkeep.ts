import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { PastDelivery, PersonData } from '@catalytics/contract/people.ts'
import { dayMs, isoInstant } from '../../lib/clock.ts'
import * as deliveries from '../deliveries/deliveries.ts'
import * as people from '../people/people.ts'
import * as exportStore from './leads.exports.store.ts'
import { fileNames, takeAway, type BuildDeps } from './leads.exports.ts'
import type { Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

const atOnce = 500

/** Removes export files whose time is over, and idempotency keys older than a day. */
export async function removeExpired(deps: BuildDeps): Promise<void> {
  const now = deps.clock().getTime()
  for (const { contract, id } of await exportStore.expiredExports(deps.db, now, atOnce)) {
    for (const name of fileNames(id)) await deps.files.remove(name)
    await exportStore.forgetFile(deps.db, contract, id, now)
  }
  await exportStore.removeKeysBefore(deps.db, now - dayMs)
}

/** A person's actions, as the person is told of them. */
export async function actionsForPerson(
  deps: Deps,
  contract: ContractNumber,
  person: number,
): Promise<PersonData['actions']> {
  const rows = await store.actionsOfPerson(deps.events, contract, person)
  const originals = [...new Map(rows.map((row) => [row.action_id, row])).values()]
  const texts = await people.messages(
    deps,
    contract,
    originals.map((row) => row.action_id),
  )
  return originals.map(({ person: _person, own_country: _country, own_language: _language, ...row }) => ({
    ...row,
    quote_message: texts.get(row.action_id) ?? null,
  }))
}

/** The deliveries until an instant that held the person: found anew from each one's filter and range. */
export async function deliveriesHolding(
  deps: Deps,
  contract: ContractNumber,
  person: number,
  until: number,
): Promise<readonly Unnamed[]> {
  const actions = await store.actionsOfPerson(deps.events, contract, person)
  const first = actions[0]?.seq
  const last = actions.at(-1)?.seq
  if (first === undefined || last === undefined) return []
  const spellings = [person, ...(await people.mergedInto(deps, contract, person))]
  const changes = await store.changesOf(deps.events, contract, spellings)
  const updates = changes.filter(({ kind }) => kind === 'lead_updated').map(({ seq }) => seq)
  const found: Unnamed[] = []
  let after = ''
  for (;;) {
    const range = { from: first, to: Number.MAX_SAFE_INTEGER, after, limit: atOnce }
    const page = await deliveries.deliveriesTouching(deps.db, contract, range)
    for (const delivery of page) {
      if (delivery.at > until) continue
      if (actions.some((action) => holds(delivery, action) || holdsUpdate(delivery, action, updates))) {
        found.push({
          id: delivery.id,
          at: isoInstant(delivery.at),
          road: delivery.road,
          actor: delivery.actor,
        })
      }
    }
    const mark = page.at(-1)
    if (page.length < atOnce || mark === undefined) return found
    after = mark.id
  }
}

/** Who is behind an id is for others to say. */
type Unnamed = Omit<PastDelivery, 'actor_name'>

/** The feed tells of a changed lead, all of it, to whoever may see an action of theirs. */
function holdsUpdate(
  { filter, from_seq, to_seq }: deliveries.StoredDelivery,
  action: store.ActionRow,
  updates: readonly number[],
): boolean {
  return (
    filter.rows === 'changes' &&
    isWithin(action, filter.segmentLock) &&
    updates.some((seq) => seq >= from_seq && seq <= to_seq)
  )
}

function isWithin(action: store.ActionRow, picked: readonly string[]): boolean {
  const segments = [`catalog:${action.catalog}`, `${action.channel_kind}:${action.channel}`]
  return picked.length === 0 || segments.some((segment) => picked.includes(segment))
}

function holds({ filter, from_seq, to_seq }: deliveries.StoredDelivery, action: store.ActionRow): boolean {
  const at = Date.parse(action.at)
  return (
    action.seq >= from_seq &&
    action.seq <= to_seq &&
    (filter.from === null || at >= filter.from) &&
    (filter.to === null || at < filter.to) &&
    (filter.actions.length === 0 || filter.actions.includes(action.action)) &&
    isWithin(action, filter.segments) &&
    isWithin(action, filter.segmentLock)
    // The country is left out: it may have changed since, and naming one delivery too many is the safe side.
  )
}

const someoneErased = 'Somebody in this file was erased since it was made. Ask for a new export.'

/**
 * Removes export files that hold an erased person: their owner asks for them again.
 *
 * @returns false while a file is being made that may hold the person; then it is time to look again a little later
 */
export async function dropFilesHolding(
  deps: Deps & Pick<BuildDeps, 'files'>,
  contract: ContractNumber,
  person: number,
): Promise<boolean> {
  const actions = await store.actionsOfPerson(deps.events, contract, person)
  const first = actions[0]?.seq
  if (first === undefined) return true
  const changes = await store.changesOf(deps.events, contract, [person])
  const erased = changes.findLast(({ kind }) => kind === 'lead_erased')?.seq ?? Number.MAX_SAFE_INTEGER
  // Looked at first: what is finished in between is then found among the finished ones.
  const making = await exportStore.exportsInMaking(deps.db, contract)
  if (making.some(({ to_seq }) => (to_seq ?? 0) < erased)) return false
  let after = ''
  for (;;) {
    const page = await exportStore.exportsWithFile(deps.db, contract, after, atOnce)
    for (const found of page) {
      const through = found.to_seq
      if (through !== null && (through < first || through >= erased)) continue
      await takeAway(deps, contract, found, someoneErased)
    }
    const mark = page.at(-1)
    if (page.length < atOnce || mark === undefined) return true
    after = mark.id
  }
}
