import { InvitePage } from '../features/invitations/invite-page.tsx'
import { RoleField } from '../features/members/role-field.tsx'
import { RolePermissions } from '../features/members/role-permissions.tsx'

/** A page of two rooms: the form of an invitation, with the roles of members. */
export function Invite() {
  return <InvitePage RoleField={RoleField} RolePermissions={RolePermissions} />
}
