import { userId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { permissionsOf } from '@catalytics/contract/permissions.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { Actor } from '../activity/activity.ts'
import * as members from '../members/members.ts'
import type { Needs, ReadAccess } from './exports.content.ts'

/** What it takes to know what somebody may read. */
export type AccessDeps = {
  readonly db: Db
  readonly oauth: {
    readonly accessNow: (
      contract: ContractNumber,
      id: string,
      scope: Scope,
    ) => Promise<ReadAccess | undefined>
  }
}

const everything: ReadAccess = { segmentLock: [] }

/** What somebody may read of a content at this moment; undefined when nothing. */
export async function accessNow(
  { db, oauth }: AccessDeps,
  contract: ContractNumber,
  { kind, id }: Actor,
  { scope, permission }: Needs,
): Promise<ReadAccess | undefined> {
  if (kind === 'service_account')
    return scope === null ? undefined : await oauth.accessNow(contract, id, scope)
  if (kind === 'user') {
    const own = await members.membershipsOf({ db }, userId.parse(id))
    const role = own.find(({ number }) => number === contract)?.role
    return role !== undefined && permissionsOf(role).includes(permission) ? everything : undefined
  }
  // What the operator asks for, or a setting that somebody was allowed to make.
  return kind === 'operator' || kind === 'system' ? everything : undefined
}
