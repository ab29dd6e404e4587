import type { SetUp, SetUpLookAnswer } from '@catalytics/contract/accounts.ts'
import { createContract } from '@catalytics/contract/contracts.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { hashNewPassword, requireGoodPassword } from '../credentials/credentials.ts'
import * as members from '../members/members.ts'
import { bySetUp, hasUsers, type Origin } from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'
import { startSession } from './accounts.sessions.ts'
import { isSetUpLink, removeSetUpLink, replaceSetUpLink } from './accounts.set-up.store.ts'
import { makeUser } from './accounts.ts'

/** Whether nobody can sign in yet. */
export async function needsSetUp({ db }: Pick<Accounts, 'db'>): Promise<boolean> {
  return !(await hasUsers(db))
}

/**
 * A link that makes the first user, who administers everything; an earlier link stops working. The token is in the
 * fragment, so that it reaches no server's log. Undefined when there are users: then nobody else can.
 */
export async function makeSetUpLink(room: Pick<Accounts, 'db' | 'clock'>): Promise<string | undefined> {
  const token = randomBase62(43)
  return await room.db.transaction().execute(async (tx) => {
    await replaceSetUpLink(tx, { hash: digestOf(token), created_at: room.clock().getTime() })
    // Looked at after the link is held: whoever is just being made has taken it away, or is seen here.
    if (!(await hasUsers(tx))) return `/set-up#${token}`
    await removeSetUpLink(tx)
    return undefined
  })
}

/** @throws AppError `not_found` when the link is none, was used, or was replaced by a later one */
export async function lookAtSetUp(room: Accounts, token: string): Promise<SetUpLookAnswer> {
  if (!(await isSetUpLink(room.db, digestOf(token))) || (await hasUsers(room.db))) throw noSuchLink()
  const found = await contracts.listContracts(room)
  return { contracts: found.map(({ id, name }) => ({ id, name })) }
}

/**
 * Makes the first user, account administrator of every contract, or of the first one, which is made on the way; and
 * signs them in. Of several at the same time one succeeds.
 *
 * @throws AppError as {@link lookAtSetUp}; `invalid` naming the field for what the schema cannot see
 */
export async function setUp(room: Accounts, input: SetUp, from: Origin): Promise<string> {
  const { email, name, language } = input
  await lookAtSetUp(room, input.token)
  const known = await contracts.listContracts(room)
  const words = [email, name, ...known.map((contract) => contract.name), input.contract?.name ?? '']
  await requireGoodPassword(input.password, { words, secondFactor: false })
  if (known.length === 0 && input.contract === undefined) {
    throw new AppError('invalid', because('first_contract_needed'), { field: 'contract' })
  }
  const password = await hashNewPassword(room, input.password)
  return await room.db.transaction().execute(async (tx) => {
    if (!(await removeSetUpLink(tx, digestOf(input.token))) || (await hasUsers(tx))) throw noSuchLink()
    const role = 'account_administrator'
    const deps = { db: tx, clock: room.clock }
    const origin = { made_by: bySetUp, made_in: null }
    const user = await makeUser(room, tx, { email, name, language, ...password, ...origin })
    const actor: activity.Actor = { kind: 'user', id: user.id, address: from.address, name: email, role }
    const own =
      known.length > 0 || input.contract === undefined
        ? known
        : [await contracts.addContract(deps, actor, createContract.parse(input.contract))]
    for (const { number } of own) {
      await members.addMember(deps, actor, number, { user: user.id, email, role })
    }
    return await startSession(room, tx, user, from)
  })
}

function noSuchLink(): AppError {
  return new AppError('not_found', because('set_up_link_ended'))
}
