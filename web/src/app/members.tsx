import { Invitations } from '../features/invitations/invitations.tsx'
import { MembersPage } from '../features/members/members-page.tsx'

/** A page of two rooms: the members, with the invitations that wait. */
export function Members() {
  return <MembersPage Invitations={Invitations} />
}
