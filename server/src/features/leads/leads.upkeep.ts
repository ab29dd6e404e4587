import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { noFilter } from '../../analytics/question.ts'
import { actionsStatement, type ActionRow } from '../../analytics/sql/lead-actions.ts'
import { dayMs } from '../../lib/clock.ts'
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
  const rows = await actionsOfPerson(deps, contract, person)
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

/** Every action of a person, whether it may leave or not. */
function actionsOfPerson(
  { events }: Pick<Deps, 'events'>,
  contract: ContractNumber,
  person: number,
): Promise<readonly ActionRow[]> {
  const all = { filter: noFilter, after: 0, through: Number.MAX_SAFE_INTEGER, people: [person] }
  return store.rows(events, contract, actionsStatement({ ...all, mode: 'hadLeft' }, null))
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
  const actions = await actionsOfPerson(deps, contract, person)
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
