import type { ClientId, ContractId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import {
  serviceAccountLimits,
  type RegenerateServiceAccount,
  type ServiceAccountAnswer,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { isoInstant } from '../../lib/clock.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import * as activity from '../activity/activity.ts'
import { makeStoredPassword } from './service-accounts.passwords.ts'
import { withPassword } from './service-accounts.present.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'
import * as store from './service-accounts.store.ts'
import { contractWithAccounts, noSuchAccount, showServiceAccount } from './service-accounts.ts'

/**
 * Gives the account a new password, generated or chosen, that works at once; only this answer shows it. The current one
 * ends at once or, with an overlap, later; one that was already on its way out ends now, so that never more than two
 * work. The tokens of a password end with it. Whoever relies on an overlap that was promised is cut off by `end_overlap`
 * only.
 *
 * @throws AppError `invalid` when the chosen one is easy to guess or works already; `conflict` naming the field
 *   `end_overlap` while a promised overlap runs that this would cut short
 */
export async function regenerate(
  room: ServiceAccounts,
  actor: activity.Actor,
  contractId: ContractId,
  id: ClientId,
  input: RegenerateServiceAccount,
): Promise<ServiceAccountWithPassword> {
  const contract = await contractWithAccounts(room, contractId)
  const account = await store.accountById(room.db, contract.number, id)
  if (account === undefined) throw noSuchAccount()
  // Outside the transaction: a slow hash must not hold up other writers.
  const { password, stored } = await makeStoredPassword(room, account, contract.name, input.password)
  await room.db.transaction().execute(async (db) => {
    if ((await store.lockAccount(db, contract.number, id)) === undefined) throw noSuchAccount()
    const now = room.clock().getTime()
    const live = await store.livePasswords(db, contract.number, { now, account: id })
    if (live.some((before) => isSame(before.hash, stored.hash))) throw worksAlready()
    const kept = input.overlap_seconds > 0 ? live.slice(0, serviceAccountLimits.livePasswords - 1) : []
    const endOf = (before: store.ServicePassword) =>
      kept.includes(before) ? Math.min(before.ends_at ?? Infinity, now + input.overlap_seconds * 1000) : now
    if (!input.end_overlap) requireKeptPromises(live, endOf)
    await store.keepPasswords(
      db,
      contract.number,
      id,
      kept.map((before) => before.id),
    )
    for (const before of kept) {
      const endsAt = endOf(before)
      await store.setPasswordEnd(db, contract.number, before.id, endsAt)
    }
    await store.insertPassword(db, contract.number, { ...stored, created_at: now })
    const type = stored.kind === 'chosen' ? 'service_account_password_changed' : 'service_account_regenerated'
    const details = {
      account: id,
      name: account.name,
      password: stored.id,
      overlap_seconds: input.overlap_seconds,
    }
    await activity.record({ ...room, db }, contract.number, actor, type, details)
  })
  return withPassword(room, await showServiceAccount(room, contractId, id), password)
}

/** @throws AppError `conflict` when a password would end before the time that it was promised */
function requireKeptPromises(
  live: readonly store.ServicePassword[],
  endOf: (password: store.ServicePassword) => number,
): void {
  const promised = live.flatMap((one) =>
    one.ends_at !== null && endOf(one) < one.ends_at ? [one.ends_at] : [],
  )
  if (promised.length === 0) return
  const until = isoInstant(Math.max(...promised))
  throw new AppError(
    'conflict',
    `An earlier password still works until ${until}, as was promised, and this would end it before. Wait until then, or end it knowingly with end_overlap (of the command: --end-overlap).`,
    { field: 'end_overlap', because: because('overlap_promised', { until }) },
  )
}

/** Ends one password at once, and the tokens it made. */
export async function endPassword(
  room: ServiceAccounts,
  actor: activity.Actor,
  contractId: ContractId,
  id: ClientId,
  passwordId: string,
): Promise<ServiceAccountAnswer> {
  const contract = await contractWithAccounts(room, contractId)
  await room.db.transaction().execute(async (db) => {
    const account = await store.lockAccount(db, contract.number, id)
    if (account === undefined) throw noSuchAccount()
    const live = await store.livePasswords(db, contract.number, { now: room.clock().getTime(), account: id })
    const others = live.filter((one) => one.id !== passwordId)
    if (others.length === live.length) throw new AppError('not_found', because('no_such_password'))
    await store.keepPasswords(
      db,
      contract.number,
      id,
      others.map((one) => one.id),
    )
    const details = { account: id, name: account.name, password: passwordId }
    await activity.record({ ...room, db }, contract.number, actor, 'service_account_password_ended', details)
  })
  return showServiceAccount(room, contractId, id)
}

function worksAlready(): AppError {
  return new AppError('invalid', because('password_in_use'), {
    field: 'password',
  })
}
