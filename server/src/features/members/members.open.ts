import type { Callers } from '../../http/callers.ts'
import type { Platform, Room } from '../../platform.ts'
import { invitationRoutes } from './members.invitations.routes.ts'
import type { Users } from './members.room.ts'
import { memberRoutes } from './members.routes.ts'
import { roleOf } from './members.ts'

type Neighbours = { readonly accounts: { readonly users: Users } }

/** Who is what in which contract. */
export function openMembers(
  { db, clock, publicUrl, post }: Platform,
  { accounts }: Neighbours,
): Room & { readonly callers: Pick<Callers, 'membership'> } {
  return {
    routes(api) {
      memberRoutes(api, { db, clock })
      invitationRoutes(api, { db, clock, publicUrl, post, users: accounts.users })
    },
    callers: {
      async membership(user, contract) {
        const found = await roleOf({ db }, contract, user)
        return (
          found && {
            contract: { number: found.number, id: found.id },
            role: found.role,
            secondFactorRequired: found.second_factor_required,
          }
        )
      },
    },
  }
}
