import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { dayMs } from '../../lib/clock.ts'
import { fileNames, takeAway, type BuildDeps } from './exports.file.ts'
import { numbersOfPerson } from './exports.people.store.ts'
import * as store from './exports.store.ts'

const atOnce = 500

/** Removes export files whose time is over, and idempotency keys older than a day. */
export async function removeExpired(deps: BuildDeps): Promise<void> {
  const now = deps.clock().getTime()
  for (const { contract, id } of await store.expiredExports(deps.db, now, atOnce)) {
    for (const name of fileNames(id)) await deps.files.remove(name)
    await store.forgetFile(deps.db, contract, id, now)
  }
  await store.removeKeysBefore(deps.db, now - dayMs)
}

/**
 * Removes export files that hold an erased person: their owner asks for them again.
 *
 * @returns false while a file is being made that may hold the person; then it is time to look again a little later
 */
export async function dropFilesHolding(
  deps: BuildDeps,
  contract: ContractNumber,
  person: number,
): Promise<boolean> {
  const { first, erased } = await numbersOfPerson(deps.events, contract, person)
  if (first === null) return true
  const before = erased ?? Number.MAX_SAFE_INTEGER
  // Looked at first: what is finished in between is then found among the finished ones.
  const making = await store.exportsInMaking(deps.db, contract)
  if (making.some(({ to_seq }) => (to_seq ?? 0) < before)) return false
  let after = ''
  for (;;) {
    const page = await store.exportsWithFile(deps.db, contract, after, atOnce)
    for (const found of page) {
      const through = found.to_seq
      if (through !== null && (through < first || through >= before)) continue
      await takeAway(deps, contract, found, because('erased_since'))
    }
    const mark = page.at(-1)
    if (page.length < atOnce || mark === undefined) return true
    after = mark.id
  }
}
